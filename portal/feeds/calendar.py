"""Entries as calendars read them (RFC 5545)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from portal.core.lazily import lazily
from portal.feeds import messages
from portal.feeds.entries import Entry

if TYPE_CHECKING:
    import icalendar
else:
    icalendar = lazily("icalendar")

ZONE = "Asia/Seoul"
READ_AGAIN = timedelta(hours=6)


def written(entries: Sequence[Entry]) -> bytes:
    """Return a calendar of the entries; the same entries always make the same bytes."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//portal//feeds//KO")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", messages.CALENDAR)
    calendar.add("x-wr-timezone", ZONE)
    calendar.add("refresh-interval", READ_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    calendar.add_component(_zone())
    for entry in entries:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


@lru_cache(maxsize=1)
def _zone() -> "icalendar.Timezone":
    return icalendar.Timezone.from_tzid(ZONE)


def _event(entry: Entry) -> "icalendar.Event":
    event = icalendar.Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.stamp)
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.is_canceled else "CONFIRMED")
    event.add("summary", entry.title)
    event.add("transp", "TRANSPARENT" if entry.is_canceled else "OPAQUE")
    event.add("dtstart", entry.first)
    is_timed = isinstance(entry.last, datetime)
    event.add("dtend", entry.last if is_timed else entry.last + timedelta(days=1))
    if entry.place:
        event.add("location", entry.place)
    return event
