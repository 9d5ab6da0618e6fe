"""Who may open which door: views declare, one gate enforces, an undeclared view stops the start."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar, cast

from flask import Flask, current_app, request
from flask_login import current_user
from werkzeug.wrappers import Response

from portal.core.actors import Actor, Role
from portal.core.db import db
from portal.core.errors import Missing, NotAllowed

V = TypeVar("V", bound=Callable[..., Any])

ALL = frozenset(Role)
READING = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True)
class Access:
    """What a view declared: the roles that may enter (None: the public), and what else the front door must know.

    A ``passive`` view does not renew the session; one that ``takes_files`` may be sent a large body; one that
    ``asks_password`` opens only to somebody who proved a short while ago who they are. That a ``secret`` view exists is
    itself not told: who may not enter reads 404 as for an unknown address. One that ``acts_on_get`` may run a command
    while it answers a GET.
    """

    roles: frozenset[Role] | None
    passive: bool = False
    development_only: bool = False
    takes_files: bool = False
    asks_password: bool = False
    secret: bool = False
    acts_on_get: bool = False


def public(view: V) -> V:
    """Declare that a view is open to everybody."""
    view.access = Access(None)  # type: ignore[attr-defined]  # a mark on the function, read by the gate
    return view


def development_only(view: V) -> V:
    """Declare that a view exists in development mode only."""
    view.access = Access(None, development_only=True)  # type: ignore[attr-defined]  # see public()
    return view


def requires(*roles: Role, passive: bool = False) -> Callable[[V], V]:
    """Declare the roles that may enter; ``passive`` requests (polling) do not renew the session."""

    def mark(view: V) -> V:
        view.access = Access(frozenset(roles), passive=passive)  # type: ignore[attr-defined]  # see public()
        return view

    return mark


signed_in = requires(*ALL)
NO_RIGHT_YET = "아직 받은 권한이 없습니다. 총무과에서 권한을 드리면 바로 쓰실 수 있습니다."
OFFICE = ALL - {Role.CANDIDATE}
"""Everybody but candidates for appointment, who see their own pages and nothing else."""
of_the_office = requires(*OFFICE)


def passive(view: V) -> V:
    """Declare, above the other mark, that opening a view does not renew the session."""
    view.access = replace(view.access, passive=True)  # type: ignore[attr-defined]  # see public()
    return view


def takes_files(view: V) -> V:
    """Declare, above the other mark, that a view takes uploads: its body may be as large as a file."""
    view.access = replace(view.access, takes_files=True)  # type: ignore[attr-defined]  # see public()
    return view


def asks_password(view: V) -> V:
    """Declare, above the other mark, that a view opens only when the password was typed in the last ten minutes.

    Otherwise a page (for HTMX a dialog) asks for it and then goes on with what was wanted.
    """
    view.access = replace(view.access, asks_password=True)  # type: ignore[attr-defined]  # see public()
    return view


def secret(view: V) -> V:
    """Declare, above the other mark, that whoever may not enter must not learn that there is a door."""
    view.access = replace(view.access, secret=True)  # type: ignore[attr-defined]  # see public()
    return view


def acts_on_get(view: V) -> V:
    """Declare, above the other mark, that a view runs a command although it is asked by GET.

    Only for an address that counts once and in one browser; docs/decisions/0012-sign-on.md says why there is one.
    """
    view.access = replace(view.access, acts_on_get=True)  # type: ignore[attr-defined]  # see public()
    return view


def access_of(endpoint: str | None) -> Access | None:
    """Return what the view of an endpoint declared; the static folder and addresses without a view are public."""
    if endpoint is None or endpoint == "static":
        return Access(None, passive=True)
    return cast("Access | None", getattr(current_app.view_functions[endpoint], "access", None))


def the_actor() -> Actor:
    """Return who is acting in this request."""
    return cast(Actor, current_user._get_current_object())


def gate() -> Response | None:
    """Let the request in, ask for a log-in (401), refuse (403), or answer what the doorkeeper says."""
    if request.endpoint is None or request.endpoint == "static":
        return None
    access = access_of(request.endpoint)
    db.session().info["reading_only"] = request.method in READING and not (access and access.acts_on_get)
    if access is None:
        raise NotAllowed("이 화면을 볼 권한이 없습니다.")
    if access.development_only and current_app.config["PORTAL_MODE"] != "development":
        raise Missing
    if access.roles is None:
        return None
    if not current_user.is_authenticated:
        return cast(Response, current_app.login_manager.unauthorized())  # type: ignore[attr-defined]  # Flask-Login sets it
    if not access.roles & current_user.roles:
        if access.secret:
            raise Missing
        raise NotAllowed("이 화면을 볼 권한이 없습니다." if current_user.roles else NO_RIGHT_YET)
    return cast("Response | None", current_app.extensions["portal_doorkeeper"](access))


def init_app(app: Flask) -> None:
    """Put the gate before every request; raises RuntimeError naming the views that declare no access."""
    app.before_request(gate)
    undeclared = sorted(n for n, view in app.view_functions.items() if n != "static" and not hasattr(view, "access"))
    if undeclared:
        raise RuntimeError(f"These views declare no access: {undeclared}")
