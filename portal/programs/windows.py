"""When a round takes applications; follows from its window and the clock, and is stored nowhere."""

from datetime import datetime
from enum import StrEnum

from portal.core import clock
from portal.core.db import SEOUL


class Window(StrEnum):
    """Where a round stands in its time of applying."""

    OPEN = "open"
    UPCOMING = "upcoming"
    CLOSED = "closed"
    NONE = "none"


def window_at(moment: datetime, apply_from: datetime | None, apply_to: datetime | None) -> Window:
    """Say where a window stands at a moment; its last moment is still open.

    A window that ends on a free day is open until the same hour of the next working day (민법 §161).
    """
    if apply_from is None:
        return Window.NONE
    if moment < apply_from:
        return Window.UPCOMING
    if apply_to is not None and moment > apply_to and moment > last_moment(apply_to):
        return Window.CLOSED
    return Window.OPEN


def last_moment(apply_to: datetime) -> datetime:
    """Return the moment at which a window really ends, holidays known."""
    end = apply_to.astimezone(SEOUL)
    return clock.at(clock.end_of_term(end.date()), end.time())
