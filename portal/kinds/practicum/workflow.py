"""The whole life of a placement, as one table.

A willing candidate has to be given a practicum (지방공무원 임용령 §25①): no step refuses one for want of room. What is
left to the office is another host or the next round.
"""

from enum import StrEnum

from portal.core.errors import Stale
from portal.kinds.practicum.models import LIVE, PlacementState

S = PlacementState


class Action(StrEnum):
    """What can be done to a placement; WISH is how it comes to be.

    RESUME (at the host) and REINSTATE (to be placed anew) happen when an appointment is taken back.
    """

    WISH = "wish"
    PROPOSE = "propose"
    RECALL = "recall"
    ACCEPT = "accept"
    DECLINE = "decline"
    ORDER = "order"
    DEFER = "defer"
    WITHDRAW = "withdraw"
    ABANDON = "abandon"
    APPOINT = "appoint"
    RESUME = "resume"
    REINSTATE = "reinstate"


TRANSITIONS: dict[tuple[PlacementState, Action], PlacementState] = {
    **{(s, Action.PROPOSE): S.PROPOSED for s in (S.ELIGIBLE, S.HOST_DECLINED)},
    **{(s, Action.RECALL): S.ELIGIBLE for s in (S.PROPOSED, S.HOST_ACCEPTED)},
    (S.PROPOSED, Action.ACCEPT): S.HOST_ACCEPTED,
    **{(s, Action.DECLINE): S.HOST_DECLINED for s in (S.PROPOSED, S.HOST_ACCEPTED, S.ORDERED)},
    (S.HOST_ACCEPTED, Action.ORDER): S.ORDERED,
    **{(s, Action.DEFER): S.DEFERRED for s in (S.ELIGIBLE, S.PROPOSED, S.HOST_ACCEPTED, S.HOST_DECLINED)},
    **{(s, Action.WITHDRAW): S.WITHDRAWN for s in LIVE},
    (S.ORDERED, Action.ABANDON): S.ABANDONED,
    **{(s, Action.APPOINT): S.ENDED_BY_APPOINTMENT for s in LIVE},
    (S.ENDED_BY_APPOINTMENT, Action.RESUME): S.ORDERED,
    (S.ENDED_BY_APPOINTMENT, Action.REINSTATE): S.ELIGIBLE,
}


def next_state(state: PlacementState, action: Action) -> PlacementState:
    """Return the state an action leads to; raises Stale when the table has no such step."""
    try:
        return TRANSITIONS[PlacementState(state), action]
    except KeyError:
        raise Stale("그 사이에 상태가 바뀌었습니다. 바뀐 내용을 확인해 주시기 바랍니다.") from None
