"""The one blueprint of the pages about oneself, and what they share."""

import json

from flask import Blueprint, make_response, request
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response

from portal.accounts import sessions
from portal.accounts.services import Browser
from portal.core import clock
from portal.core.actors import Actor
from portal.core.errors import Refusal, TooMany
from portal.core.forms import without_control
from portal.core.web import visitors_address

bp = Blueprint("accounts", __name__)


def visitor() -> Actor:
    """Return whoever is at the other end, known by the address only."""
    return Actor(address=visitors_address())


def browser() -> Browser:
    """Return what is known of the browser of this request."""
    calls_itself = " ".join(without_control(str(request.user_agent)).split())
    return Browser(sessions.timing(), calls_itself, sessions.this_session().id_hash)


def status_of(refusal: Refusal) -> int:
    """Return the status of a form that was refused."""
    return refusal.status if isinstance(refusal, TooMany) else 422


def carry_on(words: str) -> Response:
    """Tell the page under a dialog its new token and when the session ends."""
    here = sessions.this_session()
    assert here.ends_at is not None
    ends = clock.in_real_time(here.ends_at).isoformat(timespec="seconds")
    response = make_response("", 200)
    response.headers["HX-Trigger"] = json.dumps(
        {"portal:logged-in": {"csrf": generate_csrf(), "ends": ends, "words": words}}
    )
    return response
