"""Applying for others, institutions that apply once, colleagues who come instead, and what staying away leads to."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.applications.models import Application, Status, Step
from portal.applications.queries.taking_part import ended
from portal.applications.records import Substitution, SubstitutionState
from portal.applications.services import seating, substituting
from portal.applications.services.submitting import apply_for
from portal.applications.services.withdrawing import withdraw
from portal.audit.models import AuditEntry
from portal.core.actors import Held, Role
from portal.core.db import db, new_public_id
from portal.core.errors import Missing, NotAllowed, Refusal, Stale
from portal.directory.models import Assignment, Post, UnitKind
from portal.notifications.models import Notice
from portal.programs.models import Plan, Round, SubstitutionRule
from tests.factories.applications import WORKSHOP, WORKSHOP_SENT, applied
from tests.factories.deciding import another_round, mark_of, office, officer_of, seated
from tests.factories.scene import account, actor_of, application, unit

pytestmark = pytest.mark.usefixtures("app", "clock")
MOBILE = "010-1234-5678"


def works_in(who, place):
    """Put somebody on a post of a unit."""
    post = Post(unit_id=place.id)
    db.session.add(post)
    db.session.flush()
    since = place.valid_from
    db.session.add(Assignment(person_id=who.person_id, post_id=post.id, valid_from=since))
    db.session.commit()
    return who


@pytest.fixture
def school(app, clock):
    """An office with a round, and a school with its administrator and two who work there."""
    place = office(capacity=5)
    place.school = unit("가온초등학교")
    place.school.kind = UnitKind.SCHOOL
    place.administrator = works_in(account("문행정", Role.INSTITUTION, team=place.school), place.school)
    place.staff = [works_in(account(name), place.school) for name in ("박신규", "최동료")]
    place.speaks = actor_of(place.administrator, Held(Role.INSTITUTION, place.school.id))
    return place


def send_for(actor, who, round_):
    return apply_for(
        actor, round_.id, key=new_public_id(), mobile=MOBILE, details=dict(WORKSHOP), person_id=who.person_id
    )


def test_an_institution_applies_for_its_own_and_both_names_are_kept(school):
    sent = send_for(school.speaks, school.staff[0], school.round)
    assert (sent.person_id, sent.typed_by_id) == (school.staff[0].person_id, school.administrator.id)
    step = db.session.scalars(select(Step).where(Step.application_id == sent.id)).one()
    assert (step.actor_name, step.note) == ("문행정", "문행정님이 대신 신청하였습니다.")
    told = db.session.scalars(select(Notice).where(Notice.person_id == sent.person_id)).one()
    assert "문행정님이 대신 신청하였습니다." in told.body
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "application.submit")).one()
    assert (entry.actor_name, entry.subject_id) == ("문행정", sent.person_id)
    withdraw(actor_of(school.staff[0]), sent.public_id)
    assert db.session.get_one(Application, sent.id).status == Status.WITHDRAWN


def test_sent_twice_for_somebody_it_is_one(school):
    assert send_for(school.speaks, school.staff[0], school.round).id == applied(school.staff[0], school.round).id


def test_nobody_applies_for_people_of_another_institution_but_the_rounds_officer(school):
    other = works_in(account("남"), unit("다른학교"))
    with pytest.raises(NotAllowed):
        send_for(school.speaks, other, school.round)
    with pytest.raises(NotAllowed):
        send_for(actor_of(school.staff[1]), school.staff[0], school.round)
    assert send_for(officer_of(school), other, school.round).status == Status.SUBMITTED


def test_the_pages_of_applying_for_somebody(school, as_):
    administrator = as_(school.administrator)
    address = f"/programs/{school.program.id}/rounds/{school.round.id}/on-behalf"
    assert "대신 신청하기" in administrator.get(f"/programs/{school.program.id}").get_data(as_text=True)
    assert administrator.get(address).status_code == 200
    assert administrator.get(address, query_string={"who": "없는 사람"}).status_code == 422
    shown = administrator.get(address, query_string={"who": school.staff[0].person.personal_no})
    assert "박신규님을 대신하여 신청합니다" in shown.get_data(as_text=True)
    send = f"{address}/{school.staff[0].person.public_id}"
    data = {**WORKSHOP_SENT, "key": new_public_id()}
    wrong = administrator.post(send, data={**data, "emergency": "", "expect": "그대로 있어야 할 말"})
    assert wrong.status_code == 422 and "그대로 있어야 할 말" in wrong.get_data(as_text=True)
    assert administrator.post(send, data=data).status_code == 303
    assert db.session.query(Application).count() == 1
    assert as_(school.staff[1]).get(address).status_code == 403
    assert administrator.post(f"{address}/{'0' * 32}", data=data).status_code == 404


def test_an_institution_applies_once_whoever_speaks_for_it(school):
    visits = another_round(school, kind="hr_counseling", track="office", apply_from=school.round.apply_from)
    visits.apply_to = school.round.apply_to
    colleague = works_in(account("이행정", Role.INSTITUTION, team=school.school), school.school)
    db.session.commit()
    details = {"headcount": 5, "grades": "", "place": "교무실", "agenda": "건의"}
    details |= dict.fromkeys(("date_1", "date_2", "date_3"))
    first = apply_for(school.speaks, visits.id, key=new_public_id(), mobile=MOBILE, details=details)
    assert first.for_unit_id == school.school.id
    other = actor_of(colleague, Held(Role.INSTITUTION, school.school.id))
    with pytest.raises(Refusal, match="이미 신청"):
        apply_for(other, visits.id, key=new_public_id(), mobile=MOBILE, details=details)
    withdraw(school.speaks, first.public_id)
    assert apply_for(other, visits.id, key=new_public_id(), mobile=MOBILE, details=details).status == Status.SUBMITTED


@pytest.fixture
def chosen(school):
    """One of the school with a seat that may pass to a colleague."""
    db.session.add(Plan(round_id=school.round.id, substitution=SubstitutionRule.AUTOMATIC))
    school.row = seated(school, who=school.staff[0], status=Status.APPROVED)
    return school


def take(place, sub, who=None):
    who = actor_of(who or place.staff[1])
    return substituting.take_over(who, sub.public_id, key=new_public_id(), mobile=MOBILE, details=dict(WORKSHOP))


def test_a_seat_passes_to_a_colleague_of_the_same_unit(chosen):
    sub = substituting.ask(actor_of(chosen.staff[0]), chosen.row.public_id, colleague="최동료")
    new = take(chosen, sub)
    old = db.session.get_one(Application, chosen.row.id, populate_existing=True)
    assert (new.status, new.holds_seat, old.status, old.holds_seat) == ("approved", True, "canceled", False)
    round_ = db.session.get_one(Round, chosen.round.id, populate_existing=True)
    assert round_.seats_taken == 1
    notes = db.session.scalars(select(Step.note).order_by(Step.id)).all()
    assert notes == ["최동료가 대신 참석합니다.", "박신규님의 자리를 이어받았습니다."]
    with pytest.raises(Stale):
        take(chosen, sub)


def test_an_officer_agrees_first_where_the_round_says_so(chosen):
    db.session.get_one(Plan, chosen.round.id).substitution = SubstitutionRule.APPROVED
    db.session.commit()
    sub = substituting.ask(actor_of(chosen.staff[0]), chosen.row.public_id, colleague="최동료")
    with pytest.raises(Stale):
        take(chosen, sub)
    with pytest.raises(Missing):
        substituting.answer(actor_of(chosen.staff[1]), sub.public_id, agrees=True)
    substituting.answer(officer_of(chosen), sub.public_id, agrees=True)
    assert take(chosen, sub).status == Status.APPROVED
    acts = db.session.scalars(select(AuditEntry.action).where(AuditEntry.object_type == "substitution")).all()
    assert acts == ["substitution.ask", "substitution.agree", "substitution.take_over"]


def test_only_colleagues_who_fit_and_have_not_applied_are_sent(chosen):
    own = actor_of(chosen.staff[0])
    stranger = works_in(account("먼사람"), unit("다른 학교"))
    for name, words in (("먼사람", "찾지 못했습니다"), ("박신규", "찾지 못했습니다")):
        with pytest.raises(Refusal, match=words):
            substituting.ask(own, chosen.row.public_id, colleague=name)
    applied(chosen.staff[1], chosen.round)
    with pytest.raises(Refusal, match="이미 이 차수에"):
        substituting.ask(own, chosen.row.public_id, colleague="최동료")
    with pytest.raises(Missing):
        substituting.ask(actor_of(stranger), chosen.row.public_id, colleague="최동료")


def test_the_pages_of_coming_instead(chosen, as_):
    own, colleague = as_(chosen.staff[0]), as_(chosen.staff[1])
    address = f"/applications/{chosen.row.public_id}"
    assert "동료가 대신 참석" in own.get(address).get_data(as_text=True)
    assert own.get(f"{address}/substitute").status_code == 200
    assert own.post(f"{address}/substitute", data={"colleague": "없음"}).status_code == 422
    assert own.post(f"{address}/substitute", data={"colleague": "최동료"}).status_code == 303
    sub = db.session.scalars(select(Substitution)).one()
    page = f"/substitutions/{sub.public_id}"
    assert own.get(page).status_code == 404
    assert "박신규님의 자리를 이어받는" in colleague.get(page).get_data(as_text=True)
    assert colleague.post(page, data={**WORKSHOP_SENT, "key": new_public_id(), "mobile": "x"}).status_code == 422
    assert own.post(f"{address}/substitute/dropped").status_code == 303
    assert colleague.post(page, data={**WORKSHOP_SENT, "key": new_public_id()}).status_code == 409
    assert db.session.get_one(Substitution, sub.id).state == SubstitutionState.DROPPED


def stayed_away(place, who, *, days_ago, program=None):
    """An earlier round of the program to which somebody did not come."""
    day = place.round.starts_on - timedelta(days=days_ago + 40)
    earlier = Round(
        program_id=place.program.id, name="지난", year=2024, starts_on=day, ends_on=day, reference_date=day,
        selection=place.round.selection, eligibility={},
    )  # fmt: skip
    db.session.add(earlier)
    db.session.flush()
    row = application(place, who, Status.NO_SHOW, round=earlier, holds_seat=False)
    db.session.commit()
    return row


def test_who_stayed_away_once_goes_after_the_others_and_others_pass(clock):
    place = office(capacity=2)
    missed, other = account("불참"), account("다른")
    stayed_away(place, missed, days_ago=30)
    late = applied(missed, place.round)
    assert (late.status, late.waiting_priority) == (Status.WAITLISTED, -1)
    sent = applied(other, place.round)
    assert sent.status == Status.SUBMITTED
    clock.freeze(place.round.apply_to + timedelta(minutes=1))
    withdraw(actor_of(other), sent.public_id)
    assert db.session.get_one(Application, late.id, populate_existing=True).status == Status.SUBMITTED
    round_ = db.session.get_one(Round, place.round.id, populate_existing=True)
    assert (round_.seats_taken, round_.waiting) == (1, 0)


def test_who_stayed_away_twice_may_not_apply_for_a_year_until_excused(as_):
    place = office()
    who = account("불참")
    rows = [stayed_away(place, who, days_ago=days) for days in (300, 30)]
    with pytest.raises(Refusal, match="두 번 오지 않으셔서"):
        applied(who, place.round)
    shown = as_(who).get(f"/programs/{place.program.id}/rounds/{place.round.id}/application")
    assert shown.status_code == 409 and "두 번 오지 않으셔서" in shown.get_data(as_text=True)
    seating.excuse(officer_of(place), rows[1].public_id, version=rows[1].version, reason="병가")
    assert len(ended([who.person_id], place.program.id)) == 1
    form = as_(who).get(f"/programs/{place.program.id}/rounds/{place.round.id}/application").get_data(as_text=True)
    assert "이번에는 다른 분들 다음 순서입니다" in form
    assert applied(who, place.round).status == Status.WAITLISTED
    assert mark_of(rows[0])
