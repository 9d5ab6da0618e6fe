"""Whose hands an application is in, and what its handlers note among themselves."""

import pytest
from sqlalchemy import select

from portal.applications import messages
from portal.applications.models import Application, Status, Step
from portal.applications.progress import progress_of
from portal.applications.services.assigning import assign, note
from portal.applications.services.deciding import decide_many
from portal.applications.workflow import Action
from portal.audit.models import AuditEntry
from portal.core.actors import Held, Role
from portal.core.db import db
from portal.core.errors import Missing, NotAllowed, Refusal, Stale
from portal.notifications.messages import NEUTRAL, NEUTRAL_FOR_OFFICERS
from portal.notifications.models import Notice
from tests.factories.deciding import another_round, mark_of, officer_of, order, seated
from tests.factories.queue import QUEUE
from tests.factories.scene import account, actor_of, unit

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def counseling(place):
    return another_round(place, kind="hr_counseling", track="person")


@pytest.fixture
def counselor(place):
    return account("김상담", Role.COUNSELOR, team=place.team)


def hand(actor, application, handler, *, version=None):
    version = application.version if version is None else version
    return assign(actor, application.public_id, version=version, handler_id=handler.person.public_id)


def fresh(application):
    return db.session.get_one(Application, application.id, populate_existing=True)


def notices_of(who):
    return list(db.session.scalars(select(Notice).where(Notice.person_id == who.person_id)))


def test_counselor_gets_a_case_and_both_sides_are_told_without_its_kind(place, counseling, counselor):
    applicant = account("조용한사람")
    case = seated(place, round=counseling, who=applicant)
    hand(officer_of(place), case, counselor)
    assert fresh(case).assignee_id == counselor.person_id
    assert [(one.title, one.body) for one in notices_of(applicant)] == [(NEUTRAL, "")]
    (told,) = notices_of(counselor)
    assert (told.title, told.body, told.link) == (NEUTRAL_FOR_OFFICERS, "", f"{QUEUE}/{case.public_id}")
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "application.assign")).one()
    assert (entry.is_sensitive, entry.reason) == (True, "")


def test_applicant_sees_whose_hands_it_is_in(place, counseling, counselor):
    applicant = account("조용한사람")
    case = seated(place, round=counseling, who=applicant)
    hand(officer_of(place), case, counselor)
    (one,) = progress_of(actor_of(applicant), [fresh(case)])
    current = next(item for item in one.timeline if item.state == "current")
    assert current.title == "지금 담당: 김상담"


def test_review_begun_by_another_leaves_the_case_in_its_hands(place, counseling, counselor):
    case = seated(place, round=counseling)
    hand(officer_of(place), case, counselor)
    decide_many(officer_of(place), [mark_of(fresh(case))], order(Action.START))
    assert (fresh(case).status, fresh(case).assignee_id) == (Status.IN_REVIEW, counselor.person_id)


def test_officer_of_the_team_takes_over_a_workshop_and_its_applicant_is_told_who(place):
    applicant, colleague = account("홍길동"), account("이동료", Role.OFFICER, team=place.team)
    application = seated(place, who=applicant)
    hand(officer_of(place), application, colleague)
    (told,) = notices_of(applicant)
    assert (told.title, told.body) == ("저경력공무원 워크숍 신청의 담당자가 정해졌습니다.", "담당자: 이동료")
    assert [one.title for one in notices_of(colleague)] == ["저경력공무원 워크숍 신청을 맡게 되셨습니다."]


@pytest.mark.parametrize("who", ["workshop counselor", "stranger", "other team", "applicant"])
def test_nobody_else_is_given_an_application(place, counseling, counselor, who):
    applicant = account("신청상담자", Role.COUNSELOR, team=place.team)
    case = seated(place, who=applicant, round=place.round if who == "workshop counselor" else counseling)
    handler = {
        "workshop counselor": counselor,
        "stranger": account("아무나"),
        "other team": account("남의담당", Role.OFFICER, team=unit("다른 팀")),
        "applicant": applicant,
    }[who]
    with pytest.raises(Refusal, match="맡을 수 있는 분이 아닙니다"):
        hand(officer_of(place), case, handler)
    assert fresh(case).assignee_id is None


def test_nobody_puts_their_own_application_into_hands(place, counselor):
    own = seated(place, who=place.officer)
    with pytest.raises(NotAllowed, match="본인의 신청"):
        hand(officer_of(place), own, account("이동료", Role.OFFICER, team=place.team))


def test_a_changed_or_just_decided_application_is_not_put_into_hands(place):
    colleague, application = account("이동료", Role.OFFICER, team=place.team), seated(place)
    with pytest.raises(Stale):
        hand(officer_of(place), application, colleague, version=application.version + 1)
    decide_many(officer_of(place), [mark_of(fresh(application))], order())
    with pytest.raises(Stale):
        hand(officer_of(place), fresh(application), colleague)


def test_another_teams_officer_finds_no_such_application(place, counselor):
    stranger = account("남의담당", Role.OFFICER)
    elsewhere = actor_of(stranger, Held(Role.OFFICER, unit("다른 팀").id))
    with pytest.raises(Missing):
        hand(elsewhere, seated(place), counselor)


def test_counselor_reads_and_begins_but_does_not_decide(place, counseling, counselor, as_, htmx):
    case = seated(place, "조용한사람", round=counseling)
    hand(officer_of(place), case, counselor)
    client, mark = as_(counselor), f"{case.public_id}:{fresh(case).version}"
    assert "조용한사람" in client.get(QUEUE).text
    panel = client.get(f"{QUEUE}/{case.public_id}", headers=htmx("application-panel")).text
    assert 'value="start"' in panel
    assert 'value="approve"' not in panel
    assert "panel-handler" not in panel
    for action in ("approve", "reject", "return", "waitlist", "not_select"):
        sent = {"mark": mark, "action": action, "confirmed": "1", "reasons": "other", "note": "사유"}
        assert client.post(f"{QUEUE}/decisions", data=sent).status_code == 403
    begun = client.post(
        f"{QUEUE}/decisions",
        data={"mark": mark, "action": "start"},
        headers=htmx("queue-workspace"),
        follow_redirects=True,
    )
    assert begun.status_code == 200
    assert fresh(case).status == Status.IN_REVIEW


def test_officer_assigns_from_the_panel(place, counseling, counselor, as_, htmx):
    case = seated(place, "조용한사람", round=counseling)
    client, address = as_(place.officer), f"{QUEUE}/{case.public_id}"
    assert "김상담 (상담자)" in client.get(address, headers=htmx("application-panel")).text
    sent = {"handler": counselor.person.public_id, "version": case.version}
    answer = client.post(f"{address}/assignment", data=sent, headers=htmx("queue-workspace"), follow_redirects=True)
    assert answer.status_code == 200
    assert messages.ASSIGNED in answer.text
    assert "담당 김상담" in answer.text
    assert ("<html" in answer.text) is not htmx.on
    again = client.post(f"{address}/assignment", data=sent, headers=htmx("queue-workspace"), follow_redirects=True)
    assert again.status_code == 409
    assert "다른 담당자가 먼저" in again.text


@pytest.mark.parametrize("handler", ["", "x" * 33, "0" * 32, "<b>\u202e</b>"])
def test_what_is_no_handler_is_refused_in_words(place, as_, handler):
    case = seated(place)
    sent = {"handler": handler, "version": case.version}
    answer = as_(place.officer).post(f"{QUEUE}/{case.public_id}/assignment", data=sent)
    assert answer.status_code in (409, 422)
    assert fresh(case).assignee_id is None


def test_notes_are_read_by_handlers_and_never_by_the_applicant(place, as_, htmx):
    applicant = account("홍길동")
    application = seated(place, who=applicant)
    client, address = as_(place.officer), f"{QUEUE}/{application.public_id}"
    answer = client.post(
        f"{address}/notes", data={"note": "기관장과 통화함"}, headers=htmx("queue-workspace"), follow_redirects=True
    )
    assert messages.NOTED in answer.text
    assert "기관장과 통화함" in answer.text
    own = as_(applicant)
    for path in ("/applications", f"/applications/{application.public_id}", "/", "/notices"):
        page = own.get(path).text
        assert "기관장과 통화함" not in page
        assert messages.ACTION["note"] not in page
    assert notices_of(applicant) == []
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "application.note")).one()
    assert "통화" not in f"{entry.reason}{entry.before}{entry.after}"


def test_a_note_moves_nothing_and_leaves_open_pages_good(place):
    application = seated(place)
    version = application.version
    note(officer_of(place), application.public_id, words="확인함")
    assert (fresh(application).version, fresh(application).status) == (version, Status.SUBMITTED)


def test_an_empty_or_long_note_is_asked_again_and_kept(place, as_):
    application = seated(place)
    client = as_(place.officer)
    for words in ("", "  ", "가" * 501):
        answer = client.post(f"{QUEUE}/{application.public_id}/notes", data={"note": words})
        assert answer.status_code == 422
        assert words.strip() in answer.text
    assert db.session.scalars(select(Step)).all() == []


def test_nobody_notes_on_their_own_application(place, as_):
    own = seated(place, who=place.officer)
    assert as_(place.officer).post(f"{QUEUE}/{own.public_id}/notes", data={"note": "나"}).status_code == 403
