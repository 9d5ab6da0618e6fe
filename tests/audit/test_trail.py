import html
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.accounts.events import RoleGranted, RoleRevoked, SignInFailed
from portal.applications.events import ApplicationCorrected, ApplicationMoved, DecisionUndone
from portal.applications.models import Status
from portal.audit import messages, queries
from portal.audit.models import AuditEntry
from portal.core import events
from portal.core.actors import SYSTEM, Actor, Held, Role
from portal.core.db import db
from portal.core.transaction import command
from portal.programs.kinds import kind_of
from tests.databases import PASSWORD
from tests.factories.audit import AuditEntryFactory
from tests.factories.scene import account, actor_of, application, scene


@command
def happen(*what):
    for event in what:
        events.emit(event)


@pytest.fixture
def office(app, clock):
    return scene()


@pytest.fixture
def auditor(office):
    return account("나감사", Role.AUDITOR)


def trail():
    return db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()


def rejected(what, actor, now):
    return ApplicationMoved(what.id, actor, "reject", Status.SUBMITTED, Status.REJECTED, "자격이 맞지 않음", now, "b1")


def test_a_decision_says_who_when_before_after_why(office, clock):
    what = application(office)
    officer = actor_of(office.officer, Held(Role.OFFICER, office.team.id))
    happen(rejected(what, officer, clock.now() + timedelta(minutes=5)))
    (entry,) = trail()
    assert (entry.actor_name, entry.actor_roles, entry.address) == ("김산원", ["employee", "officer"], "10.0.0.7")
    assert entry.at == clock.now()
    assert entry.subject_id == office.applicant.person_id
    assert entry.reason == "자격이 맞지 않음"
    assert messages.changes(entry)[0] == ("상태", "접수", "반려")
    assert entry.object_name == f"{what.receipt_no} 저경력공무원 워크숍"


def test_undoing_adds_and_removes_nothing(office, clock):
    what = application(office)
    happen(
        rejected(what, SYSTEM, clock.now()), DecisionUndone(what.id, SYSTEM, "b1", Status.REJECTED, Status.SUBMITTED)
    )
    assert [entry.action for entry in queries.trail_of("application", what.public_id)] == [
        "application.reject",
        "application.undo",
    ]


def test_a_correction_copies_no_answer(office):
    happen(ApplicationCorrected(application(office).id, actor_of(office.applicant)))
    (entry,) = trail()
    assert (entry.before, entry.after, entry.reason) == ({}, {}, "")


def test_confidential_kinds_leave_no_words(office, clock, monkeypatch, auditor, as_):
    monkeypatch.setattr(type(kind_of(office.program)), "is_sensitive", True)
    what = application(office)
    happen(rejected(what, actor_of(office.applicant), clock.now()))
    (entry,) = trail()
    assert "워크숍" not in entry.object_name
    assert entry.reason == ""
    text = as_(auditor).get("/admin/audit?action=application.reject").get_data(as_text=True)
    assert "홍*동" in text
    assert "홍길동" not in text
    found = as_(auditor).get("/admin/audit?text=홍길동&action=application.reject").get_data(as_text=True)
    assert "조건에 맞는 기록이 없습니다." in found
    who = as_(auditor).get("/admin/audit?who=홍길동&action=application.reject").get_data(as_text=True)
    assert "조건에 맞는 기록이 없습니다." in who
    assert "10.0.0.7" not in text
    where = as_(auditor).get("/admin/audit?text=10.0.0.7&action=application.reject").get_data(as_text=True)
    assert "조건에 맞는 기록이 없습니다." in where
    assert "10.0.0.7" not in as_(auditor).get("/admin/audit/printout?action=application.reject").get_data(as_text=True)


def test_who_handled_a_confidential_thing_is_found_by_the_address(office, clock, monkeypatch, auditor, as_):
    monkeypatch.setattr(type(kind_of(office.program)), "is_sensitive", True)
    happen(rejected(application(office), actor_of(office.officer, Held(Role.OFFICER, office.team.id)), clock.now()))
    text = as_(auditor).get("/admin/audit?text=10.0.0.7&action=application.reject").get_data(as_text=True)
    assert "김산원" in text and "10.0.0.7" in text and "홍길동" not in text


def test_an_entry_is_never_changed_or_deleted(app, clock):
    entry = AuditEntryFactory()
    entry.reason = "다른 사유"
    with pytest.raises(RuntimeError):
        db.session.flush()
    db.session.rollback()
    entry = AuditEntryFactory()
    db.session.delete(entry)
    with pytest.raises(RuntimeError):
        db.session.flush()


def test_a_failed_log_in_keeps_nothing_that_was_typed(office):
    happen(SignInFailed(Actor(address="10.0.0.9"), "my-secret-password", None, "password"))
    (entry,) = trail()
    kept = [str(value) for value in vars(entry).values()]
    assert not [value for value in kept if "secret" in value]
    assert entry.address == "10.0.0.9"


def test_roles_given_and_taken_are_noted(office, clock):
    admin = actor_of(office.officer, Held(Role.ADMIN))
    who, team, day = office.applicant, office.team, clock.today()
    happen(
        RoleGranted(admin, 1, who.id, Role.OFFICER, team.id, day, None, "인사발령"),
        RoleRevoked(admin, 1, who.id, Role.OFFICER, team.id, day, "전보"),
    )
    given, taken = trail()
    assert ("권한", "없음", "프로그램 담당자") in messages.changes(given)
    assert ("기관", "없음", team.full_name) in messages.changes(given)
    assert ("권한", "프로그램 담당자", "없음") in messages.changes(taken)
    assert (given.reason, taken.reason) == ("인사발령", "전보")


def test_logging_in_is_noted_without_the_password(office, as_):
    as_(office.applicant)
    assert [entry.action for entry in trail()] == ["account.sign_in"]
    assert PASSWORD not in str([vars(entry) for entry in trail()])


def test_every_action_has_its_words():
    known = {f"application.{action}" for action in messages.applications.ACTION}
    assert known < set(messages.ACTION)
    assert {code.partition(".")[0] for code in messages.ACTION} == set(messages.OBJECT)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.AUDITOR, Role.PRIVACY}))
def test_nobody_else_enters_not_even_the_administrator(office, as_, role):
    client = as_(account("아무개", role))
    for address in ("/admin/audit", "/admin/audit/printout"):
        assert client.get(address).status_code == 403


def test_the_trail_can_be_searched(auditor, as_, htmx, clock):
    AuditEntryFactory(
        actor_name="류경숙", object_name="찾을 것", reason="100% 참석", at=clock.now() - timedelta(days=3)
    )
    AuditEntryFactory(object_name="다른 것", address="10.1.1.1", action="application.reject")
    client = as_(auditor)
    day = clock.today() - timedelta(days=3)
    for found, missed, asked in (
        ("찾을 것", "다른 것", "who=류경숙"),
        ("다른 것", "찾을 것", "action=application.reject"),
        ("찾을 것", "다른 것", f"first_day={day}&last_day={day}"),
        ("다른 것", "찾을 것", "text=10.1.1.1"),
        ("찾을 것", "다른 것", "text=100%25"),
    ):
        text = client.get(f"/admin/audit?{asked}", headers=htmx("trail-table")).get_data(as_text=True)
        assert found in text, asked
        assert missed not in text, asked


def test_the_trail_of_one_thing_can_be_followed(auditor, as_):
    entry = AuditEntryFactory(object_name="이것")
    AuditEntryFactory(object_name="저것")
    text = (
        as_(auditor).get(f"/admin/audit?object_type=application&object_ref={entry.object_ref}").get_data(as_text=True)
    )
    assert "이것" in text
    assert "저것" not in text


@pytest.mark.parametrize(
    "asked",
    ["first_day=2025-02-30", "first_day=2025-07-02&last_day=2025-07-01", "who=%00", "text=%E2%80%AE", "action=x",
     f"text={'가' * 101}", "first_day=0000-01-01", "first_day=0001-01-01", "last_day=9999-12-31",
     "object_type=" + "x" * 31],
)  # fmt: skip
def test_odd_questions_are_answered_in_words(auditor, as_, asked):
    AuditEntryFactory(object_name="있는 것")
    answer = as_(auditor).get(f"/admin/audit?{asked}")
    assert answer.status_code == 422
    assert 'role="alert"' in answer.get_data(as_text=True)
    assert "있는 것" not in answer.get_data(as_text=True)
    assert as_(auditor).get(f"/admin/audit/printout?{asked}").status_code == 422


@pytest.mark.parametrize(
    "before", ["x", "-1", "9" * 400, "2147483648", "0" * 12 + "9" * 30, "0" * 12 + "9" * 5000, "１", ""]
)
def test_an_odd_key_shows_the_newest(auditor, as_, before):
    AuditEntryFactory(object_name="있는 것")
    assert "있는 것" in as_(auditor).get(f"/admin/audit?before={before}").get_data(as_text=True)


def test_older_entries_are_one_click_away_and_cost_the_same(auditor, as_, statements):
    AuditEntryFactory.create_batch(queries.PER_PAGE + 5)
    client = as_(auditor)
    first = client.get("/admin/audit?action=application.approve").get_data(as_text=True)
    assert "이전 기록 보기" in first
    older = queries.acts(queries.Wanted(action="application.approve")).older
    statements.clear()
    second = client.get(f"/admin/audit?action=application.approve&before={older}").get_data(as_text=True)
    assert len(statements) == 3
    assert second.count('data-label="일시"') == 5
    assert "이전 기록 보기" not in second
    assert "최근 기록으로" in second


def test_pages_follow_the_time_of_the_acts_without_gap_or_repeat(app, clock):
    for n in range(12):
        AuditEntryFactory(at=clock.now() - timedelta(days=n * 5 % 7))
    seen, older = [], None
    for _page in range(4):
        found = queries.acts(queries.Wanted(), before=older, count=3)
        seen += found.entries
        older = found.older
    assert older is None
    assert len({entry.id for entry in seen}) == 12
    assert [entry.at for entry in seen] == sorted((entry.at for entry in seen), reverse=True)


def test_the_paper_says_what_was_asked_and_by_whom(auditor, as_):
    AuditEntryFactory.create_batch(2, actor_name="류경숙")
    text = as_(auditor).get("/admin/audit/printout?who=류경숙").get_data(as_text=True)
    assert "2건" in text
    assert "출력자 나감사" in text
    assert "행위자 류경숙" in text
    assert "2년 이상" in text


def test_paper_is_given_out_some_sheets_at_a_time_and_says_so(auditor, as_, monkeypatch, statements):
    monkeypatch.setattr(queries, "MOST_PRINTED", 20)
    AuditEntryFactory.create_batch(45, actor_name="류경숙", action="application.approve")
    AuditEntryFactory(actor_name="남의사람", object_name="다른 것")
    client = as_(auditor)
    address, seen = "/admin/audit/printout?who=류경숙", []
    for rows in (20, 20, 5):
        statements.clear()
        text = client.get(address).get_data(as_text=True)
        assert len(statements) <= 4
        assert f"모두 45건 가운데 {rows}건" in text
        assert "20건씩 나누어 싣습니다" in text
        assert text.count('data-label="일시"') == rows
        assert "다른 것" not in text
        seen.append(rows)
        following = re.search(r'href="([^"]+)">다음 20건', text)
        address = html.unescape(following[1]) if following else ""
    assert address == "" and sum(seen) == 45


def test_paper_that_holds_everything_says_nothing_of_sheets(auditor, as_):
    AuditEntryFactory.create_batch(3, actor_name="류경숙")
    text = as_(auditor).get("/admin/audit/printout?who=류경숙").get_data(as_text=True)
    assert "모두 3건 ·" in text
    assert "나누어" not in text and "다음" not in text
