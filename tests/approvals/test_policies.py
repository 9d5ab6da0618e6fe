"""Whose decision is final, and who takes or takes back a step."""

import pytest

from portal.approvals.models import Document, DocumentState, DocumentStep, StepState
from portal.approvals.policies import decision_is_final, hand_of, may_recall
from portal.approvals.queries import Hand, Hands
from portal.core.actors import Actor, Held, Role
from portal.directory.models import Unit

TEAM = Unit(id=12, path="/1/5/12/")


def actor(*held):
    return Actor(account_id=1, person_id=1, held=held)


@pytest.mark.parametrize(
    ("held", "final"),
    [
        (Held(Role.OFFICER, 12), True),
        (Held(Role.LEAD, 12), True),
        (Held(Role.HEAD, 5), True),
        (Held(Role.HEAD, None), True),
        (Held(Role.OFFICER, 1), True),
        (Held(Role.OFFICER, 2), False),
        (Held(Role.OFFICER, 121), False),
        (Held(Role.HEAD, 6), False),
        (Held(Role.COUNSELOR, 12), False),
        (Held(Role.ADMIN, None), False),
        (Held(Role.AUDITOR, None), False),
        (Held(Role.EMPLOYEE, None), False),
    ],
)
def test_the_owning_team_and_those_above_it_decide(held, final):
    assert decision_is_final(actor(held), TEAM) is final


def test_who_holds_nothing_decides_nothing():
    assert not decision_is_final(actor(), TEAM)


def document(drafter_id=1, state=DocumentState.RUNNING, *, steps=(StepState.PENDING, StepState.WAITING)):
    new = Document(drafter_id=drafter_id, state=state)
    new.steps = [DocumentStep(position=at, state=one) for at, one in enumerate(steps)]
    return new


@pytest.mark.parametrize(
    ("drafter_id", "state", "steps", "may"),
    [
        (1, DocumentState.RUNNING, (StepState.PENDING, StepState.WAITING), True),
        (1, DocumentState.RUNNING, (StepState.SKIPPED, StepState.PENDING), True),
        (1, DocumentState.RUNNING, (StepState.APPROVED, StepState.PENDING), False),
        (1, DocumentState.RUNNING, (StepState.LATER, StepState.PENDING), True),
        (2, DocumentState.RUNNING, (StepState.PENDING, StepState.WAITING), False),
        (1, DocumentState.APPROVED, (StepState.APPROVED, StepState.APPROVED), False),
        (1, DocumentState.RETURNED, (StepState.RETURNED, StepState.SKIPPED), False),
    ],
)
def test_the_drafter_recalls_what_nobody_has_signed(drafter_id, state, steps, may):
    assert may_recall(actor(), document(drafter_id, state, steps=steps)) is may


@pytest.mark.parametrize(("people", "may"), [((1,), True), ((2, 1), True), ((2,), False), ((), False)])
def test_a_step_is_taken_by_whose_hands_it_is_in(people, may):
    hands = Hands(1, 1, [Hand(one, "이름", None, "", 1, 0) for one in people])
    assert (hand_of(actor(), hands) is not None) is may
    assert hand_of(Actor(), hands) is None
    assert hand_of(actor(), None) is None
