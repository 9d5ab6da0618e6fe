"""Rights: given, asked for by one and given by another, ended by a move, and never erased."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import update

from portal.accounts import messages, policies, queries, services
from portal.accounts.models import Account, Grant, GrantRequest, RequestState
from portal.audit.models import AuditEntry
from portal.core.actors import Actor, Held, Role
from portal.core.db import db
from portal.core.errors import NotAllowed, Refusal, Stale
from portal.directory.models import Assignment
from tests.databases import PASSWORD
from tests.factories.accounts import AccountFactory, GrantFactory, give_post
from tests.factories.directory import PersonFactory, UnitFactory


def administrator(login_id):
    account = AccountFactory(login_id=login_id, person__name=login_id)
    GrantFactory(account_id=account.id, role=Role.ADMIN)
    db.session.commit()
    return Actor(account.id, account.person_id, login_id, held=(Held(Role.EMPLOYEE), Held(Role.ADMIN)))


@pytest.fixture
def first(app, clock):
    return administrator("admin1")


@pytest.fixture
def second(app, clock):
    return administrator("admin2")


def asked(first, account, role=Role.AUDITOR, **more):
    return services.ask_for_role(first, account.id, role=role, reason="감사관 전입", **more)


def unit_for(role):
    return UnitFactory().id if role in policies.FOR_A_UNIT else None


@pytest.mark.parametrize("role", sorted(policies.BY_TWO - policies.ALONE))
def test_far_reaching_rights_are_not_given_by_one(first, account, role):
    with pytest.raises(Refusal, match="다른 관리자의 승인"):
        services.grant_role(first, account.id, role=role, reason="혼자 부여", unit_id=unit_for(role))
    assert queries.roles_given(account.id) == set()


def test_what_decides_or_reaches_what_is_sealed_takes_two():
    assert policies.BY_TWO == set(Role) - {
        Role.EMPLOYEE, Role.INSTITUTION, Role.DUTY, Role.REPORTER, Role.CANDIDATE,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("held", "wanted"),
    [
        (Role.OFFICER, Role.ADMIN),
        (Role.ADMIN, Role.LEAD),
        (Role.AUDITOR, Role.HEAD),
        (Role.COUNSELOR, Role.AUDITOR),
        (Role.CANDIDATE, Role.PRIVACY),
        (Role.PROVIDER, Role.DUTY),
    ],
)
def test_pairs_that_watch_over_each_other_are_refused(first, second, account, held, wanted):
    GrantFactory(account_id=account.id, role=held)
    unit = unit_for(wanted)
    give = services.ask_for_role if wanted in policies.BY_TWO else services.grant_role
    with pytest.raises(Refusal, match=messages.NOT_TOGETHER):
        give(first, account.id, role=wanted, reason="겸직 시도", unit_id=unit)
    db.session.query(Grant).filter_by(account_id=account.id).delete()
    if wanted in policies.BY_TWO:  # what came meanwhile counts when it is given
        request = services.ask_for_role(first, account.id, role=wanted, reason="겸직 시도", unit_id=unit)
        GrantFactory(account_id=account.id, role=held)
        with pytest.raises(Refusal, match=messages.NOT_TOGETHER):
            services.decide_request(second, request.id, approves=True, version=1)


def test_right_for_a_unit_is_given_by_two_for_that_unit(first, second, account):
    unit = give_post(account, "인사팀")
    request = asked(first, account, Role.LEAD, unit_id=unit.id)
    services.decide_request(second, request.id, approves=True, version=1)
    row = db.session.query(Grant).filter_by(account_id=account.id).one()
    assert (row.role, row.unit_id, row.home_unit_id) == (Role.LEAD, unit.id, unit.id)


def test_second_administrator_gives_what_the_first_asked_for(first, second, account, as_):
    request = asked(first, account)
    client = as_(account)
    assert client.get("/who").json["roles"] == ["employee:"]
    services.decide_request(second, request.id, approves=True, version=request.version)
    assert client.get("/who").json["roles"] == ["auditor:", "employee:"]
    row = db.session.query(Grant).filter_by(account_id=account.id).one()
    assert (row.granted_by_id, row.reason) == (second.account_id, "감사관 전입")


def test_neither_who_asked_nor_whom_it_is_for_decides(first, second, account):
    me = Actor(account.id, account.person_id, held=(Held(Role.ADMIN),))
    request = asked(first, account)
    for actor in (first, me, Actor(77, 77, held=(Held(Role.AUDITOR),)), Actor(78, 78, held=(Held(Role.ADMIN, 5),))):
        with pytest.raises(NotAllowed):
            services.decide_request(actor, request.id, approves=True, version=1)
    assert db.session.get(GrantRequest, request.id).state == RequestState.PENDING


def test_nobody_asks_for_themselves(first):
    with pytest.raises(NotAllowed):
        services.ask_for_role(first, first.account_id, role=Role.AUDITOR, reason="나에게")


def test_refusing_takes_a_reason_and_gives_nothing(first, second, account):
    request = asked(first, account)
    with pytest.raises(Refusal) as refused:
        services.decide_request(second, request.id, approves=False, version=request.version)
    assert refused.value.field == "note"
    services.decide_request(second, request.id, approves=False, version=request.version, note="겸직 불가")
    assert queries.roles_given(account.id) == set()


def test_it_is_decided_once(first, second, account):
    request = asked(first, account)
    services.decide_request(second, request.id, approves=True, version=1)
    third = administrator("admin3")
    with pytest.raises(Stale):
        services.decide_request(third, request.id, approves=False, version=1, note="늦은 반려")
    other = asked(first, AccountFactory())
    with pytest.raises(Stale):
        services.decide_request(second, other.id, approves=True, version=9)


def test_taken_back_it_is_not_given(first, second, account):
    request = asked(first, account)
    with pytest.raises(NotAllowed):
        services.withdraw_request(second, request.id, version=1)
    services.withdraw_request(first, request.id, version=1)
    with pytest.raises(Stale):
        services.decide_request(second, request.id, approves=True, version=2)


def test_same_right_is_asked_for_once_at_a_time(first, second, account):
    asked(first, account)
    with pytest.raises(Refusal, match=messages.ASKED_ALREADY):
        asked(second, account)


def test_last_administrator_stays(first, account):
    other = administrator("admin2")
    mine = db.session.query(Grant).filter_by(account_id=first.account_id).one()
    theirs = db.session.query(Grant).filter_by(account_id=other.account_id).one()
    services.revoke_role(first, theirs.id, reason="업무 변경")
    with pytest.raises(Refusal, match="남은 시스템 관리자"):
        services.revoke_role(Actor(900, 900, held=(Held(Role.ADMIN),)), mine.id, reason="업무 변경")
    with pytest.raises(Refusal, match="남은 시스템 관리자"):
        services.deactivate(Actor(900, 900, held=(Held(Role.ADMIN),)), first.account_id, reason="업무 변경")
    assert queries.actor_of_account(first.account_id).is_everywhere(Role.ADMIN)


def test_administrators_who_cannot_log_in_do_not_count(first, account):
    other = administrator("admin2")
    db.session.execute(update(Account).where(Account.id == other.account_id).values(is_active=False))
    mine = db.session.query(Grant).filter_by(account_id=first.account_id).one()
    with pytest.raises(Refusal, match="남은 시스템 관리자"):
        services.revoke_role(Actor(900, 900, held=(Held(Role.ADMIN),)), mine.id, reason="업무 변경")


def test_right_that_hangs_on_the_post_ends_with_it_on_the_next_request(first, account, as_, clock):
    unit = give_post(account, "인사팀")
    right = {"role": Role.DUTY, "reason": "담당 지정", "unit_id": unit.id, "follows_post": True}
    services.grant_role(first, account.id, **right)
    client = as_(account)
    assert f"duty:{unit.id}" in client.get("/who").json["roles"]
    today = clock.today()
    db.session.execute(update(Assignment).where(Assignment.person_id == account.person_id).values(valid_to=today))
    give_post(account, "총무팀", since=today)
    assert client.get("/who").json["roles"] == ["employee:"]
    assert services.end_grants_of_moved() == 1
    assert services.end_grants_of_moved() == 0
    row = db.session.query(Grant).filter_by(account_id=account.id).one()
    assert (row.valid_to, row.end_reason, row.ended_by_id) == (today, messages.MOVED, None)


def test_right_that_hangs_on_nothing_stays_after_a_move(first, account, as_, clock):
    unit = give_post(account, "인사팀")
    services.grant_role(first, account.id, role=Role.DUTY, reason="담당 지정", unit_id=unit.id)
    db.session.execute(
        update(Assignment).where(Assignment.person_id == account.person_id).values(valid_to=clock.today())
    )
    assert f"duty:{unit.id}" in as_(account).get("/who").json["roles"]


def test_right_of_the_parent_unit_holds_below_it(first, account):
    unit = give_post(account, "인사팀")
    unit.path = f"/1/{unit.id}/"
    below = give_post(account, "기획파트", since=unit.valid_from)
    below.path = f"{unit.path}{below.id}/"
    db.session.execute(update(Assignment).where(Assignment.post_id == 1).values(is_main=False))
    assert queries.home_of(account.id, unit.id) == unit.id
    right = {"role": Role.DUTY, "reason": "당직 담당", "unit_id": unit.id, "follows_post": True}
    services.grant_role(first, account.id, **right)
    assert Role.DUTY in queries.actor_of_account(account.id).roles


@pytest.mark.parametrize(
    ("right", "field"),
    [
        ({"role": Role.EMPLOYEE}, "role"),
        ({"role": Role.DUTY, "unit_id": None}, "unit"),
        ({"role": Role.PROVIDER}, "unit"),
        ({"role": Role.DUTY, "valid_from": -1}, "valid_from"),
        ({"role": Role.DUTY, "valid_to": 0}, "valid_to"),
        ({"role": Role.DUTY, "reason": "  "}, "reason"),
    ],
)
def test_what_cannot_be_given_is_refused_beside_its_field(first, account, clock, right, field):
    unit = give_post(account, "인사팀")
    days = {name: clock.today() + timedelta(days=right[name]) for name in ("valid_from", "valid_to") if name in right}
    with pytest.raises(Refusal) as refused:
        services.grant_role(first, account.id, **{"reason": "시험 부여", "unit_id": unit.id, **right, **days})
    assert refused.value.field == field


def test_closed_account_gets_no_right(first, account):
    services.deactivate(first, account.id, reason="휴직 처리")
    with pytest.raises(Refusal, match=messages.ACCOUNT_CLOSED):
        services.grant_role(first, account.id, role=Role.PROVIDER, reason="시험 부여")


def test_reopened_account_has_no_password(first, account, client):
    services.deactivate(first, account.id, reason="착오 중지")
    services.reopen(first, account.id, reason="착오 정정")
    assert db.session.get(Account, account.id).password_hash == ""


def test_candidate_becomes_staff_once_with_history(first, app, clock):
    officer = Actor(name="담당", held=(Held(Role.OFFICER, 5),))
    made = services.create_candidate_account(officer, login_id="C1", name="최보라", reason="임용후보자", until=None)
    person = PersonFactory(personal_no="D900")
    services.join_staff(officer, made.id, person_id=person.id, login_id="D900", reason="임용", on=clock.today())
    assert queries.actor_of_account(made.id).roles == {Role.EMPLOYEE}
    assert db.session.query(Grant).filter_by(account_id=made.id).one().end_reason == "임용"
    with pytest.raises(NotAllowed):
        services.join_staff(officer, made.id, person_id=person.id, login_id="D900", reason="임용", on=clock.today())


def test_trail_tells_who_asked_and_who_decided(first, second, account):
    request = asked(first, account)
    services.decide_request(second, request.id, approves=True, version=1)
    told = {e.action: e.actor_name for e in db.session.query(AuditEntry)}
    assert told["account.ask_right"] == "admin1"
    assert told["account.decide_right"] == told["account.grant_role"] == "admin2"


def test_two_administrators_at_once_give_a_right_once(app, first, second, account):
    unit_id = unit_for(Role.REPORTER)
    db.session.commit()
    done, ready, actors, whose = [], threading.Barrier(2), (first, second), account.id

    def give(actor):
        with app.app_context():
            ready.wait()
            try:
                services.grant_role(actor, whose, role=Role.REPORTER, reason="담당 지정", unit_id=unit_id)
                done.append("given")
            except Refusal as no:
                done.append(str(no))
            db.session.remove()

    threads = [threading.Thread(target=give, args=(actor,)) for actor in actors]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(done) == sorted(["given", messages.GRANTED_ALREADY])
    assert db.session.query(Grant).filter_by(account_id=whose, role=Role.REPORTER).count() == 1


def test_account_without_a_right_is_told_so_and_can_leave(client):
    outside = AccountFactory(login_id="outside", person=None)
    client.post("/login", data={"login_id": outside.login_id, "password": PASSWORD})
    page = client.get("/")
    assert page.status_code == 403
    assert "아직 받은 권한이 없습니다." in page.text and 'action="/logout"' in page.text
