"""A freed seat goes to the first in line, and nobody passes those who wait."""

from contextvars import Context
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from portal.applications.models import Application, Status, Step
from portal.applications.services.deciding import decide_many
from portal.applications.services.settling import settle_due
from portal.applications.services.withdrawing import withdraw
from portal.applications.waitlist import promote_waiting
from portal.applications.workflow import Action
from portal.core.db import db
from portal.programs.models import Round
from tests.factories.deciding import mark_of, office, officer_of, order, seated, waiting
from tests.factories.scene import account, actor_of

pytestmark = pytest.mark.usefixtures("app", "clock")


def status_of(application):
    db.session.rollback()
    return db.session.get_one(Application, application.id, populate_existing=True).status


def at_once(app, *acts):
    """Run each act in a thread of its own with its own context, all starting together; return what each answered."""
    answers, ready = [None] * len(acts), Barrier(len(acts))

    def run(n, act):
        with app.app_context():
            ready.wait()
            try:
                answers[n] = act()
            except Exception as error:
                answers[n] = error
            finally:
                db.session.remove()

    threads = [Thread(target=Context().run, args=(run, n, act)) for n, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_the_first_by_place_gets_the_seat():
    place = office(capacity=2)
    seated(place)
    third, second = waiting(place, "셋", place=9), waiting(place, "둘", place=4)
    promoted = promote_waiting(place.round.id)
    assert [row.id for row in promoted] == [second.id]
    assert (status_of(second), status_of(third)) == (Status.SUBMITTED, Status.WAITLISTED)


def test_promotion_is_written_down_as_the_portals_own_act():
    place = office(capacity=1)
    row = waiting(place)
    promote_waiting(place.round.id)
    step = db.session.scalar(select(Step).where(Step.application_id == row.id))
    assert (step.action, step.actor_name, step.to_status) == (Action.PROMOTE, "시스템", Status.SUBMITTED)


def test_without_a_free_seat_nobody_is_promoted():
    place = office(capacity=1)
    seated(place)
    row = waiting(place)
    assert promote_waiting(place.round.id) == []
    assert status_of(row) == Status.WAITLISTED


def test_after_the_round_started_nobody_is_promoted(clock):
    place = office(capacity=1)
    row = waiting(place)
    clock.freeze(clock.at(place.round.starts_on))
    assert promote_waiting(place.round.id) == []
    assert status_of(row) == Status.WAITLISTED


def test_nobody_passes_one_whose_decision_can_still_be_undone(clock):
    place = office(capacity=1)
    first, second = waiting(place, "가"), waiting(place, "나")
    outcome = decide_many(officer_of(place), [mark_of(first)], order(Action.NOT_SELECT))
    assert outcome.done
    assert promote_waiting(place.round.id) == []
    clock.freeze(clock.now() + timedelta(minutes=6))
    settle_due()
    promote_waiting(place.round.id)
    assert (status_of(first), status_of(second)) == (Status.NOT_SELECTED, Status.SUBMITTED)


def test_two_promotions_at_once_keep_the_order_and_the_number_of_seats(app):
    place = office(capacity=3)
    rows = [waiting(place, f"대기{n}") for n in range(6)]
    db.session.commit()
    round_id = place.round.id
    answers = at_once(app, *[lambda: len(promote_waiting(round_id))] * 4)
    assert sum(answers) == 3
    assert [status_of(row) for row in rows] == [Status.SUBMITTED] * 3 + [Status.WAITLISTED] * 3


def test_two_workers_settle_each_decision_once(app, clock):
    place = office(capacity=8)
    marks = [mark_of(seated(place, f"신청자{n}")) for n in range(8)]
    decide_many(officer_of(place), marks, order(Action.REJECT))
    clock.freeze(clock.now() + timedelta(minutes=6))
    assert sum(at_once(app, settle_due, settle_due, settle_due)) == 8
    db.session.refresh(place.round)
    assert place.round.seats_taken == 0


def test_withdrawals_against_a_bulk_approval_leave_no_half_state(app):
    place = office(capacity=10)
    people = [account(f"신청자{n}") for n in range(10)]
    rows = [seated(place, who=who) for who in people]
    queue = [waiting(place, f"대기{n}") for n in range(3)]
    marks, officer = [mark_of(row) for row in rows], officer_of(place)
    leaving = [(actor_of(people[n]), rows[n].public_id) for n in (1, 5, 8)]
    db.session.commit()
    acts = [lambda one=one: withdraw(one[0], one[1], reason="일정") for one in leaving]
    outcome, *others = at_once(app, lambda: decide_many(officer, marks, order()), *acts)
    assert [answer for answer in [outcome, *others] if isinstance(answer, Exception)] == []
    gone = [rows[n] for n in (1, 5, 8)]
    assert {status_of(row) for row in gone} == {Status.WITHDRAWN}
    assert {status_of(row) for row in rows if row not in gone} == {Status.APPROVED}
    assert {status_of(row) for row in queue} == {Status.SUBMITTED}
    round_ = db.session.get_one(Round, place.round.id, populate_existing=True)
    assert (round_.seats_taken, round_.waiting) == (10, 0)
