"""What may stand between somebody who is signed in and an open door: the password must be typed once more."""

from flask import Flask
from werkzeug.wrappers import Response

from portal.accounts.expiry import ask_to_confirm
from portal.accounts.sessions import this_session
from portal.core.access import Access


def hindrance(access: Access) -> Response | None:
    """Return what must be done before a view opens, or None."""
    if access.asks_password and not this_session().is_confirmed:
        return ask_to_confirm()
    return None


def init_app(app: Flask) -> None:
    """Let the gate ask before it opens."""
    app.extensions["portal_doorkeeper"] = hindrance
