"""What holds in a round for choosing and moving up: its own plan, or what is usual."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from sqlalchemy import select

from portal.core import clock
from portal.core.db import db
from portal.programs.models import Draw, Plan, Quota, Round, SelectionMethod, SubstitutionRule, WaitingPolicy
from portal.programs.queries import Offer
from portal.programs.quotas import Limit, limits_in

USUAL_CRITERIA = {"first_time": 40, "short_service": 30, "hard_school": 20, "arrival": 10}
DRAWN = (SelectionMethod.DRAW, SelectionMethod.PRIORITY, SelectionMethod.REVIEW)
"""The methods that draw lots, if only for those who are level."""


@dataclass(frozen=True)
class Rules:
    """The rules of one round; ``version`` is that of the row they come from, 0 without one."""

    waiting: WaitingPolicy = WaitingPolicy.AUTO_SEAT
    offer_days: int = 1
    reserve: int | None = None
    moves_up_until: date | None = None
    confirm_by: date | None = None
    substitution: SubstitutionRule = SubstitutionRule.NONE
    criteria: Mapping[str, int] = field(default_factory=lambda: USUAL_CRITERIA)
    version: int = 0


def rules_of(round_id: int) -> Rules:
    """Return what holds in a round."""
    return _rules_in(db.session.get(Plan, round_id))


def limits_of(round_id: int) -> list[Limit]:
    """Return how the seats of a round are divided."""
    rows = db.session.scalars(select(Quota).where(Quota.round_id == round_id).order_by(Quota.dimension, Quota.value))
    return limits_in(rows)


def draw_of(round_id: int) -> Draw | None:
    """Return the draw of a round once its hash is published."""
    return db.session.get(Draw, round_id)


@dataclass(frozen=True)
class Published:
    """What everybody may know of how a round chooses; the seed is empty until the window has closed."""

    rules: Rules
    limits: Sequence[Limit]
    commitment: str
    committed_at: datetime | None
    seed: str


def published(rounds: Sequence[Offer]) -> dict[int, Published]:
    """Return what is published of some rounds, in one statement, and one more where seats are divided."""
    ids = [one.round_id for one in rounds]
    query = (
        select(Round.id, Plan, Draw)
        .outerjoin(Plan, Plan.round_id == Round.id)
        .outerjoin(Draw, Draw.round_id == Round.id)
        .where(Round.id.in_(ids))
    )
    rows = {round_id: (plan, draw) for round_id, plan, draw in db.session.execute(query)}
    limits = {one.round_id: limits_of(one.round_id) for one in rounds if one.is_divided}
    return {one.round_id: _published(one, *rows[one.round_id], limits.get(one.round_id, [])) for one in rounds}


def seed_shown(draw: Draw | None, apply_to: datetime | None) -> str:
    """Return the seed of a draw as everybody may read it: only when nobody can apply any more."""
    return draw.seed if draw is not None and apply_to is not None and clock.now() > apply_to else ""


def offered_until(moment: datetime, days: int) -> datetime:
    """Return until when a seat offered at a moment is kept: the close of the office on the n-th working day after."""
    return clock.at(clock.add_working_days(moment.date(), days), clock.OFFICE_CLOSES)


def moved_on(moment: datetime) -> datetime:
    """Return the end of a term set to end at a moment; a day that has since become free moves it on (민법 §161)."""
    return clock.at(clock.end_of_term(moment.date()), time(moment.hour, moment.minute))


def _published(offer: Offer, plan: Plan | None, draw: Draw | None, limits: Sequence[Limit]) -> Published:
    return Published(
        rules=_rules_in(plan),
        limits=limits,
        commitment=draw.commitment if draw else "",
        committed_at=draw.committed_at if draw else None,
        seed=seed_shown(draw, offer.apply_to),
    )


def _rules_in(plan: Plan | None) -> Rules:
    if plan is None:
        return Rules()
    return Rules(
        waiting=WaitingPolicy(plan.waiting),
        offer_days=plan.offer_days,
        reserve=plan.reserve,
        moves_up_until=plan.moves_up_until,
        confirm_by=plan.confirm_by,
        substitution=SubstitutionRule(plan.substitution),
        criteria=plan.criteria or USUAL_CRITERIA,
        version=plan.version,
    )
