"""The first page."""

from flask import Blueprint
from werkzeug.wrappers import Response

from portal.applications import messages as application_messages
from portal.core import clock
from portal.core.access import signed_in, the_actor
from portal.core.web import page
from portal.home import messages, queries
from portal.notifications.queries import latest_notices_of

bp = Blueprint("home", __name__)


@bp.get("/")
@signed_in
def index() -> Response:
    """Show what waits for me, where my applications stand, what I can apply for and what I was told."""
    actor = the_actor()
    return page(
        "home/home.html",
        to_mend=queries.applications_to_mend(actor),
        awaiting=queries.decisions_awaiting(actor),
        applications=queries.current_applications_of(actor),
        rounds=queries.rounds_to_apply_for(),
        notices=latest_notices_of(actor, count=5),
        next_step=messages.next_step,
        status_words=application_messages.STATUS,
        tones=application_messages.TONE,
        moment=clock.now(),
    )
