"""The sorts of days, excuses and states."""

from enum import StrEnum


class Days(StrEnum):
    """On which days a kind is held."""

    WORKING = "working"
    FREE = "free"
    EVERY = "every"


class Group(StrEnum):
    """The sorts of days that are shared out evenly, each by itself."""

    WEEKDAY = "weekday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"
    FEAST = "feast"


class Excuse(StrEnum):
    """Why somebody is on no duty for a while; ``OWN`` is somebody's own wish, of which no reason is ever asked."""

    TRAINING = "training"
    SICK = "sick"
    OTHER = "other"
    OWN = "own"


class RosterState(StrEnum):
    """Where a month stands: asked of the solver, at work, a draft, impossible, ordered."""

    WAITING = "waiting"
    SOLVING = "solving"
    DRAFT = "draft"
    IMPOSSIBLE = "impossible"
    ORDERED = "ordered"


class SwapState(StrEnum):
    """Where a swap stands."""

    OPEN = "open"
    TAKEN = "taken"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    PAST_DUE = "past_due"


LIVE = (SwapState.OPEN, SwapState.TAKEN)
"""The states of a swap that still waits for somebody."""


class LogState(StrEnum):
    """Where the log of a shift stands: being written, handed over, confirmed by the duty officer, by the head."""

    WRITING = "writing"
    HANDED_OVER = "handed_over"
    CHECKED = "checked"
    CONFIRMED = "confirmed"
