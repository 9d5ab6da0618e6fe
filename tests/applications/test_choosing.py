"""An officer runs a round's method, looks at what it proposes, changes it with a reason, and accepts."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.applications import verifying
from portal.applications.models import Application, Status
from portal.applications.queries import choosing as queries
from portal.applications.selection.draw import commitment_to, in_order
from portal.applications.services import choosing, planning, reviewing
from portal.applications.services.settling import settle_due
from portal.applications.workflow import Action
from portal.audit.models import AuditEntry
from portal.core.actors import Role
from portal.core.db import db
from portal.core.errors import Missing, NotAllowed, Refusal, Stale
from portal.directory.models import ServiceState
from portal.programs.models import Dimension, Draw, Quota, SelectionMethod
from portal.programs.queries import offer_of_round
from portal.programs.quotas import Limit, Sharing
from portal.programs.rules import published
from tests.factories.deciding import office, officer_of, unseated
from tests.factories.scene import account, actor_of

pytestmark = pytest.mark.usefixtures("app", "clock")


def closed_office(selection, clock, *, capacity=2, people=5, **quota):
    place = office(capacity=capacity, selection=selection)
    officer = officer_of(place)
    if selection in (SelectionMethod.DRAW, SelectionMethod.PRIORITY, SelectionMethod.REVIEW):
        choosing.publish_draw(officer, place.round.id)
    rows = [unseated(place, f"신청자{n}") for n in range(people)]
    clock.freeze(place.round.apply_to + timedelta(minutes=1))
    return place, officer, rows


def ran(place, officer, **more):
    run = choosing.run(officer, place.round.id, **more)
    return run, {row.application_id: row for row in queries.results_of(run.id)}


def actions(results, rows):
    return [results[row.id].action for row in rows]


def test_a_draw_gives_the_order_of_the_lots_and_can_be_drawn_again(clock):
    place, officer, rows = closed_office(SelectionMethod.DRAW, clock)
    _run, results = ran(place, officer)
    draw = db.session.get_one(Draw, place.round.id)
    order = in_order(draw.seed, [row.receipt_no for row in rows])
    by_place = sorted(rows, key=lambda row: results[row.id].rank)
    assert [row.receipt_no for row in by_place] == order
    assert actions(results, by_place) == ["approve", "approve", "waitlist", "waitlist", "waitlist"]
    found = verifying.drawn_again(place.round.id)
    assert (found.order, found.is_equal, draw.commitment) == (order, True, commitment_to(draw.seed))


def test_a_draw_with_another_seed_is_found_out(clock):
    place, officer, _rows = closed_office(SelectionMethod.DRAW, clock)
    ran(place, officer)
    db.session.get_one(Draw, place.round.id).seed = "0" * 64
    db.session.commit()
    found = verifying.drawn_again(place.round.id)
    assert (found.keeps_promise, found.is_equal) == (False, False)


def test_only_the_hash_is_published_before_the_window_closes(clock):
    place = office(selection=SelectionMethod.DRAW)
    assert choosing.publish_due_draws() == 1
    draw = db.session.get_one(Draw, place.round.id)
    before = published([offer_of_round(place.round.id)])[place.round.id]
    assert (before.commitment, before.seed) == (draw.commitment, "")
    clock.freeze(place.round.apply_to + timedelta(seconds=1))
    assert published([offer_of_round(place.round.id)])[place.round.id].seed == draw.seed
    assert choosing.publish_due_draws() == 0


def test_the_published_lots_stand_when_asked_for_again(clock):
    place = office(selection=SelectionMethod.DRAW)
    first = choosing.publish_draw(officer_of(place), place.round.id)
    assert choosing.publish_draw(officer_of(place), place.round.id).seed == first.seed


def test_nothing_is_drawn_while_applications_are_taken_or_without_a_published_hash(clock):
    place = office(selection=SelectionMethod.DRAW)
    unseated(place)
    with pytest.raises(Refusal, match="접수 기간"):
        choosing.run(officer_of(place), place.round.id)
    clock.freeze(place.round.apply_to + timedelta(minutes=1))
    with pytest.raises(Refusal, match="해시"):
        choosing.run(officer_of(place), place.round.id)


def test_priority_scores_with_reasons_and_breaks_ties_by_the_draw(clock):
    place, officer, rows = closed_office(SelectionMethod.PRIORITY, clock, people=3)
    planning.set_plan(officer, place.round.id, version=0, criteria={"first_time": 60, "short_service": 40})
    for row, day in zip(rows, (date(2024, 3, 1), date(2024, 3, 1), date(2015, 3, 1)), strict=True):
        row.snapshot_hired_on = day
    db.session.commit()
    _run, results = ran(place, officer)
    draw = db.session.get_one(Draw, place.round.id)
    level = in_order(draw.seed, [row.receipt_no for row in rows[:2]])
    first = sorted(rows, key=lambda row: results[row.id].rank)
    assert [row.receipt_no for row in first[:2]] == level and first[2] == rows[2]
    assert results[rows[0].id].score == results[rows[1].id].score > results[rows[2].id].score
    assert "첫 참여 60/60점 · 참여 이력 없음" in results[rows[0].id].grounds


def test_who_took_part_before_comes_after_those_who_did_not(clock):
    place, officer, rows = closed_office(SelectionMethod.PRIORITY, clock, capacity=1, people=2)
    earlier = db.session.get_one(Application, rows[0].id)
    unseated(place, "다른", Status.COMPLETED).person_id = earlier.person_id
    db.session.commit()
    _run, results = ran(place, officer)
    assert results[rows[0].id].rank == 2 and results[rows[1].id].rank == 1


def test_a_review_takes_the_mean_and_waits_for_every_score(clock):
    place, officer, rows = closed_office(SelectionMethod.REVIEW, clock, people=2)
    lead = officer_of(place, who=account("류경숙", Role.LEAD, team=place.team), role=Role.LEAD)
    reviewing.give_points(officer, place.round.id, rows[0].public_id, points=70)
    with pytest.raises(Refusal, match="심사 점수"):
        choosing.run(officer, place.round.id)
    for who, row, points in ((lead, rows[0], 90), (officer, rows[1], 60), (lead, rows[1], 95), (lead, rows[1], 85)):
        reviewing.give_points(who, place.round.id, row.public_id, points=points)
    _run, results = ran(place, officer)
    assert (results[rows[0].id].score, results[rows[1].id].score) == (80.0, 72.5)
    assert "심사 평균 80점 (심사 2명)" in results[rows[0].id].grounds


def test_eligibility_only_takes_all_who_fit_and_says_why_not(clock):
    place, officer, rows = closed_office(SelectionMethod.ELIGIBILITY_ONLY, clock, capacity=None, people=2)
    rows[1].person.state = ServiceState.RETIRED
    db.session.commit()
    _run, results = ran(place, officer)
    assert actions(results, rows) == ["approve", "reject"]
    assert results[rows[1].id].grounds == ["지금은 재직 중이 아닙니다."]


def test_designation_takes_the_named_in_their_order_and_nobody_else(clock):
    place, officer, rows = closed_office(SelectionMethod.DESIGNATION, clock, people=4, capacity=2)
    _run, results = ran(place, officer, designated=[rows[3].id, rows[1].id, rows[0].id])
    assert actions(results, rows) == ["waitlist", "approve", "not_select", "approve"]


@pytest.mark.parametrize("method", [SelectionMethod.DRAW, SelectionMethod.PRIORITY, SelectionMethod.ELIGIBILITY_ONLY])
def test_quotas_hold_in_each_method(clock, method):
    place, officer, rows = closed_office(method, clock, capacity=4, people=4)
    for row, grade in zip(rows, ("7급", "7급", "7급", "8급"), strict=True):
        row.snapshot_grade = f"교육행정 {grade}"
    db.session.add(Quota(round_id=place.round.id, dimension=Dimension.GRADE, value="7급", seats=1))
    db.session.commit()
    _run, results = ran(place, officer)
    found = actions(results, rows)
    assert (found[3], sorted(found[:3])) == ("approve", ["approve", "waitlist", "waitlist"])
    out = next(row for row in rows[:3] if results[row.id].action == "waitlist")
    assert "직급(7급)에 배정된 인원(1명)이 모두 찼습니다." in results[out.id].grounds[0]
    choosing.accept(officer, place.round.id, _run.public_id, version=_run.version)
    clock.freeze(clock.now() + timedelta(minutes=6))
    settle_due()
    db.session.refresh(place.round)
    assert (place.round.seats_taken, place.round.waiting) == (2, 2)


def test_an_accepted_proposal_is_decided_with_the_officers_changes(clock):
    place, officer, rows = closed_office(SelectionMethod.DRAW, clock, people=4)
    planning.set_plan(officer, place.round.id, version=0, reserve=1)
    run, results = ran(place, officer)
    by_place = sorted(rows, key=lambda row: results[row.id].rank)
    choosing.change(
        officer, place.round.id, run.public_id, by_place[0].public_id, action=Action.NOT_SELECT, reason="본인 사양"
    )
    staged = choosing.accept(officer, place.round.id, run.public_id, version=run.version)
    assert (staged.done, staged.refused) == (4, ())
    found = [db.session.get_one(Application, row.id, populate_existing=True) for row in by_place]
    assert [row.status for row in found] == ["not_selected", "approved", "approved", "waitlisted"]
    assert {row.told_status for row in found} == {Status.SUBMITTED}
    acts = db.session.scalars(select(AuditEntry.action).where(AuditEntry.object_type == "selection")).all()
    assert acts == [f"selection.{act}" for act in ("publish_draw", "set_rules", "run", "change", "accept")]


def test_running_again_is_free_leaves_a_trace_and_only_the_newest_counts(clock):
    place, officer, _rows = closed_office(SelectionMethod.DRAW, clock)
    first, _results = ran(place, officer)
    second, _results = ran(place, officer)
    with pytest.raises(Stale):
        choosing.accept(officer, place.round.id, first.public_id, version=first.version)
    choosing.accept(officer, place.round.id, second.public_id, version=second.version)
    with pytest.raises(Stale):
        choosing.accept(officer, place.round.id, second.public_id, version=second.version)
    assert [run.id for run in queries.runs_of(place.round.id)] == [second.id, first.id]


def test_what_changed_since_the_run_is_refused_by_row(clock):
    place, officer, rows = closed_office(SelectionMethod.DRAW, clock, people=2)
    run, _results = ran(place, officer)
    rows[0].mobile = "010-9999-8888"
    db.session.commit()
    staged = choosing.accept(officer, place.round.id, run.public_id, version=run.version)
    assert staged.done == 1 and [public_id for public_id, _why in staged.refused] == [rows[0].public_id]


def test_officers_of_other_teams_find_no_such_round_and_nobody_changes_their_own(clock):
    place, officer, _rows = closed_office(SelectionMethod.DRAW, clock, people=2)
    stranger = actor_of(account("남"))
    with pytest.raises(Missing):
        choosing.run(stranger, place.round.id)
    own = unseated(place, who=place.officer)
    run, _results = ran(place, officer)
    with pytest.raises(NotAllowed):
        choosing.change(officer, place.round.id, run.public_id, own.public_id, action=Action.APPROVE, reason="나")


def test_quota_words_and_limits():
    sharing = Sharing([Limit(Dimension.INSTITUTION, "", 2), Limit(Dimension.INSTITUTION, "S1", 1)])
    sharing.take({Dimension.INSTITUTION: "S1"})
    assert sharing.full_for({Dimension.INSTITUTION: "S1"}).seats == 1
    assert sharing.full_for({Dimension.INSTITUTION: "S2"}) is None
    assert sharing.full_for({Dimension.INSTITUTION: ""}) is None
