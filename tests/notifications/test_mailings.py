"""An officer writes to a selection: counted before, taken back in time, and a link alone where a program is secret."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.applications.models import Status
from portal.applications.queries.queue import Filters
from portal.applications.services.deciding import decide_many
from portal.applications.workflow import Action
from portal.audit.models import AuditEntry
from portal.core.actors import Role
from portal.core.db import db
from portal.core.errors import Missing, Refusal, Stale
from portal.notifications import messages
from portal.notifications.models import Mailing, Notice
from portal.notifications.services import mailings
from portal.programs.models import Program, Round
from tests.factories.deciding import mark_of, officer_of, seated
from tests.factories.deciding import office as an_office
from tests.factories.deciding import order as decision
from tests.factories.scene import account, application, unit

KEY = "c" * 32


@pytest.fixture
def place(app, clock):
    return an_office()


def order(people, *marked, **more):
    given = {
        "key": KEY, "marked": tuple(one.public_id for one in marked), "filters": Filters(tab="all"), "chosen": "전체",
        "title": "{프로그램} 준비물 안내", "body": "{접수번호} 운동화를 챙겨 주시기 바랍니다.", "reason": "준비물 변경",
        "people": people, **more,
    }  # fmt: skip
    return mailings.Order(**given)


def notices():
    return db.session.scalars(select(Notice).where(Notice.batch != "").order_by(Notice.id)).all()


def secret(place):
    program = Program(key="hr", kind="hr_counseling", title="인사상담", owner_unit=place.team)
    copied = ("year", "starts_on", "ends_on", "reference_date", "selection", "eligibility")
    round_ = Round(program=program, name="상시", **{name: getattr(place.round, name) for name in copied})
    db.session.add(round_)
    db.session.flush()
    return round_


def test_all_whom_the_filters_choose_are_written_to_once_each(place):
    people = [seated(place, f"신청인{n}") for n in range(3)]
    application(place, place.officer)
    twice = account("두번")
    application(place, twice, Status.WITHDRAWN)
    application(place, twice)
    sent = mailings.send(officer_of(place), order(4))
    assert (sent.people, len(notices())) == (4, 4)
    first = notices()[0]
    assert first.title == "저경력공무원 워크숍 준비물 안내"
    assert first.body == f"{people[0].receipt_no} 운동화를 챙겨 주시기 바랍니다."
    assert place.officer.person_id not in {one.person_id for one in notices()}


def test_a_form_sent_twice_sends_once_and_nobody_takes_anothers_key(place):
    one = seated(place)
    mailings.send(officer_of(place), order(1, one))
    mailings.send(officer_of(place), order(1, one))
    assert len(notices()) == 1
    lead = account("팀장", Role.LEAD, team=place.team)
    with pytest.raises(Missing):
        mailings.send(officer_of(place, who=lead, role=Role.LEAD), order(1, one))


def test_a_message_is_held_back_and_can_be_taken_back_until_it_shows(place, clock):
    seated(place)
    officer = officer_of(place)
    sent = mailings.send(officer, order(1))
    assert sent.due_at > clock.now() and notices()[0].due_at == sent.due_at
    assert mailings.undo(officer, sent.public_id) == 1
    assert notices() == []
    with pytest.raises(Stale):
        mailings.undo(officer, sent.public_id)
    late = mailings.send(officer, order(1, key="d" * 32))
    clock.freeze(late.due_at + timedelta(seconds=1))
    with pytest.raises(Stale):
        mailings.undo(officer, late.public_id)
    assert len(notices()) == 1
    of_it = select(AuditEntry.action).where(AuditEntry.object_type == "mailing").order_by(AuditEntry.id)
    acts = db.session.scalars(of_it).all()
    assert acts == ["mailing.send", "mailing.undo", "mailing.send"]
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "mailing.send")).first()
    assert (entry.reason, entry.after["people"], entry.after["filters"]) == ("준비물 변경", 1, "전체")


def test_a_message_never_shows_before_a_decision_that_is_still_secret(place, clock):
    one = seated(place)
    decide_many(officer_of(place), [mark_of(one)], decision(Action.APPROVE))
    settles_at = clock.now() + timedelta(hours=5)
    one.settles_at = settles_at
    db.session.commit()
    assert mailings.send(officer_of(place), order(1)).due_at == settles_at


def test_of_secret_programs_people_read_that_there_is_something_to_read(place):
    seated(place)
    asked = application(place, account("상담인"), round=secret(place))
    sent = mailings.send(officer_of(place), order(2))
    assert (sent.people, sent.link_only) == (2, 1)
    hidden = next(one for one in notices() if one.application_id == asked.id)
    assert (hidden.title, hidden.body) == (messages.NEUTRAL, "")


def test_others_than_were_counted_are_never_written_to(place):
    seated(place)
    with pytest.raises(Stale):
        mailings.send(officer_of(place), order(7))
    with pytest.raises(Refusal, match="보내실 분이 없습니다"):
        mailings.chosen_by(officer_of(place), (), Filters(tab="all", office="없는 곳"))
    foreign = account("남", Role.OFFICER, team=unit("다른팀"))
    actor = officer_of(place, who=foreign)
    with pytest.raises(Refusal):
        mailings.send(type(actor)(**{**actor.__dict__, "held": ()}), order(1, seated(place, "박둘")))
    assert notices() == []


def test_forty_people_cost_no_more_statements_than_four(place, statements):
    for n in range(40):
        seated(place, f"신청인{n}")
    officer = officer_of(place)
    four = mailings.chosen_by(officer, (), Filters(tab="all")).applications[:4]
    counts = []
    for key, wanted in (("e" * 32, order(4, *four, key="e" * 32)), ("f" * 32, order(40, key="f" * 32))):
        db.session.commit()
        statements.clear()
        assert mailings.send(officer, wanted).key == key
        counts.append(len(statements))
    assert counts[1] <= counts[0] + 1, "\n".join(one[:150] for one in statements)


def test_from_the_queue_over_the_preview_to_the_list(place, as_):
    one, two = seated(place, "김하나"), seated(place, "박둘")
    browser = as_(place.officer)
    assert "안내 보내기" in browser.get("/admin/applications").text
    marks = [f"{row.public_id}:{row.version}" for row in (one, two)]
    form = browser.post("/admin/mailings/form", data={"mark": marks, "back": "q=김"})
    assert "2명" in form.text and "직접 고른 신청 2건" in form.text
    given = {"key": KEY, "query": "", "mark": marks, "title": "안내", "body": "{차수} 안내", "reason": "준비물 안내"}
    assert browser.post("/admin/mailings/preview", data={**given, "body": "{이름}"}).status_code == 422
    preview = browser.post("/admin/mailings/preview", data=given)
    assert "2명에게 보냅니다" in preview.text and "2025년 상반기 안내" in preview.text and "김하나" not in preview.text
    stale = browser.post("/admin/mailings", data={**given, "people": "3"})
    assert stale.status_code == 409 and "2명에게 보냅니다" in stale.text
    assert browser.post("/admin/mailings", data={**given, "people": "2"}).status_code == 303
    listing = browser.get("/admin/mailings").text
    assert "준비물 안내" in listing and "거두기" in listing
    public_id = db.session.scalar(select(Mailing.public_id))
    stranger = as_(account("팀장", Role.LEAD, team=place.team))
    assert "준비물 안내" not in stranger.get("/admin/mailings").text
    assert stranger.post(f"/admin/mailings/{public_id}/undo").status_code == 404
    assert browser.post(f"/admin/mailings/{public_id}/undo").status_code == 303
    assert db.session.scalar(select(func.count()).select_from(Notice)) == 0


@pytest.mark.parametrize("odd", [{}, {"mark": "x"}, {"key": "Z"}, {"query": "%ff=%00&page=-1"}, {"people": "1e9"}])
def test_odd_input_is_answered_in_words(place, as_, odd):
    seated(place)
    browser = as_(place.officer)
    good = {"key": KEY, "title": "안내", "body": "안내", "reason": "준비물 안내", "people": "1"}
    for path in ("", "/preview", "/draft", "/form"):
        assert browser.post(f"/admin/mailings{path}", data={**good, **odd} if odd else {}).status_code < 500
    assert browser.get("/admin/mailings/form?state=%00&program=x&since=9999").status_code == 200
