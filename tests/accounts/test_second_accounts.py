"""Rights of the office are for officials, who have one account each; the others are for people from outside."""

import pytest

from portal.accounts import messages, policies, services
from portal.accounts.models import Grant
from portal.core.actors import Actor, Held, Role
from portal.core.db import db
from portal.core.errors import Refusal
from tests.factories.accounts import AccountFactory, GrantFactory
from tests.factories.directory import UnitFactory


@pytest.fixture
def first(app, clock):
    """An administrator."""
    account = AccountFactory(login_id="admin1")
    GrantFactory(account_id=account.id, role=Role.ADMIN)
    return Actor(account.id, account.person_id, "admin1", held=(Held(Role.EMPLOYEE), Held(Role.ADMIN)))


def unit_for(role):
    return UnitFactory().id if role in policies.FOR_A_UNIT else None


@pytest.mark.parametrize("role", sorted(policies.GIVEN - policies.ALONE))
def test_second_account_of_ones_own_gets_no_right_of_the_office(first, role):
    """An administrator makes an account for somebody from outside, enters by its link, and gives it a right."""
    shadow = services.create_account(first, login_id="shadow", name="그림자")
    give = services.ask_for_role if role in policies.BY_TWO else services.grant_role
    with pytest.raises(Refusal, match=messages.FOR_OFFICIALS):
        give(first, shadow.id, role=role, reason="두 번째 계정", unit_id=unit_for(role))
    assert db.session.query(Grant).filter_by(account_id=shadow.id).count() == 0


@pytest.mark.parametrize("role", sorted(policies.ALONE))
def test_rights_of_people_from_outside_are_for_no_official(first, account, role):
    give = services.ask_for_role if role in policies.BY_TWO else services.grant_role
    with pytest.raises(Refusal, match=messages.FOR_OUTSIDERS):
        give(first, account.id, role=role, reason="시험 부여")
