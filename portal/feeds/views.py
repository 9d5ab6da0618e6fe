"""One's own calendar: the page that gives out its address, and the address itself."""

from flask import Blueprint, current_app, flash, request
from flask import Response as FlaskResponse
from werkzeug.wrappers import Response

from portal.core.access import asks_password, passive, public, requires, the_actor
from portal.core.errors import Missing
from portal.core.web import page, redirect_to, visitors_address
from portal.feeds import desk, messages, policies, queries, services

bp = Blueprint("feeds", __name__)


@bp.get("/account/calendar")
@requires(*policies.READERS)
def own() -> Response:
    """Say how to subscribe to one's own calendar, and whether there is an address."""
    if not policies.may_subscribe(the_actor()):
        raise Missing(messages.NO_CALENDAR)
    return page("feeds/own.html", feed=queries.feed_of(the_actor().account_id), address="")


@bp.post("/account/calendar")
@asks_password
@requires(*policies.READERS)
def make() -> Response:
    """Make the address, or a new one in place of the old, and show it this one time."""
    token = services.make(the_actor())
    address = f"{current_app.config['BASE_URL']}/calendar/{token}.ics"
    return page("feeds/own.html", feed=queries.feed_of(the_actor().account_id), address=address)


@bp.post("/account/calendar/revocation")
@requires(*policies.READERS)
def revoke() -> Response:
    """Close the address."""
    services.revoke(the_actor())
    flash(messages.REVOKED)
    return redirect_to("feeds.own")


@bp.get("/calendar/<string(length=32):token>.ics")
@passive
@public
def calendar(token: str) -> Response:
    """Give the calendar to whoever knows its address; no session is begun, renewed or asked for."""
    body = desk.calendar_at(token, address=visitors_address())
    response = FlaskResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="portal.ics"'
    response.add_etag()
    return response.make_conditional(request)
