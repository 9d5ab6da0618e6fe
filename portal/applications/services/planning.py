"""How a round chooses, how many seats it has and how they are divided: set by its officers."""

from collections.abc import Sequence

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from portal.applications import chosen_words, messages, waiting_words
from portal.applications.events import RoundHandled
from portal.applications.policies import may_choose
from portal.applications.services.settling import settle_due
from portal.applications.waitlist import promote_waiting
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Missing, Stale
from portal.core.events import emit
from portal.core.transaction import command
from portal.directory.models import HardSchool
from portal.programs.events import SeatsChanged
from portal.programs.messages import MOVING_UP
from portal.programs.models import Plan, Quota, Round, WaitingPolicy
from portal.programs.queries import round_with_program
from portal.programs.quotas import Limit
from portal.programs.seats import hold_rounds, set_capacity


@command
def change_capacity(actor: Actor, round_id: int, *, capacity: int | None, reason: str = "") -> Round:
    """Set how many seats a round has: more go to those who wait, fewer eject nobody and stop the moving up."""
    round_ = round_to_run(actor, round_id)
    before = waiting_words.capacity(round_.capacity)
    set_capacity(round_id, capacity)
    db.session.refresh(round_)
    emit(SeatsChanged(round_id, actor, before, waiting_words.capacity(capacity), reason))
    return round_


@command
def divide(actor: Actor, round_id: int, limits: Sequence[Limit], *, reason: str = "") -> None:
    """Set how the seats of a round are divided; who sits stays, and who waits and fits in moves up."""
    round_to_run(actor, round_id)
    db.session.execute(delete(Quota).where(Quota.round_id == round_id))
    db.session.add_all(
        [Quota(round_id=round_id, dimension=one.dimension, value=one.value, seats=one.seats) for one in limits]
    )
    db.session.flush()
    emit(SeatsChanged(round_id, actor, "", chosen_words.divided(limits), reason))


@command
def set_plan(actor: Actor, round_id: int, *, version: int, **values: object) -> Plan:
    """Set how a round chooses and who moves up; raises Stale when another officer was first."""
    round_to_run(actor, round_id)
    plan = db.session.get(Plan, round_id, populate_existing=True)
    if (plan.version if plan else 0) != version:
        raise Stale(messages.STALE)
    if plan is None:
        plan = Plan(round_id=round_id)
        db.session.add(plan)
    for name, value in values.items():
        setattr(plan, name, value)
    try:
        db.session.flush()
    except (IntegrityError, StaleDataError):
        raise Stale(messages.STALE) from None
    emit(RoundHandled(round_id, actor, "set_rules", after=MOVING_UP[WaitingPolicy(plan.waiting)]))
    promote_waiting(round_id)
    return plan


def round_to_run(actor: Actor, round_id: int) -> Round:
    """Return a round the actor runs, held and settled; raises Missing for others'."""
    hold_rounds([round_id])
    settle_due(round_id)
    round_ = round_with_program(round_id)
    if not may_choose(actor, round_):
        raise Missing
    db.session.refresh(round_)
    return round_


@command
def name_hard_schools(actor: Actor, round_id: int, unit_ids: Sequence[int]) -> None:
    """Name the schools with a heavy load of a round's year."""
    year = round_to_run(actor, round_id).year
    db.session.execute(delete(HardSchool).where(HardSchool.year == year))
    db.session.add_all([HardSchool(unit_id=unit_id, year=year) for unit_id in unit_ids])
    emit(RoundHandled(round_id, actor, "set_rules", after=waiting_words.hard_schools(len(unit_ids))))
