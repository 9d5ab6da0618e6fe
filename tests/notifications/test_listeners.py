from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.accounts.models import Grant
from portal.applications.events import ApplicationMoved, DecisionUndone
from portal.applications.models import Status
from portal.applications.workflow import Action
from portal.audit.models import AuditEntry
from portal.core import clock as portal_clock
from portal.core.actors import SYSTEM, Role
from portal.core.db import db
from portal.core.events import emit
from portal.core.transaction import command
from portal.notifications import listeners, messages, queries
from portal.notifications.models import Notice
from portal.programs.kinds import kind_of
from tests.factories.scene import account, actor_of, application, scene, unit


@command
def happen(*events):
    for event in events:
        emit(event)


@pytest.fixture
def office(app, clock):
    return scene()


def moved(what, action, after, *, before=Status.SUBMITTED, told_at=None, batch="", reason="", actor=SYSTEM):
    return ApplicationMoved(what.id, actor, action, before, after, reason, told_at or portal_clock.now(), batch)


def submitted(what, after=Status.SUBMITTED):
    return moved(what, Action.SUBMIT, after, before=Status.DRAFT)


def bell_of(who):
    return list(db.session.scalars(select(Notice).where(Notice.person_id == who.person_id).order_by(Notice.id)))


def test_applicant_is_told_of_the_receipt(office):
    what = application(office)
    happen(submitted(what))
    (notice,) = bell_of(office.applicant)
    assert notice.title == "저경력공무원 워크숍 신청이 접수되었습니다."
    assert what.receipt_no in notice.body
    assert notice.link == f"/applications/{what.public_id}"


def test_applicant_without_a_seat_is_told_of_the_line(office):
    happen(submitted(application(office, status=Status.WAITLISTED), Status.WAITLISTED))
    assert bell_of(office.applicant)[0].title == "저경력공무원 워크숍 예비자로 등록되었습니다."


def test_a_decision_is_behind_the_bell_only_when_its_reader_may_know(office, clock):
    what = application(office)
    told_at = clock.now() + timedelta(minutes=5)
    happen(moved(what, Action.APPROVE, Status.APPROVED, told_at=told_at, batch="b1"))
    reader = actor_of(office.applicant)
    assert queries.unread_of(reader) == 0
    assert queries.notices_of(reader).items == []
    clock.freeze(told_at)
    assert queries.unread_of(reader) == 1
    assert queries.notices_of(reader).items[0].title == "저경력공무원 워크숍 대상자로 선정되었습니다."


def test_an_undone_decision_is_never_told(office, clock):
    what, other = application(office), application(office, account("이산"))
    told_at = clock.now() + timedelta(minutes=5)
    for each in (what, other):
        happen(moved(each, Action.REJECT, Status.REJECTED, told_at=told_at, batch="b1", reason="형식"))
    happen(DecisionUndone(what.id, SYSTEM, "b1", Status.REJECTED, Status.SUBMITTED))
    clock.freeze(told_at + timedelta(days=1))
    assert queries.unread_of(actor_of(office.applicant)) == 0
    assert db.session.scalars(select(Notice.application_id)).all() == [other.id]


def test_undoing_spares_what_was_told_before(office, clock):
    what = application(office)
    happen(
        submitted(what),
        moved(what, Action.APPROVE, Status.APPROVED, told_at=clock.now() + timedelta(minutes=5), batch="b"),
    )
    happen(DecisionUndone(what.id, SYSTEM, "b", Status.APPROVED, Status.SUBMITTED))
    assert [notice.title for notice in bell_of(office.applicant)] == ["저경력공무원 워크숍 신청이 접수되었습니다."]


def test_a_failed_command_leaves_no_line_and_no_entry(office):
    what = application(office)
    db.session.commit()

    @command
    def fail():
        emit(submitted(what))
        raise ValueError

    with pytest.raises(ValueError):
        fail()
    assert db.session.scalar(select(func.count()).select_from(Notice)) == 0
    assert db.session.scalar(select(func.count()).select_from(AuditEntry)) == 0


def test_forty_applications_are_one_line_for_the_officer(office):
    for n in range(40):
        happen(submitted(application(office, account(f"신청인{n}"))))
    (line,) = bell_of(office.officer)
    assert (line.title, line.count) == ("저경력공무원 워크숍에 새 신청이 있습니다.", 40)
    assert line.link.startswith("/admin/applications?")


def test_after_reading_a_new_line_begins(office, clock):
    happen(submitted(application(office)))
    bell_of(office.officer)[0].read_at = clock.now()
    happen(submitted(application(office, account("이산"))))
    assert [line.count for line in bell_of(office.officer)] == [1, 1]


def test_each_day_has_its_own_line(office, clock):
    happen(submitted(application(office)))
    clock.freeze(clock.now() + timedelta(days=1))
    happen(submitted(application(office, account("이산"))))
    assert len(bell_of(office.officer)) == 2


def test_officers_of_other_teams_and_former_ones_hear_nothing(office, clock):
    former = account("박강", Role.OFFICER, team=office.team)
    for grant in db.session.scalars(select(Grant).where(Grant.account_id == former.id)):
        grant.valid_to = clock.today()
    stranger = account("최들", Role.OFFICER, team=unit("다른 팀"))
    above = account("정하늘", Role.OFFICER, team=db.session.get(type(office.team), office.team.parent_id))
    happen(submitted(application(office)))
    assert bell_of(former) == bell_of(stranger) == []
    assert len(bell_of(above)) == 1


def test_officer_hears_of_mended_applications_but_not_of_mere_changes(office):
    what = application(office)
    happen(moved(what, Action.CORRECT, Status.SUBMITTED))
    assert bell_of(office.officer) == []
    happen(moved(what, Action.CORRECT, Status.SUBMITTED, before=Status.RETURNED))
    assert bell_of(office.officer)[0].title == "저경력공무원 워크숍에 보완된 신청이 있습니다."


def test_sensitive_kinds_say_neutral_words(office, monkeypatch):
    monkeypatch.setattr(type(kind_of(office.program)), "is_sensitive", True)
    what = application(office)
    happen(submitted(what), moved(what, Action.REJECT, Status.REJECTED, reason="이미 상담을 마침"))
    for notice in [*bell_of(office.applicant), *bell_of(office.officer)]:
        assert notice.title in (messages.NEUTRAL, messages.NEUTRAL_FOR_OFFICERS)
        assert notice.body == ""
        assert "워크숍" not in notice.title + notice.link


@pytest.mark.parametrize("action", [action for action in Action if action not in messages.SILENT])
def test_every_told_step_fits_its_columns(office, action):
    office.program.title = "가" * 100
    happen(moved(application(office), action, Status.SUBMITTED, reason="나" * 600))
    notice = bell_of(office.applicant)[0]
    assert len(notice.title) <= 120
    assert len(notice.body) <= 600


def test_every_action_is_told_or_silent():
    told = set(messages.TITLE) - {messages.REMIND_START, messages.REMIND_RETURN, messages.REMIND_DRAFT}
    assert told | messages.SILENT == set(Action)
    assert not set(messages.TITLE) & messages.SILENT


def test_two_who_start_the_same_line_at_once_make_one(office, monkeypatch):
    happen(submitted(application(office)))
    real, calls = listeners._raise_counts, []

    def blind_at_first(people, topic):
        calls.append(people)
        return real(people, topic) if len(calls) > 1 else set()

    monkeypatch.setattr(listeners, "_raise_counts", blind_at_first)
    happen(submitted(application(office, account("이산"))))
    assert [line.count for line in bell_of(office.officer)] == [2]
    assert len(calls) == 2
