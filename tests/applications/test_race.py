"""Many at once: exactly as many seats as there are, and a waiting list in the order of arrival."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.applications.models import Application, Status
from portal.applications.records import WaitingOffer
from portal.applications.services import answering, choosing, passing, planning
from portal.applications.services.deciding import Mark, Order, decide_many
from portal.applications.services.submitting import apply_for
from portal.applications.services.withdrawing import withdraw
from portal.applications.workflow import Action
from portal.core.actors import Role
from portal.core.db import db, new_public_id
from portal.core.errors import Refusal, Stale
from portal.programs.models import Dimension, Plan, Quota, SelectionMethod, WaitingPolicy
from tests.factories.applications import WORKSHOP, actor, applied, employee
from tests.factories.programs import open_round
from tests.factories.racing import all_at_once

pytestmark = pytest.mark.usefixtures("clock")


def test_the_last_seat_goes_to_one_of_twenty_and_the_others_wait_in_order(app):
    round_ = open_round(capacity=1)
    accounts = [employee() for _ in range(20)]
    found = all_at_once(app, [lambda account=account: applied(account, round_).id for account in accounts])
    assert [answer for answer in found if isinstance(answer, Exception)] == []
    db.session.rollback()
    rows = db.session.scalars(select(Application).order_by(Application.place)).all()
    assert [row.place for row in rows] == list(range(1, 21))
    assert [row.status for row in rows] == ["submitted", *["waitlisted"] * 19]
    assert [row.holds_seat for row in rows] == [True, *[False] * 19]
    db.session.refresh(round_)
    assert (round_.joined, round_.seats_taken, round_.waiting) == (20, 1, 19)


def test_one_person_at_once_from_many_tabs_applies_once(app):
    round_, account = open_round(capacity=5), employee()
    found = all_at_once(app, [lambda: applied(account, round_, key=new_public_id()).id for _ in range(8)])
    assert len(set(found)) == 1, found
    db.session.refresh(round_)
    assert (round_.joined, round_.seats_taken) == (1, 1)
    assert actor(account).person_id == db.session.scalars(select(Application.person_id)).one()


def sender(round_):
    """Return somebody new as an actor, and an act of theirs that applies: plain values, shared by no session."""
    who, round_id = actor(employee()), round_.id
    given = {"mobile": "010-1234-5678", "details": dict(WORKSHOP)}
    return who, lambda: apply_for(who, round_id, key=new_public_id(), **given).id


def leaving(who, application_id):
    """Return an act that takes an application back."""
    public_id = db.session.get_one(Application, application_id).public_id
    return lambda: withdraw(who, public_id).status


def counters_hold(round_):
    db.session.rollback()
    db.session.refresh(round_)
    everybody = select(Application).where(Application.round_id == round_.id)
    rows = db.session.scalars(everybody, execution_options={"populate_existing": True}).all()
    waits = [row for row in rows if row.status == Status.WAITLISTED and not row.holds_seat]
    assert (round_.seats_taken, round_.waiting) == (sum(row.holds_seat for row in rows), len(waits))
    assert round_.seats_taken <= round_.capacity
    return rows


def test_promotion_against_newcomers_lets_nobody_pass_those_who_wait(app):
    round_ = open_round(capacity=2)
    seated = [sender(round_) for _ in range(2)]
    held = [apply() for _who, apply in seated]
    line = [sender(round_)[1]() for _ in range(2)]
    acts = [sender(round_)[1] for _ in range(6)]
    acts += [leaving(who, number) for (who, _apply), number in zip(seated, held, strict=True)]
    db.session.commit()
    found = all_at_once(app, acts)
    assert [answer for answer in found if isinstance(answer, Exception)] == []
    rows = {row.id: row for row in counters_hold(round_)}
    assert [rows[number].status for number in line] == [Status.SUBMITTED] * 2
    assert {rows[number].status for number in found[:6]} == {Status.WAITLISTED}


def test_the_last_seat_of_an_institution_goes_to_one_of_many(app):
    round_ = open_round(capacity=10)
    db.session.add(Quota(round_id=round_.id, dimension=Dimension.GRADE, value="", seats=1))
    db.session.commit()
    people = [employee(grade=("7급", "8급")[n % 2]) for n in range(8)]
    found = all_at_once(app, [lambda who=who: applied(who, round_).id for who in people])
    assert [answer for answer in found if isinstance(answer, Exception)] == []
    rows = counters_hold(round_)
    assert sorted(row.snapshot_grade[-2:] for row in rows if row.holds_seat) == ["7급", "8급"]


def test_one_offer_answered_from_many_tabs_is_answered_once(app):
    round_ = open_round(capacity=1)
    db.session.add(Plan(round_id=round_.id, waiting=WaitingPolicy.OFFER))
    db.session.commit()
    (first, give_up), (second, wait), (_third, wait_too) = (sender(round_) for _ in range(3))
    seat, waits = give_up(), wait()
    wait_too()
    leaving(first, seat)()
    public_id = db.session.get_one(Application, waits).public_id
    db.session.commit()
    acts = [lambda: answering.take_offer(second, public_id).status] * 3
    acts += [lambda: answering.decline_offer(second, public_id).status, passing.lapse_offers]
    found = all_at_once(app, acts)
    assert [one for one in found if isinstance(one, Exception) and not isinstance(one, Refusal)] == []
    rows = counters_hold(round_)
    states = db.session.scalars(select(WaitingOffer.state).where(WaitingOffer.application_id == waits)).all()
    assert len(states) == 1 and states[0] in ("taken", "declined")
    assert sum(row.holds_seat for row in rows) == 1


def test_a_seat_given_up_decided_on_and_counted_at_once_is_counted_right(app):
    round_ = open_round(capacity=1)
    (first, hold), (second, wait) = (sender(round_) for _ in range(2))
    held, line = hold(), wait()
    officer, round_id = actor(employee(Role.HEAD), Role.HEAD), round_.id
    row = db.session.get_one(Application, held)
    mark = Mark(row.public_id, row.version)
    acts = [leaving(first, held), leaving(second, line)]
    acts += [lambda: decide_many(officer, [mark], Order(Action.APPROVE)).done]
    acts += [lambda: planning.change_capacity(officer, round_id, capacity=2).seats_taken]
    db.session.commit()
    found = all_at_once(app, acts)
    assert [one for one in found if isinstance(one, Exception) and not isinstance(one, Refusal)] == []
    counters_hold(round_)


def test_two_officers_run_and_accept_a_selection_at_once_and_one_of_them_does(app, clock):
    round_ = open_round(capacity=2, selection=SelectionMethod.DRAW)
    for _ in range(4):
        applied(employee(), round_)
    choosing.publish_due_draws()
    officers = [actor(employee(Role.HEAD), Role.HEAD) for _ in range(3)]
    clock.freeze(round_.apply_to + timedelta(minutes=1))
    run = choosing.run(officers[0], round_.id)
    run_id, version, round_id = run.public_id, run.version, round_.id
    found = all_at_once(
        app, [lambda who=who: choosing.accept(who, round_id, run_id, version=version).done for who in officers]
    )
    assert sorted(str(one) if not isinstance(one, Exception) else "no" for one in found) == ["4", "no", "no"]
    assert all(isinstance(one, Stale) for one in found if isinstance(one, Exception))
    db.session.rollback()
    statuses = db.session.scalars(select(Application.status).where(Application.round_id == round_id)).all()
    assert sorted(statuses) == ["approved"] * 2 + ["waitlisted"] * 2
