"""Whose decision is final, until an approval line carries it upward."""

import pytest

from portal.approvals.policies import decision_is_final
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
