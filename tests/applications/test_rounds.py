"""A round that moves, is called off, or whose people no longer fit."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.applications.models import Status, Step
from portal.applications.services import rechecking, rounds
from portal.applications.services.deciding import decide_many
from portal.audit.models import AuditEntry
from portal.core import clock as portal_clock
from portal.core.db import db
from portal.core.errors import Refusal, Stale
from portal.directory.models import ServiceState
from portal.notifications.models import Notice
from portal.programs.models import Round, RoundState
from tests.factories.deciding import mark_of, officer_of, order, seated, waiting

pytestmark = pytest.mark.usefixtures("place")


def ids(place):
    return {"program_id": place.program.id, "round_id": place.round.id, "version": place.round.version}


def days(place, by=7):
    return {
        "starts_on": place.round.starts_on + timedelta(days=by),
        "confirm_by": portal_clock.today() + timedelta(days=5),
    }


def test_everybody_is_asked_whether_the_new_day_suits_and_answers_with_one_click(place, as_):
    one, two = seated(place, status=Status.APPROVED, who=place.applicant), seated(place, "김둘째")
    before = place.round.starts_on
    told = rounds.move_round(officer_of(place), **ids(place), **days(place), reason="장소 사정")
    assert told == 2
    db.session.expire_all()
    assert place.round.starts_on == before + timedelta(days=7)
    assert one.confirm_by is not None and two.confirm_by is not None
    bell = db.session.scalars(select(Notice).where(Notice.person_id == one.person_id)).one()
    assert "일정이 바뀌었습니다" in bell.title and "장소 사정" in bell.body
    client = as_(place.applicant)
    assert "바뀐 일정에 참여합니다" in client.get(f"/applications/{one.public_id}").text
    for _again in range(2):
        assert client.post(f"/applications/{one.public_id}/agreement").status_code == 303
    db.session.expire_all()
    assert one.confirm_by is None and two.confirm_by is not None
    steps = db.session.scalars(select(Step.action).where(Step.application_id == one.id)).all()
    assert steps.count("confirm") == 1
    page = as_(place.officer).get(f"/admin/programs/{place.program.id}/rounds/{place.round.id}/moving").text
    assert "김둘째" in page and "답하지 않은 분 1명" in page
    assert client.post(f"/applications/{two.public_id}/agreement").status_code == 404


def test_impossible_days_are_refused_beside_their_field(place, officer):
    where = f"/admin/programs/{place.program.id}/rounds/{place.round.id}/moving"
    typed = {"starts_on": "2020-01-01", "confirm_by": "2025-03-20", "reason": "사정", "version": "1"}
    answer = officer.post(where, data=typed)
    assert answer.status_code == 422 and "내일부터" in answer.text
    assert officer.post(where, data={**typed, "reason": ""}).status_code == 422
    assert officer.post(where, data={**typed, "version": "9"}).status_code == 409


def test_a_round_called_off_lets_everybody_go_and_keeps_the_records(place, as_):
    taken, queued = seated(place, status=Status.APPROVED, who=place.applicant), waiting(place)
    rounds.call_off(officer_of(place), **ids(place), reason="태풍")
    db.session.expire_all()
    assert {taken.status, queued.status} == {Status.CANCELED}
    round_ = db.session.get(Round, place.round.id)
    assert (round_.state, round_.seats_taken, round_.waiting) == (RoundState.CALLED_OFF, 0, 0)
    assert "태풍" in db.session.scalars(select(Notice).where(Notice.person_id == taken.person_id)).one().body
    acts = db.session.scalars(select(AuditEntry.action)).all()
    assert acts.count("application.call_off") == 2 and acts.count("round.call_off") == 1
    assert "태풍" in as_(place.applicant).get(f"/applications/{taken.public_id}").text
    with pytest.raises(Refusal):
        rounds.call_off(officer_of(place), place.program.id, place.round.id, version=round_.version, reason="또")


def test_a_decision_that_nobody_heard_of_falls_with_the_round(place):
    row = seated(place)
    decide_many(officer_of(place), [mark_of(row)], order())
    rounds.call_off(officer_of(place), **ids(place), reason="태풍")
    db.session.expire_all()
    assert (row.status, row.settles_at, row.holds_seat) == (Status.CANCELED, None, False)
    assert db.session.get(Round, place.round.id).seats_taken == 0


@pytest.fixture
def ruled(place):
    place.round.eligibility = {"state": ["in_service"]}
    db.session.commit()
    return place


def leave(row):
    row.person.state = ServiceState.ON_LEAVE
    db.session.commit()


def test_who_no_longer_fits_is_not_approved_but_listed_with_the_reason(ruled, officer):
    fine, gone = seated(ruled, "김괜찮"), seated(ruled, "이휴직")
    leave(gone)
    outcome = decide_many(officer_of(ruled), [mark_of(fine), mark_of(gone)], order())
    assert outcome.done == [fine.public_id] and "재확인" in outcome.refused[0].why
    db.session.expire_all()
    assert "재직 중인 분이 신청할 수 있습니다" in gone.recheck_words and gone.status == Status.SUBMITTED
    page = officer.get("/admin/applications?state=all&mark=recheck").text
    table = page.split('id="applications-table"')[1]
    assert "이휴직" in table and "재확인: 재직 중인 분" in table and "김괜찮" not in table.split("<tbody>")[1]


def test_an_officer_keeps_somebody_with_a_reason_and_is_asked_again_only_for_something_else(ruled, officer):
    row = seated(ruled)
    leave(row)
    decide_many(officer_of(ruled), [mark_of(row)], order())
    db.session.expire_all()
    where = f"/admin/applications/{row.public_id}/recheck"
    assert officer.post(where, data={"version": str(row.version), "reason": ""}).status_code == 422
    kept = officer.post(where, data={"version": str(row.version), "reason": "4월에 복직합니다.", "act": "keep"})
    assert kept.status_code == 303
    db.session.expire_all()
    assert row.recheck_words == "" and row.recheck_kept
    assert decide_many(officer_of(ruled), [mark_of(row)], order()).done == [row.public_id]
    assert "application.keep" in db.session.scalars(select(AuditEntry.action)).all()
    assert officer.post(where, data={"version": str(row.version), "reason": "또"}).status_code == 409


def test_on_the_first_day_everybody_with_a_seat_is_looked_at_again(ruled, clock):
    row, other = seated(ruled, status=Status.APPROVED), seated(ruled, "김괜찮", status=Status.APPROVED)
    leave(row)
    assert rechecking.recheck_first_day() == 0
    clock.freeze(clock.at(ruled.round.starts_on).replace(hour=1))
    assert rechecking.recheck_first_day() == 1
    assert rechecking.recheck_first_day() == 1
    db.session.expire_all()
    assert row.recheck_words and not other.recheck_words
    steps = db.session.scalars(select(Step).where(Step.application_id == row.id, Step.action == "recheck")).all()
    assert len(steps) == 1 and steps[0].visible_at.year == 9999
    version = row.version
    rechecking.reopen(officer_of(ruled), row.public_id, version=version, reason="휴직 확인")
    db.session.expire_all()
    assert (row.status, row.holds_seat) == (Status.IN_REVIEW, True)
    with pytest.raises(Stale):
        rechecking.reopen(officer_of(ruled), row.public_id, version=version, reason="다시")
