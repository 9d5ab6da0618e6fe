"""What may stand between somebody who is signed in and an open door: a password to choose, or to type once more."""

from flask import Flask, make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.expiry import ask_to_confirm
from portal.accounts.sessions import this_session
from portal.core.access import READING, Access
from portal.core.web import is_fragment_request, safe_next

OPEN_ANYWAY = ("accounts.password", "accounts.change_password", "accounts.extend")
"""What opens to somebody who must choose a new password first; logging out is open to everybody."""


def hindrance(access: Access) -> Response | None:
    """Return what must be done before a view opens, or None."""
    if this_session().must_change_password and request.endpoint not in OPEN_ANYWAY:
        return _to_the_password()
    if access.asks_password and not this_session().is_confirmed:
        return ask_to_confirm()
    return None


def _to_the_password() -> Response:
    target = safe_next(request.full_path.removesuffix("?")) if request.method in READING else None
    address = url_for("accounts.password", next=target)
    if is_fragment_request():
        return make_response("", 200, {"HX-Redirect": address})
    return redirect(address, code=303)


def init_app(app: Flask) -> None:
    """Let the gate ask before it opens."""
    app.extensions["portal_doorkeeper"] = hindrance
