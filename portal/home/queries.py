"""What the first page and the menu count and list; everything is asked for one actor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from portal.applications.models import AWAITING, LIVE, Application, Status
from portal.applications.queries.scope import is_visible_to
from portal.approvals.policies import FINAL_ROLES
from portal.core import clock
from portal.core.actors import Actor, Role
from portal.core.db import db
from portal.notifications.queries import count_of_unread
from portal.programs.kinds import plugged_keys
from portal.programs.models import Program, Round

SLOW_AFTER = 3
"""Working days after which a waiting application counts as late (domain §3.3)."""
SOON = timedelta(days=30)
SHOWN = 6


@dataclass(frozen=True)
class Counts:
    """The numbers beside the words of the menu."""

    unread: int = 0
    to_mend: int = 0
    awaiting: int = 0


@dataclass(frozen=True)
class Waiting:
    """How many applications of one program wait for a decision, and how many of them for too long."""

    program_id: int
    title: str
    count: int
    late: int


def counts_for(actor: Actor) -> Counts:
    """Count, in one statement, what waits for the actor."""
    if actor.is_anonymous:
        return Counts()
    awaiting = (
        select(func.count())
        .select_from(Application)
        .join(Application.round)
        .join(Round.program)
        .where(*_awaiting(actor))
        .scalar_subquery()
    )
    to_mend = (
        select(func.count())
        .where(Application.person_id == actor.person_id, Application.told_status == Status.RETURNED)
        .scalar_subquery()
    )
    row = db.session.execute(
        select(
            count_of_unread(actor).label("unread"),
            to_mend.label("to_mend"),
            (awaiting if decides(actor) else literal(0)).label("awaiting"),
        )
    ).one()
    return Counts(unread=row.unread, to_mend=row.to_mend, awaiting=row.awaiting)


def decides(actor: Actor) -> bool:
    """Say whether applications can wait for the actor at all."""
    return bool(actor.roles & {*FINAL_ROLES, Role.COUNSELOR})


def applications_to_mend(actor: Actor) -> Sequence[Application]:
    """Return the actor's own applications that came back, the most urgent first."""
    return db.session.scalars(
        _own(actor)
        .where(Application.told_status == Status.RETURNED)
        .order_by(Application.return_by.is_(None), Application.return_by, Application.id)
    ).all()


def current_applications_of(actor: Actor) -> Sequence[Application]:
    """Return the actor's own applications that are under way or were decided lately, the newest first."""
    lately = clock.now() - SOON
    return db.session.scalars(
        _own(actor)
        .where(or_(Application.told_status.in_(LIVE), Application.decided_at >= lately))
        .order_by(Application.submitted_at.desc(), Application.id.desc())
        .limit(SHOWN)
    ).all()


def decisions_awaiting(actor: Actor) -> Sequence[Waiting]:
    """Return, program by program, what waits for the actor's decision."""
    if not decides(actor):
        return []
    late = func.sum(case((Application.waiting_since < late_before(), 1), else_=0))
    rows = db.session.execute(
        select(Program.id, Program.title, func.count(), late)
        .select_from(Application)
        .join(Application.round)
        .join(Round.program)
        .where(*_awaiting(actor))
        .group_by(Program.id, Program.title, Program.sort_order)
        .order_by(Program.sort_order, Program.id)
    )
    return [Waiting(*row) for row in rows]


def rounds_to_apply_for() -> Sequence[Round]:
    """Return the rounds that are open or open within thirty days: first those that close first."""
    moment = clock.now()
    is_open = and_(Round.apply_from <= moment, or_(Round.apply_to.is_(None), Round.apply_to >= moment))
    opens_soon = and_(Round.apply_from > moment, Round.apply_from <= moment + SOON)
    return db.session.scalars(
        select(Round)
        .join(Round.program)
        .options(contains_eager(Round.program))
        .where(or_(is_open, opens_soon), Program.kind.in_(plugged_keys()))
        .order_by(case((is_open, 0), else_=1), case((is_open, Round.apply_to), else_=Round.apply_from), Round.id)
        .limit(SHOWN)
    ).all()


def late_before() -> datetime:
    """Return the moment before which an application must have been waiting to count as late."""
    day = clock.today()
    left = SLOW_AFTER
    while left:
        left -= clock.is_working_day(day)
        day -= timedelta(days=1)
    return clock.at(day + timedelta(days=1))


def _own(actor: Actor) -> Select[Application]:
    return (
        select(Application)
        .options(joinedload(Application.round).joinedload(Round.program))
        .where(Application.person_id == actor.person_id)
    )


def _awaiting(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    not_own = Application.person_id.is_distinct_from(actor.person_id)
    return Application.status.in_(AWAITING), is_visible_to(actor), not_own
