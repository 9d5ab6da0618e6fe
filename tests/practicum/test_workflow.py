"""The table of a placement's life: every pair is walked, and nobody is refused for want of room."""

import pytest

from portal.core.errors import Stale
from portal.kinds.practicum.models import LIVE, PlacementState
from portal.kinds.practicum.workflow import TRANSITIONS, Action, next_state

S, A = PlacementState, Action
ENDED = set(PlacementState) - set(LIVE)
WANTED = {
    S.ELIGIBLE: {
        A.PROPOSE: S.PROPOSED, A.DEFER: S.DEFERRED, A.WITHDRAW: S.WITHDRAWN, A.APPOINT: S.ENDED_BY_APPOINTMENT,
    },
    S.PROPOSED: {
        A.ACCEPT: S.HOST_ACCEPTED, A.DECLINE: S.HOST_DECLINED, A.RECALL: S.ELIGIBLE, A.DEFER: S.DEFERRED,
        A.WITHDRAW: S.WITHDRAWN, A.APPOINT: S.ENDED_BY_APPOINTMENT,
    },
    S.HOST_ACCEPTED: {
        A.ORDER: S.ORDERED, A.DECLINE: S.HOST_DECLINED, A.RECALL: S.ELIGIBLE, A.DEFER: S.DEFERRED,
        A.WITHDRAW: S.WITHDRAWN, A.APPOINT: S.ENDED_BY_APPOINTMENT,
    },
    S.HOST_DECLINED: {
        A.PROPOSE: S.PROPOSED, A.DEFER: S.DEFERRED, A.WITHDRAW: S.WITHDRAWN, A.APPOINT: S.ENDED_BY_APPOINTMENT,
    },
    S.ENDED_BY_APPOINTMENT: {A.RESUME: S.ORDERED, A.REINSTATE: S.ELIGIBLE},
    S.ORDERED: {
        A.DECLINE: S.HOST_DECLINED, A.WITHDRAW: S.WITHDRAWN, A.ABANDON: S.ABANDONED, A.APPOINT: S.ENDED_BY_APPOINTMENT,
    },
}  # fmt: skip


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("state", PlacementState)
def test_every_pair_leads_where_it_should_or_is_stale(state, action):
    wanted = WANTED.get(state, {}).get(action)
    if wanted is not None:
        assert next_state(state, action) == wanted
        return
    with pytest.raises(Stale):
        next_state(state, action)


def test_what_is_over_stays_over_unless_its_appointment_is_taken_back():
    assert {(s, a) for s, a in TRANSITIONS if s in ENDED} == {
        (S.ENDED_BY_APPOINTMENT, A.RESUME),
        (S.ENDED_BY_APPOINTMENT, A.REINSTATE),
    }


def test_no_officer_can_end_a_willing_candidates_way():
    """지방공무원 임용령 §25①: the office may propose, take back, put off, order; candidate or 임용 end it."""
    by_office = {A.PROPOSE, A.RECALL, A.ORDER, A.DEFER}
    led_to = {after for (_state, action), after in TRANSITIONS.items() if action in by_office}
    assert led_to == {S.PROPOSED, S.ELIGIBLE, S.ORDERED, S.DEFERRED}
    ends = {after for (_state, action), after in TRANSITIONS.items() if action not in by_office} & ENDED
    assert ends == {S.WITHDRAWN, S.ABANDONED, S.ENDED_BY_APPOINTMENT}
