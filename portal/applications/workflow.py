"""The whole life of an application, as one table."""

from enum import StrEnum

from portal.applications.models import LIVE, Status
from portal.core.errors import Stale


class Action(StrEnum):
    """What a person or the portal can do to an application; a note moves nothing and has no line in the table."""

    SUBMIT = "submit"
    START = "start"
    APPROVE = "approve"
    REJECT = "reject"
    RETURN = "return"
    WAITLIST = "waitlist"
    NOT_SELECT = "not_select"
    CORRECT = "correct"
    PROMOTE = "promote"
    OFFER = "offer"
    REORDER = "reorder"
    CONFIRM = "confirm"
    TAKE_OVER = "take_over"
    CALL_OFF = "call_off"
    EXCUSE = "excuse"
    WITHDRAW = "withdraw"
    CANCEL = "cancel"
    EXPIRE = "expire"
    ACTIVATE = "activate"
    COMPLETE = "complete"
    LEAVE_INCOMPLETE = "leave_incomplete"
    MISS = "miss"
    ASSIGN = "assign"
    NOTE = "note"
    MOVE = "move"
    RECHECK = "recheck"
    KEEP = "keep"
    REOPEN = "reopen"
    REVISE = "revise"


_OPEN = (Status.SUBMITTED, Status.IN_REVIEW)

TRANSITIONS: dict[tuple[Status, Action], Status] = {
    **{(s, Action.APPROVE): Status.APPROVED for s in _OPEN},
    **{(s, Action.REJECT): Status.REJECTED for s in (*_OPEN, Status.WAITLISTED)},
    **{(s, Action.RETURN): Status.RETURNED for s in _OPEN},
    **{(s, Action.WAITLIST): Status.WAITLISTED for s in _OPEN},
    **{(s, Action.NOT_SELECT): Status.NOT_SELECTED for s in (*_OPEN, Status.WAITLISTED)},
    **{(s, Action.WITHDRAW): Status.WITHDRAWN for s in (*_OPEN, Status.RETURNED, Status.WAITLISTED)},
    **{(s, Action.CORRECT): s for s in (*_OPEN, Status.WAITLISTED)},
    **{(s, Action.CANCEL): Status.CANCELED for s in (Status.APPROVED, Status.ACTIVE)},
    **{(s, Action.ASSIGN): s for s in LIVE},
    **{(s, Action.CALL_OFF): Status.CANCELED for s in LIVE},
    **{(Status.WAITLISTED, action): Status.WAITLISTED for action in (Action.OFFER, Action.REORDER)},
    (Status.DRAFT, Action.TAKE_OVER): Status.APPROVED,
    (Status.APPROVED, Action.CONFIRM): Status.APPROVED,
    (Status.APPROVED, Action.EXPIRE): Status.EXPIRED,
    (Status.NO_SHOW, Action.EXCUSE): Status.NO_SHOW,
    (Status.APPROVED, Action.REOPEN): Status.IN_REVIEW,
    (Status.DRAFT, Action.SUBMIT): Status.SUBMITTED,
    (Status.SUBMITTED, Action.START): Status.IN_REVIEW,
    **{
        (s, Action.REVISE): Status.IN_REVIEW
        for s in (Status.APPROVED, Status.WAITLISTED, Status.NOT_SELECTED, Status.REJECTED)
    },
    (Status.RETURNED, Action.CORRECT): Status.SUBMITTED,
    (Status.APPROVED, Action.CORRECT): Status.IN_REVIEW,
    (Status.RETURNED, Action.EXPIRE): Status.EXPIRED,
    (Status.WAITLISTED, Action.EXPIRE): Status.EXPIRED,
    (Status.WAITLISTED, Action.PROMOTE): Status.SUBMITTED,
    (Status.APPROVED, Action.ACTIVATE): Status.ACTIVE,
    (Status.ACTIVE, Action.COMPLETE): Status.COMPLETED,
    (Status.ACTIVE, Action.LEAVE_INCOMPLETE): Status.INCOMPLETE,
    (Status.ACTIVE, Action.MISS): Status.NO_SHOW,
}


def next_status(status: Status, action: Action) -> Status:
    """Return the state an action leads to; raises Stale when the table has no such step."""
    try:
        return TRANSITIONS[Status(status), action]
    except KeyError:
        raise Stale("이미 처리된 신청입니다. 바뀐 내용을 확인해 주시기 바랍니다.") from None
