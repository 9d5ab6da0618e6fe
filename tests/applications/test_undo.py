"""Five minutes to think again: what a decision does only when its window closes, and how it is taken back."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.accounts.models import Grant
from portal.applications import messages
from portal.applications.models import Application, Decision, Status, Step
from portal.applications.services.deciding import decide_many
from portal.applications.services.settling import expire_returned, recall_decision, settle_due, undo
from portal.applications.workflow import Action
from portal.core.actors import Role
from portal.core.db import db
from portal.core.errors import Missing, Stale
from portal.programs.models import Round, SelectionMethod
from tests.factories.deciding import mark_of, office, officer_of, order, seated, unseated, waiting
from tests.factories.scene import account, actor_of, unit

pytestmark = pytest.mark.usefixtures("app", "clock")


def stored(application):
    db.session.rollback()
    return db.session.get_one(Application, application.id, populate_existing=True)


def counters(place):
    db.session.rollback()
    round_ = db.session.get_one(Round, place.round.id, populate_existing=True)
    return round_.seats_taken, round_.waiting


def wait(clock, **time):
    clock.freeze(clock.now() + timedelta(**time))


def test_undoing_restores_every_row_of_the_batch():
    place = office(capacity=2)
    rows = [seated(place, "가"), seated(place, "나", status=Status.IN_REVIEW), waiting(place, "다")]
    before = [(row.status, row.assignee_id, row.holds_seat) for row in rows]
    outcome = decide_many(officer_of(place), [mark_of(row) for row in rows], order(Action.REJECT))
    assert undo(officer_of(place), outcome.batch) == 3
    after = [stored(row) for row in rows]
    assert [(row.status, row.assignee_id, row.holds_seat) for row in after] == before
    assert {(row.settles_at, row.decided_at, row.reason) for row in after} == {(None, None, "")}
    assert [row.reason_codes for row in after] == [[], [], []]
    assert set(db.session.scalars(select(Step.undone))) == {True}
    assert counters(place) == (2, 1)


def test_undoing_ends_with_the_window(clock):
    place = office()
    application = seated(place)
    batch = decide_many(officer_of(place), [mark_of(application)], order()).batch
    wait(clock, minutes=5)
    with pytest.raises(Stale, match="시간이 지났습니다"):
        undo(officer_of(place), batch)
    assert stored(application).status == Status.APPROVED


def test_undoing_twice_is_refused():
    place = office()
    batch = decide_many(officer_of(place), [mark_of(seated(place))], order()).batch
    undo(officer_of(place), batch)
    with pytest.raises(Stale):
        undo(officer_of(place), batch)


def test_only_who_decided_may_undo():
    place = office()
    batch = decide_many(officer_of(place), [mark_of(seated(place))], order()).batch
    colleague = officer_of(place, who=account("동료", Role.OFFICER, team=place.team))
    with pytest.raises(Missing):
        undo(colleague, batch)


def test_who_was_transferred_within_the_five_minutes_neither_undoes_nor_is_offered_to(as_, clock):
    place = office()
    there, row = account("옮긴이", Role.OFFICER, team=place.team), seated(place)
    batch = decide_many(officer_of(place, who=there), [mark_of(row)], order(Action.REJECT)).batch
    client = as_(there)
    assert batch in client.get("/admin/applications").text
    held = db.session.scalars(select(Grant).where(Grant.account_id == there.id, Grant.role == Role.OFFICER)).one()
    held.unit_id = unit("다른 팀").id
    db.session.commit()
    assert batch not in client.get("/admin/applications").text
    assert client.post(f"/admin/applications/decisions/{batch}/undo").status_code == 403
    assert (stored(row).status, db.session.scalars(select(Decision.undone_at)).all()) == (Status.REJECTED, [None])


def test_undone_application_can_be_decided_again():
    place = office()
    application = seated(place)
    undo(officer_of(place), decide_many(officer_of(place), [mark_of(application)], order(Action.REJECT)).batch)
    outcome = decide_many(officer_of(place), [mark_of(stored(application))], order())
    assert outcome.done == [application.public_id]


def test_a_seat_is_free_only_when_the_window_has_closed(clock):
    place = office(capacity=1)
    loser, next_in_line = seated(place, "가"), waiting(place, "나")
    decide_many(officer_of(place), [mark_of(loser)], order(Action.REJECT))
    assert settle_due() == 0
    assert (counters(place), stored(next_in_line).status) == ((1, 1), Status.WAITLISTED)
    wait(clock, minutes=5)
    assert settle_due() == 1
    assert (counters(place), stored(next_in_line).status) == ((1, 0), Status.SUBMITTED)
    assert stored(next_in_line).holds_seat
    row = stored(loser)
    assert (row.told_status, row.settles_at, row.holds_seat) == (Status.REJECTED, None, False)


def test_settling_twice_settles_once(clock):
    place = office(capacity=2)
    decide_many(officer_of(place), [mark_of(seated(place))], order(Action.REJECT))
    wait(clock, minutes=6)
    assert [settle_due(), settle_due()] == [1, 0]
    assert counters(place) == (0, 0)


def test_settling_one_round_leaves_the_others(clock):
    here, there = office(), office()
    for place in (here, there):
        decide_many(officer_of(place), [mark_of(seated(place))], order())
    wait(clock, minutes=6)
    assert settle_due(here.round.id) == 1
    assert db.session.scalars(select(Decision.round_id).where(Decision.settled_at.is_(None))).all() == [there.round.id]


def test_who_is_made_to_wait_goes_to_the_end_of_the_line(clock):
    place = office(capacity=1)
    moved, first = seated(place, "가"), waiting(place, "나")
    decide_many(officer_of(place), [mark_of(moved)], order(Action.WAITLIST))
    wait(clock, minutes=6)
    settle_due()
    assert (stored(first).status, stored(moved).status) == (Status.SUBMITTED, Status.WAITLISTED)
    assert stored(moved).place > stored(first).place
    assert counters(place) == (1, 1)


def test_undoing_an_approval_gives_its_seat_back():
    place = office(capacity=1, selection=SelectionMethod.REVIEW)
    application = unseated(place)
    batch = decide_many(officer_of(place), [mark_of(application)], order()).batch
    assert counters(place) == (1, 0)
    undo(officer_of(place), batch)
    assert (counters(place), stored(application).holds_seat) == ((0, 0), False)


def test_rejecting_one_who_waits_shortens_the_line_when_it_settles(clock):
    place = office(capacity=1)
    seated(place)
    application = waiting(place)
    decide_many(officer_of(place), [mark_of(application)], order(Action.NOT_SELECT))
    assert counters(place) == (1, 1)
    wait(clock, minutes=6)
    settle_due()
    assert counters(place) == (1, 0)


def test_what_the_applicant_has_not_heard_of_does_not_bind_them(clock):
    place = office()
    application = seated(place)
    batch = decide_many(officer_of(place), [mark_of(application)], order()).batch
    assert recall_decision(application.id, actor=actor_of(place.applicant))
    assert stored(application).status == Status.SUBMITTED
    with pytest.raises(Stale):
        undo(officer_of(place), batch)
    wait(clock, minutes=6)
    assert settle_due() == 0


def test_nothing_is_left_to_undo_after_a_review_has_started():
    place = office()
    decide_many(officer_of(place), [mark_of(seated(place))], order(Action.START))
    assert db.session.scalars(select(Decision)).all() == []


def test_returned_applications_end_after_their_day_and_free_their_seat(clock):
    place = office(capacity=2)
    late, in_time = seated(place, "가", status=Status.RETURNED), seated(place, "나", status=Status.RETURNED)
    next_in_line = waiting(place, "다")
    late.return_by, in_time.return_by = clock.today() - timedelta(days=1), clock.today()
    db.session.commit()
    assert expire_returned() == 1
    assert [stored(row).status for row in (late, in_time, next_in_line)] == [
        Status.EXPIRED, Status.RETURNED, Status.SUBMITTED,
    ]  # fmt: skip
    assert counters(place) == (2, 0)


def test_the_bell_rings_only_when_the_window_has_closed(clock):
    place = office()
    application = seated(place)
    batch = decide_many(officer_of(place), [mark_of(application)], order()).batch
    decision = db.session.scalar(select(Decision).where(Decision.batch == batch))
    assert decision.settles_at == clock.now() + timedelta(minutes=5)
    assert messages.done(decision.action, 12) == "12건을 승인했습니다."
