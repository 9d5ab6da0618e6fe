"""An entry for the applicant's own calendar; of sensitive kinds it does not say what it is."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from portal.applications import messages
from portal.applications.models import Status
from portal.applications.progress import Progress
from portal.core import clock
from portal.core.lazily import lazily
from portal.programs.models import PeriodStyle

if TYPE_CHECKING:
    import icalendar
else:
    icalendar = lazily("icalendar")


def calendar_of(progress: Progress) -> bytes:
    """Return the program's days, or the day of the answer where the program runs for months."""
    application = progress.application
    round_ = application.round
    by_days = round_.period_style == PeriodStyle.DAYS
    title = messages.NEUTRAL_EVENT if progress.is_sensitive else progress.title
    if not by_days and round_.results_on:
        first = last = round_.results_on
        title = title if progress.is_sensitive else f"{title} {messages.RESULT_EVENT}"
    else:
        first, last = round_.starts_on, round_.ends_on
    if progress.is_undecided and not progress.is_sensitive:
        mark = messages.WAITING_EVENT if progress.status == Status.WAITLISTED else messages.UNDECIDED_EVENT
        title = f"{mark} {title}"
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//portal//applications//KO")
    calendar.add("version", "2.0")
    event = _event(application.public_id, title, first, last, round_.place if by_days else "")
    event.add("status", "TENTATIVE" if progress.is_undecided else "CONFIRMED")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(public_id: str, title: str, first: date, last: date, place: str) -> "icalendar.Event":
    event = icalendar.Event()
    event.add("uid", f"{public_id}@portal")
    event.add("dtstamp", clock.now())
    event.add("summary", title)
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))
    if place:
        event.add("location", place)
    return event
