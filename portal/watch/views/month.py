"""The calendar: today on top, then the month."""

from werkzeug.wrappers import Response

from portal.core.access import requires, the_actor
from portal.core.web import page
from portal.watch import desk, messages, policies
from portal.watch.views._core import bp, month_asked


@bp.get("/duty")
@requires(*policies.READERS)
def month() -> Response:
    """Show who is on duty now, and the month."""
    here = desk.month_of(the_actor(), month_asked())
    return page("watch/month.html", fragments=["watch-month"], here=here, words=messages)
