"""Random people, officers and clocks over rounds of every method: after each step every seat is accounted for."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select

from portal.applications.line import could_sit
from portal.applications.models import LIVE, SEATED, Application, Status, Step
from portal.applications.policies import is_staged, may_promote
from portal.applications.records import OfferState, WaitingOffer
from portal.applications.services import answering, choosing, passing, planning, reviewing, seating, withdrawing
from portal.applications.services.deciding import Mark, Order, decide_many
from portal.applications.services.settling import settle_due, undo
from portal.applications.workflow import TRANSITIONS, Action
from portal.audit.models import AuditEntry
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Refusal
from portal.programs.models import Dimension, Plan, Round, SelectionMethod, WaitingPolicy
from portal.programs.quotas import Limit
from portal.programs.rules import rules_of
from portal.programs.seats import has_free_seat
from tests.factories.applications import WORKSHOP, applied
from tests.factories.deciding import office, officer_of
from tests.factories.scene import account, actor_of

PEOPLE = 7
NUMBER = st.integers(0, PEOPLE - 1)
IN_HAND = (Status.SUBMITTED, Status.IN_REVIEW, Status.WAITLISTED)
MOVES = {str(action) for _status, action in TRANSITIONS}


class ARound(RuleBasedStateMachine):
    """One round and the people around it; refusals are answers, everything else that is raised is a fault."""

    method = SelectionMethod.FIRST_COME
    policy = WaitingPolicy.OFFER

    @initialize(capacity=st.integers(1, 3), divided=st.booleans())
    def begin(self, capacity, divided):
        clock.freeze(clock.at(date(2025, 3, 12)) + timedelta(hours=10))
        db.session.rollback()
        place = office(capacity=capacity, selection=self.method)
        self.officer = officer_of(place)
        self.round_id, self.handed_out = place.round.id, capacity
        db.session.add(Plan(round_id=self.round_id, waiting=self.policy, confirm_by=place.round.results_on))
        self.people = [account(f"사람{n}") for n in range(PEOPLE)]
        for n, who in enumerate(self.people):
            who.person.grade = ("7급", "8급")[n % 2]
        db.session.commit()
        self.batches: list[str] = []
        self.seen = db.session.scalar(select(func.max(Step.id))) or 0
        if divided:
            planning.divide(self.officer, self.round_id, [Limit(Dimension.GRADE, "", 2)])
        choosing.publish_due_draws()
        for n in range(PEOPLE - 2):
            self.somebody_applies(n)
        if self.method is not SelectionMethod.FIRST_COME:
            self.the_first_choice_is_told()

    def the_first_choice_is_told(self):
        """Bring a round that chooses later to where its seats are given and some wait."""
        round_ = db.session.get_one(Round, self.round_id)
        clock.freeze(round_.apply_to + timedelta(minutes=1))
        rows = db.session.scalars(select(Application).where(Application.round_id == self.round_id)).all()
        for row in rows if self.method is SelectionMethod.REVIEW else ():
            reviewing.give_points(self.officer, self.round_id, row.public_id, points=row.place * 10)
        run = choosing.run(self.officer, self.round_id, designated=[row.id for row in rows])
        choosing.accept(self.officer, self.round_id, run.public_id, version=run.version)
        self.time_goes_by(6)
        settle_due()
        db.session.rollback()

    def try_(self, act, *args, **more):
        try:
            return act(*args, **more)
        except Refusal:
            return None
        finally:
            db.session.rollback()

    def one_of(self, *statuses, n):
        """Return one of the applications in some states, if there is any, and who sent it."""
        wanted = Application.status.in_(statuses or LIVE)
        rows = db.session.scalars(select(Application).where(Application.round_id == self.round_id, wanted)).all()
        return rows[n % len(rows)] if rows else None

    def sender(self, row):
        return next(actor_of(who) for who in self.people if who.person_id == row.person_id)

    @rule(n=NUMBER)
    def somebody_applies(self, n):
        self.try_(applied, self.people[n], db.session.get_one(Round, self.round_id))

    @rule(n=NUMBER)
    def somebody_withdraws(self, n):
        if row := self.one_of(n=n):
            self.try_(withdrawing.withdraw, self.sender(row), row.public_id, reason="일정")

    @rule(n=NUMBER)
    def somebody_corrects(self, n):
        if row := self.one_of(n=n):
            details = {**WORKSHOP, "expect": "고쳤습니다."}
            self.try_(
                withdrawing.correct, self.sender(row), row.public_id, version=1, mobile="010-2222-3333",
                details=details,
            )  # fmt: skip

    @rule(n=NUMBER, act=st.sampled_from([answering.take_offer, answering.decline_offer]))
    def somebody_answers(self, n, act):
        if row := self.one_of(Status.WAITLISTED, n=n):
            self.try_(act, self.sender(row), row.public_id)

    @rule(n=NUMBER)
    def somebody_confirms(self, n):
        if row := self.one_of(Status.APPROVED, n=n):
            self.try_(answering.confirm, self.sender(row), row.public_id)

    @rule(
        numbers=st.lists(NUMBER, min_size=1, max_size=3, unique=True),
        action=st.sampled_from([Action.APPROVE, Action.WAITLIST, Action.NOT_SELECT, Action.RETURN, Action.REJECT]),
    )
    def an_officer_decides(self, numbers, action):
        rows = {row.id: row for n in numbers if (row := self.one_of(*IN_HAND, n=n))}
        marks = [Mark(row.public_id, row.version) for row in rows.values()]
        order = Order(action, reasons=("other",), return_by=clock.today() + timedelta(days=2))
        if marks and (outcome := self.try_(decide_many, self.officer, marks, order)) and outcome.batch:
            self.batches.append(outcome.batch)

    @rule(n=NUMBER, minutes=st.sampled_from([0, 6]))
    def an_officer_turns_down_who_is_offered_a_seat(self, n, minutes):
        kept = [row for row in db.session.scalars(select(Application)) if row.round_id == self.round_id]
        kept = [row for row in kept if row.status == Status.WAITLISTED and row.holds_seat]
        if kept:
            row = kept[n % len(kept)]
            self.try_(decide_many, self.officer, [Mark(row.public_id, row.version)], Order(Action.NOT_SELECT))
            self.time_goes_by(minutes)
            settle_due()

    @precondition(lambda self: self.batches)
    @rule()
    def an_officer_takes_it_back(self):
        self.try_(undo, self.officer, self.batches.pop())

    @rule(n=NUMBER, priority=st.integers(-1, 1))
    def an_officer_puts_forward(self, n, priority):
        if row := self.one_of(Status.WAITLISTED, n=n):
            self.try_(
                seating.reorder, self.officer, row.public_id, version=row.version, priority=priority, reason="사유"
            )

    @rule(n=NUMBER, act=st.sampled_from([seating.pick, seating.cancel]))
    def an_officer_picks_or_cancels(self, n, act):
        if row := self.one_of(n=n):
            self.try_(act, self.officer, row.public_id, version=row.version, reason="사유")

    @rule(capacity=st.integers(0, 4))
    def seats_change(self, capacity):
        self.handed_out = max(capacity, db.session.get_one(Round, self.round_id).seats_taken)
        self.try_(planning.change_capacity, self.officer, self.round_id, capacity=capacity)

    @rule(seats=st.integers(1, 3))
    def the_division_changes(self, seats):
        self.try_(planning.divide, self.officer, self.round_id, [Limit(Dimension.GRADE, "7급", seats)])

    @rule()
    def the_method_runs(self):
        if run := self.try_(choosing.run, self.officer, self.round_id):
            db.session.refresh(run)
            self.try_(choosing.accept, self.officer, self.round_id, run.public_id, version=run.version)

    @rule(minutes=st.sampled_from([1, 6, 60, 60 * 9, 60 * 24, 60 * 24 * 3]))
    def time_goes_by(self, minutes):
        clock.freeze(clock.now() + timedelta(minutes=minutes))

    @rule()
    def the_worker_comes(self):
        for job in (settle_due, passing.lapse_offers, passing.release_unconfirmed, passing.close_lines):
            job()
        passing.move_up()
        round_, rules = db.session.get_one(Round, self.round_id), rules_of(self.round_id)
        if rules.waiting is not WaitingPolicy.MANUAL and may_promote(round_, clock.now(), rules.moves_up_until):
            first = next(iter(could_sit(self.round_id)), None)
            assert first is None or is_staged(first) or not has_free_seat(self.round_id)
        db.session.rollback()

    @invariant()
    def every_seat_is_accounted_for(self):
        if not hasattr(self, "round_id"):
            return
        db.session.expire_all()
        round_ = db.session.get_one(Round, self.round_id)
        rows = db.session.scalars(select(Application).where(Application.round_id == self.round_id)).all()
        held = [row for row in rows if row.holds_seat]
        waits = [row for row in rows if row.told_status == Status.WAITLISTED and not row.holds_seat]
        assert round_.seats_taken == len(held) <= self.handed_out
        assert round_.seats_taken <= round_.capacity or round_.is_over_capacity
        assert round_.waiting == len(waits)
        assert round_.joined >= len(rows) and len({row.place for row in rows}) == len(rows)
        offered = select(WaitingOffer.application_id).where(
            WaitingOffer.state == OfferState.OFFERED, WaitingOffer.round_id == self.round_id
        )
        kept = {row.id for row in held if row.told_status == Status.WAITLISTED}
        assert set(db.session.scalars(offered)) == kept
        for row in rows:
            assert row.holds_seat <= (row.status in SEATED or row.id in kept or row.settles_at is not None), row.status

    @invariant()
    def nobody_was_passed(self):
        """Whoever was moved up stood before all who still wait and could have had the seat."""
        if not hasattr(self, "round_id"):
            return
        moved = db.session.scalars(
            select(Application)
            .join(Step, Step.application_id == Application.id)
            .where(
                Application.round_id == self.round_id,
                Step.id > self.seen,
                Step.actor_name == "시스템",
                Step.action.in_([Action.PROMOTE, Action.OFFER]),
            )
        ).all()
        self.seen = db.session.scalar(select(func.max(Step.id))) or 0
        left = [one for one in could_sit(self.round_id) if not is_staged(one)]
        assert all(_key(one) < _key(other) for one in moved for other in left)
        db.session.rollback()

    @invariant()
    def every_move_stands_in_the_table_and_in_the_trail(self):
        if not hasattr(self, "round_id"):
            return
        rows = db.session.scalars(select(Application).where(Application.round_id == self.round_id)).all()
        steps = db.session.scalars(
            select(Step).where(Step.application_id.in_([row.id for row in rows])).order_by(Step.id)
        ).all()
        for step in steps:
            if step.from_status != step.to_status:
                moves = {**TRANSITIONS, (Status.DRAFT, Action.SUBMIT): step.to_status}
                assert moves[step.from_status, Action(step.action)] == step.to_status
        entries = db.session.scalar(
            select(func.count()).where(
                AuditEntry.object_ref.in_([row.public_id for row in rows]),
                AuditEntry.action.in_([f"application.{m}" for m in MOVES]),
            )
        )
        assert entries == len(steps)

    def teardown(self):
        db.session.rollback()


def _key(row):
    return (-row.waiting_priority, row.place, row.id)


ROUNDS = [(SelectionMethod.FIRST_COME, policy, 5) for policy in WaitingPolicy]
ROUNDS += [
    (method, policy, 2)
    for method, policy in zip(
        [method for method in SelectionMethod if method is not SelectionMethod.FIRST_COME],
        [WaitingPolicy.OFFER, WaitingPolicy.AUTO_SEAT] * 3,
        strict=False,
    )
]


@pytest.mark.parametrize(("method", "policy", "examples"), ROUNDS)
@pytest.mark.usefixtures("app", "clock")
def test_no_order_of_events_oversells_loses_or_hides_anything(method, policy, examples):
    run_state_machine_as_test(
        type("ARoundOfItsKind", (ARound,), {"method": method, "policy": policy}),
        settings=settings(
            max_examples=examples, stateful_step_count=25, deadline=None, derandomize=True, database=None,
            phases=[Phase.generate], suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
