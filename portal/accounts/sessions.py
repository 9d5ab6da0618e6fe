"""Sessions on the server: revocable, timed, read in one statement together with the person and the roles.

The cookie of somebody who is signed in holds a random key; the table knows its SHA-256. A visitor's key carries a
mark of ours instead and needs no row: the CSRF secret of every session is derived from its key.
"""

import hashlib
import hmac
import secrets
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, cast

from flask import Flask, Response, current_app, g, request, session
from flask.sessions import SessionInterface, SessionMixin
from flask.wrappers import Request
from flask_login import LoginManager, login_user, logout_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.datastructures import CallbackDict

from portal.accounts import guard, policies, session_store
from portal.accounts.expiry import ask_to_log_in, token_refused
from portal.accounts.models import Way
from portal.accounts.queries import KeptSession, session_kept
from portal.accounts.services import NewKey, NewSession, key_hash
from portal.core import clock
from portal.core.access import access_of
from portal.core.actors import NOBODY, Actor
from portal.core.db import db
from portal.core.web import visitors_address

CSRF = "csrf_token"
USER = "_user_id"
DERIVED = (CSRF, USER)
NEEDS_NONE = ("/static/", "/healthz")
VISITORS_DATA_KEPT = timedelta(minutes=30)


class PortalSession(CallbackDict[str, Any], SessionMixin):
    """What Flask calls the session: a key, what the table keeps under it, and who is acting.

    ``came`` says that the browser has the key already, ``has_ended`` that it came with one that is over, and
    ``of_account`` whose that was, if it is still known. One that ``is_awaited`` must be known again when the browser
    comes back from elsewhere, so it gets its key though nothing is kept under it.
    """

    def __init__(
        self, key: str, kept: KeptSession | None = None, *, came: bool = False, has_ended: bool = False
    ) -> None:
        super().__init__(None, PortalSession._touch)
        self.has_ended = has_ended
        self.of_account: int | None = None
        self.confirmed_at: datetime | None = None
        self.failure: SQLAlchemyError | None = None
        self.is_awaited = False
        self.take_on(key, kept.actor if kept else None, kept.data if kept else {})
        self.kept = kept
        self.came = came
        if kept is not None:
            self.confirmed_at, self.way = kept.confirmed_at, kept.way
            self.must_change_password = kept.must_change_password

    def _touch(self) -> None:
        self.modified = True

    def take_on(self, key: str, actor: Actor | None, data: dict[str, Any]) -> None:
        """Go on under another key, forgetting what stood under the old one."""
        self.key = key
        self.actor = actor or NOBODY
        self.kept = None
        self.came = False
        self.ends_at: datetime | None = None
        self.clear()
        self.update(data)
        self.confirmed_at = None
        self.way, self.must_change_password = Way.PASSWORD, False
        self[CSRF] = _derived("csrf", key)
        if actor is not None:
            self[USER] = str(actor.account_id)
        self.modified = False
        g.pop(CSRF, None)

    @property
    def id_hash(self) -> str:
        """Return the name of the row."""
        return key_hash(self.key)

    @property
    def idle_seconds(self) -> int:
        """Return how long the person may do nothing."""
        return int(timing().idle_of(self.actor.roles).total_seconds())

    @property
    def is_confirmed(self) -> bool:
        """Say whether the person proved a short while ago who they are."""
        return policies.is_confirmed(self.confirmed_at)

    def to_keep(self) -> dict[str, Any]:
        """Return what the table must keep."""
        return {name: value for name, value in self.items() if name not in DERIVED}


class Sessions(SessionInterface):
    """Opens and saves sessions for Flask."""

    def open_session(self, app: Flask, request: Request) -> PortalSession:
        """Find the session of the cookie; one that is over, or whose key is not ours, is a visitor's new one.

        Without a database nobody can be told apart: the request then ends with that error, as soon as it can be shown.
        """
        key = request.cookies.get(self.get_cookie_name(app), "")
        if not key or request.path.startswith(NEEDS_NONE):
            return PortalSession(_visitors_key())
        try:
            return _found(key, visitors_address())
        except SQLAlchemyError as error:
            db.session.rollback()
            unknown = PortalSession(key, came=True)
            unknown.failure = error
            return unknown

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write what changed; renew the idle time at most once a minute and never for a passive view."""
        assert isinstance(session, PortalSession)
        if request.endpoint == "static":
            return
        response.vary.add("Cookie")
        if session.actor.is_authenticated:
            self._save_actors(session)
        else:
            self._save_visitors(session)
        if not session.came and (
            session.actor.is_authenticated or session.to_keep() or session.is_awaited or CSRF in g
        ):
            response.set_cookie(
                self.get_cookie_name(app), session.key, httponly=True, samesite="Lax", path="/", secure=is_secure(app)
            )

    def _save_actors(self, session: PortalSession) -> None:
        changes: dict[str, Any] = {"data": session.to_keep()} if session.modified else {}
        if session.kept is not None and session.ends_at != _end_of(session.kept, session.kept.last_seen_at):
            changes |= {"last_seen_at": clock.now(), "expires_at": session.ends_at}
        if changes:
            session_store.keep(session.id_hash, **changes)

    def _save_visitors(self, session: PortalSession) -> None:
        if not session.modified:
            return
        data = session.to_keep()
        if session.kept is not None:
            (session_store.keep(session.id_hash, data=data) if data else session_store.drop(session.id_hash))
        elif data:
            now = clock.now()
            session_store.begin_for_visitor(
                session.id_hash,
                data=data,
                now=now,
                expires_at=now + VISITORS_DATA_KEPT,
                address=visitors_address(),
            )

    def get_cookie_name(self, app: Flask) -> str:
        """Return the name of the cookie; the prefix binds it to this very host."""
        return "__Host-portal" if is_secure(app) else "portal"


def _found(key: str, address: str) -> PortalSession:
    is_visitors = _is_visitors_key(key)
    kept = session_kept(key_hash(key), address)
    if kept is None:
        return PortalSession(key, came=True) if is_visitors else PortalSession(_visitors_key(), has_ended=True)
    if is_visitors:
        return PortalSession(key, kept if kept.expires_at > clock.now() else None, came=True)
    ends_at = _end_of(kept, kept.last_seen_at)
    if kept.actor is None or ends_at <= clock.now():
        over = PortalSession(_visitors_key(), has_ended=True)
        over.of_account = kept.account_id
        return over
    found = PortalSession(key, kept, came=True)
    found.ends_at = ends_at
    return found


def this_session() -> PortalSession:
    """Return the session of this request."""
    return cast(PortalSession, session._get_current_object())  # type: ignore[attr-defined]  # it is a LocalProxy


def begin(new: NewSession) -> None:
    """Let this browser go on in a session that has just begun."""
    here = this_session()
    here.take_on(new.key, new.actor, {})
    here.ends_at, here.confirmed_at, here.way = new.ends_at, new.confirmed_at, new.way
    here.must_change_password = new.must_change_password
    login_user(new.actor)
    for name in ("_fresh", "_id"):
        here.pop(name, None)
    here.modified = False


def go_on_confirmed(new: NewKey) -> None:
    """Let this browser go on in its session under another key, its person known anew."""
    here = this_session()
    kept, ends_at, way = here.kept, here.ends_at, here.way
    here.take_on(new.key, here.actor, here.to_keep())
    here.kept = None if kept is None else replace(kept, id_hash=here.id_hash)
    here.ends_at, here.way, here.confirmed_at = ends_at, way, new.confirmed_at
    here.must_change_password = new.must_change_password


def end() -> None:
    """Let this browser go on as a visitor's."""
    this_session().take_on(_visitors_key(), None, {})
    logout_user()


def renew(*, at_once: bool = False) -> None:
    """Move the end of the session, at most once a minute unless asked to *at_once*; it is written with the answer."""
    here = this_session()
    if here.kept is None or here.kept.actor is None:
        return
    if at_once or clock.now() - here.kept.last_seen_at >= policies.RENEWAL_PERIOD:
        here.ends_at = _end_of(here.kept, clock.now())


def timing() -> policies.Timing:
    """Return how long sessions last, as the settings say."""
    config = current_app.config
    return policies.Timing(
        idle=timedelta(minutes=config["SESSION_IDLE_MINUTES"]),
        idle_sensitive=timedelta(minutes=config["SESSION_IDLE_MINUTES_SENSITIVE"]),
        longest=timedelta(hours=config["SESSION_HOURS"]),
    )


def is_secure(app: Flask) -> bool:
    """Say whether cookies travel on encrypted connections only."""
    return bool(app.config["PORTAL_MODE"] == "production")


def init_app(app: Flask) -> None:
    """Attach sessions and Flask-Login."""
    app.session_interface = Sessions()
    manager = LoginManager(app)
    manager.session_protection = None  # the key is unguessable and HttpOnly; addresses of a laptop change
    manager.anonymous_user = lambda: NOBODY
    manager.user_loader(_loaded)
    manager.unauthorized_handler(ask_to_log_in)
    app.register_error_handler(CSRFError, token_refused)
    app.before_request(_renew_if_active)
    app.after_request(_tell_end)
    guard.init_app(app)


def _loaded(_account_id: str) -> Actor | None:
    actor = this_session().actor
    return actor if actor.is_authenticated else None


def _renew_if_active() -> None:
    failure = this_session().failure
    if failure is not None:
        raise failure
    access = access_of(request.endpoint)
    if access is not None and not access.passive:
        renew()


def _tell_end(response: Response) -> Response:
    here = this_session()
    if here.ends_at is not None and here.actor.is_authenticated and "HX-Request" in request.headers:
        response.headers["X-Session-Ends"] = clock.in_real_time(here.ends_at).isoformat(timespec="seconds")
    return response


def _end_of(kept: KeptSession, last_seen_at: datetime) -> datetime:
    roles = kept.actor.roles if kept.actor else ()
    return timing().end(created_at=kept.created_at, last_seen_at=last_seen_at, roles=roles)


def _visitors_key() -> str:
    chance = secrets.token_urlsafe(24)
    return f"{chance}.{_derived('visitor', chance)}"


def _is_visitors_key(key: str) -> bool:
    chance, dot, mark = key.partition(".")
    return bool(dot) and hmac.compare_digest(mark.encode(), _derived("visitor", chance).encode())


def _derived(purpose: str, text: str) -> str:
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(secret, f"{purpose}:{text}".encode(), hashlib.sha256).hexdigest()[:40]
