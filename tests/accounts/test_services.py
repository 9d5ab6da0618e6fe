"""Accounts and roles: who may make and end them, and what listeners are told."""

from datetime import timedelta

import pytest

from portal.accounts import events, messages, policies, services
from portal.accounts.models import Account, Grant, Purpose
from portal.core.actors import Actor, Held, Role
from portal.core.db import db
from portal.core.errors import Missing, NotAllowed, Refusal
from portal.core.events import _listeners
from tests.factories.accounts import ADMIN, GrantFactory
from tests.factories.directory import PersonFactory, UnitFactory

NOT_ADMINS = [Actor(1, 1, held=(Held(role),)) for role in Role if role is not Role.ADMIN]
ADMIN_OF_ONE_UNIT = Actor(1, 1, held=(Held(Role.ADMIN, 5),))


@pytest.fixture
def heard(monkeypatch):
    """Every event of the room, in order."""
    told = []
    for name in ("AccountCreated", "PasswordChanged", "AccountDeactivated", "RoleGranted", "RoleRevoked"):
        monkeypatch.setitem(_listeners, getattr(events, name), [told.append])
    return told


def test_account_is_made_for_an_official(app, heard):
    person = PersonFactory()
    made = services.create_account(ADMIN, login_id="777", name="김하늘", person_id=person.id)
    assert made.password_hash == ""
    assert made.is_active
    assert [(type(event).__name__, event.account_id) for event in heard] == [("AccountCreated", made.id)]


def test_number_belongs_to_one_account(app, account):
    with pytest.raises(Refusal) as refused:
        services.create_account(ADMIN, login_id="102030", name="김하늘")
    assert refused.value.field == "login_id"


@pytest.mark.parametrize("actor", [*NOT_ADMINS, ADMIN_OF_ONE_UNIT], ids=lambda actor: str(actor.held[0]))
def test_only_administrators_manage_accounts(app, account, actor):
    grant = GrantFactory(account_id=account.id)
    orders = [
        lambda: services.create_account(actor, login_id="777", name="김하늘"),
        lambda: services.deactivate(actor, account.id, reason="전출"),
        lambda: services.grant_role(actor, account.id, role=Role.ADMIN, reason="시험"),
        lambda: services.revoke_role(actor, grant.id, reason="시험"),
    ]
    for order in orders:
        with pytest.raises(NotAllowed):
            order()


def test_nobody_changes_their_own_roles_or_closes_their_own_account(app, account):
    me = Actor(account.id, account.person_id, held=(Held(Role.ADMIN),))
    mine = GrantFactory(account_id=account.id)
    for order in (
        lambda: services.grant_role(me, account.id, role=Role.AUDITOR, reason="시험"),
        lambda: services.revoke_role(me, mine.id, reason="시험"),
        lambda: services.deactivate(me, account.id, reason="시험"),
    ):
        with pytest.raises(NotAllowed):
            order()


def test_closing_needs_a_reason_and_happens_once(app, account, heard):
    with pytest.raises(Refusal) as refused:
        services.deactivate(ADMIN, account.id, reason="  ")
    assert refused.value.field == "reason"
    services.deactivate(ADMIN, account.id, reason="전출")
    services.deactivate(ADMIN, account.id, reason="전출")
    closed = db.session.get(Account, account.id)
    assert (closed.is_active, closed.generation) == (False, 2)
    assert [event.reason for event in heard] == ["전출"]


def test_grant_is_told_with_its_days(app, account, heard, clock):
    until = clock.today() + timedelta(days=30)
    grant = services.grant_role(
        ADMIN, account.id, role=Role.REPORTER, reason=" 담당 지정 ", unit_id=UnitFactory().id, valid_to=until
    )
    (event,) = heard
    assert (event.grant_id, event.role, event.valid_from, event.valid_to) == (
        grant.id,
        "reporter",
        clock.today(),
        until,
    )
    assert grant.reason == "담당 지정"


def test_same_grant_is_not_given_twice(app, account, clock):
    given = {"role": Role.REPORTER, "reason": "지정", "unit_id": UnitFactory().id}
    services.grant_role(ADMIN, account.id, **given)
    with pytest.raises(Refusal, match=messages.GRANTED_ALREADY):
        services.grant_role(ADMIN, account.id, **given)


def test_grant_cannot_end_before_it_begins(app, account, clock):
    with pytest.raises(Refusal) as refused:
        services.grant_role(ADMIN, account.id, role=Role.CANDIDATE, reason="지정", valid_to=clock.today())
    assert refused.value.field == "valid_to"


def test_revoked_grant_stays_on_record(app, account, heard, clock):
    grant = GrantFactory(account_id=account.id)
    services.revoke_role(ADMIN, grant.id, reason="담당 변경")
    services.revoke_role(ADMIN, grant.id, reason="담당 변경")
    assert db.session.get(Grant, grant.id).valid_to == clock.today()
    assert len(heard) == 1


def test_unknown_account_and_grant_are_missing(app):
    for order in (
        lambda: services.deactivate(ADMIN, 999, reason="전출"),
        lambda: services.make_link(ADMIN, 999, purpose=Purpose.PASSWORD),
        lambda: services.grant_role(ADMIN, 999, role=Role.CANDIDATE, reason="지정"),
        lambda: services.revoke_role(ADMIN, 999, reason="해제"),
    ):
        with pytest.raises(Missing):
            order()


@pytest.mark.parametrize("role", Role)
def test_every_role_has_its_idle_time(role):
    minutes = {True: 10, False: 30}[role in {Role.COUNSELOR, Role.PROVIDER, Role.ADMIN}]
    timing = policies.Timing(timedelta(minutes=30), timedelta(minutes=10), timedelta(hours=10))
    assert timing.idle_of([Role.EMPLOYEE, role]) == timedelta(minutes=minutes)
