"""What the first page and the menu count and list; everything is asked for one actor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, bindparam, case, func, select

from portal.applications.desk import WAITS_AT_MOST
from portal.applications.models import AWAITING, Application, Status
from portal.applications.queries.scope import is_visible_to
from portal.approvals.policies import FINAL_ROLES
from portal.core import clock
from portal.core.actors import Actor, Role
from portal.core.db import db
from portal.notifications.queries import COUNT_OF_UNREAD
from portal.programs.models import Program, Round


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
    counts = _COUNTS.add_columns(_awaiting_in_all(actor).label("awaiting")) if decides(actor) else _COUNTS
    asked = {"person_id": actor.person_id, "now": clock.now()}
    return Counts(**db.session.connection().execute(counts, asked).mappings().one())


def decides(actor: Actor) -> bool:
    """Say whether applications can wait for the actor at all."""
    return bool(actor.roles & {*FINAL_ROLES, Role.COUNSELOR})


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


def late_before() -> datetime:
    """Return the moment before which an application must have been waiting to count as late."""
    day = clock.today()
    left = WAITS_AT_MOST + 1
    while left:
        left -= clock.is_working_day(day)
        day -= timedelta(days=1)
    return clock.at(day + timedelta(days=1))


def _awaiting(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    not_own = Application.person_id.is_distinct_from(actor.person_id)
    return Application.status.in_(AWAITING), is_visible_to(actor), not_own


def _awaiting_in_all(actor: Actor) -> ColumnElement[int]:
    """Return how many wait, less one's own: so an index alone can count the many."""
    all_of_them = select(func.count()).where(Application.status.in_(AWAITING), is_visible_to(actor))
    own = all_of_them.where(Application.person_id == actor.person_id)
    return all_of_them.scalar_subquery() - own.scalar_subquery()


# The same answer as ``mine.told`` gives: what can still be undone is not known to the applicant.
_sent = Application.__table__.c
_TOLD = case((_sent.settles_at > bindparam("now"), _sent.told_status), else_=_sent.status)
_COUNTS = select(
    COUNT_OF_UNREAD.label("unread"),
    select(func.count())
    .where(_sent.person_id == bindparam("person_id"), _TOLD == Status.RETURNED)
    .scalar_subquery()
    .label("to_mend"),
)
