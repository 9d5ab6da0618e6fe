"""The words of this room's columns."""

from enum import StrEnum


class Way(StrEnum):
    """How somebody talks with the counselor."""

    MEETING = "meeting"
    VIDEO = "video"
    PHONE = "phone"
    MAIL = "mail"


class State(StrEnum):
    """Where a case stands."""

    REQUESTED = "requested"
    OPEN = "open"
    CLOSED = "closed"
    CANCELED = "canceled"


class Ending(StrEnum):
    """How a case was closed."""

    COMPLETED = "completed"
    STOPPED = "stopped"
    REFERRED = "referred"


class Kind(StrEnum):
    """What became of a session."""

    ATTENDED = "attended"
    NO_SHOW_CLIENT = "no_show_client"
    LATE_CANCEL = "late_cancel"
    NO_SHOW_COUNSELOR = "no_show_counselor"


class Asked(StrEnum):
    """Where a request stands that somebody else answers."""

    ASKED = "asked"
    APPROVED = "approved"
    DECLINED = "declined"


class Axis(StrEnum):
    """Along what the sums that outlive the cases are kept: never along two at once."""

    ALL = "all"
    MONTH = "month"
    WAY = "way"


LIVE = (State.REQUESTED, State.OPEN)
