"""What the first page and the menu count and list; everything is asked for one actor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, case, func, select

from portal.accounts.queries.listing import COUNT_FOR_SECOND
from portal.applications.desk import WAITS_AT_MOST
from portal.applications.models import AWAITING, Application, Status
from portal.applications.queries.queue import IS_LISTED
from portal.applications.queries.scope import Scope, programs_in, scope_of, visible_in
from portal.approvals.policies import FINAL_ROLES
from portal.approvals.queries import count_in_hand
from portal.core import clock
from portal.core.actors import Actor, Role
from portal.core.db import db
from portal.kinds.practicum.kind import Practicum
from portal.kinds.practicum.queries.news import COUNT_OF_ASKED, hosts_of
from portal.kinds.psych_counseling.queries.news import COUNT_OF_CALLS, COUNT_OF_NEWS, marks_of, partner_of
from portal.notifications.queries import COUNT_OF_DEAD, COUNT_OF_UNREAD
from portal.privacy.queries import COUNT_OF_UNANSWERED
from portal.programs.models import Program, Round

STATEMENTS_KEPT = 64
DESKS: dict[Role, dict[str, ColumnElement[int]]] = {
    Role.PRIVACY: {"privacy": COUNT_OF_UNANSWERED},
    Role.ADMIN: {"seconds": COUNT_FOR_SECOND, "dead": COUNT_OF_DEAD},
}
"""What is counted for those alone who hold a role."""


@dataclass(frozen=True)
class Counts:
    """The numbers beside the words of the menu.

    ``private`` is what a closed room has to say, ``asked`` how many candidates an institution is asked to take,
    ``practicums`` how many programs of that kind the actor runs, ``privacy`` how many requests the privacy officer has
    to answer, ``approvals`` in how many documents a step is the actor's, ``seconds`` how much another administrator
    wants approved, ``dead`` how many letters nobody took.
    """

    unread: int = 0
    to_mend: int = 0
    private: int = 0
    asked: int = 0
    calls: int = 0
    approvals: int = 0
    awaiting: int = 0
    practicums: int = 0
    privacy: int = 0
    seconds: int = 0
    dead: int = 0


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
    counts = _counted(scope_of(actor) if decides(actor) else None, actor.roles & frozenset(DESKS))
    asked: dict[str, Any] = {"person_id": actor.person_id, "account_id": actor.account_id, "now": clock.now()}
    asked |= {"marks": marks_of(actor), "hosts": hosts_of(actor), "partner": partner_of(actor), "today": clock.today()}
    return Counts(**db.session.connection().execute(counts, asked).one()._mapping)


def decides(actor: Actor) -> bool:
    """Say whether applications can wait for the actor at all."""
    return bool(actor.roles & {*FINAL_ROLES, Role.COUNSELOR})


def decisions_awaiting(actor: Actor) -> Sequence[Waiting]:
    """Return, program by program, what waits for the actor's decision."""
    if not decides(actor):
        return []
    asked = {"person_id": actor.person_id, "late_before": late_before()}
    rows = db.session.connection().execute(_awaiting(scope_of(actor)), asked)
    return [Waiting(*row) for row in rows]


def late_before() -> datetime:
    """Return the moment before which an application must have been waiting to count as late."""
    day = clock.today()
    left = WAITS_AT_MOST + 1
    while left:
        left -= clock.is_working_day(day)
        day -= timedelta(days=1)
    return clock.at(day + timedelta(days=1))


@lru_cache(maxsize=STATEMENTS_KEPT)
def _awaiting(scope: Scope) -> Select[*tuple[Any, ...]]:
    late = func.sum(case((Application.waiting_since < bindparam("late_before"), 1), else_=0))
    not_own = Application.person_id.is_distinct_from(_person_id)
    return (
        select(Program.id, Program.title, func.count(), late)
        .select_from(Application)
        .join(Application.round)
        .join(Round.program)
        .where(Application.status.in_(AWAITING), visible_in(scope), not_own, ~IS_LISTED)
        .group_by(Program.id, Program.title, Program.sort_order)
        .order_by(Program.sort_order, Program.id)
    )


@lru_cache(maxsize=STATEMENTS_KEPT)
def _counted(scope: Scope | None, desks: frozenset[Role]) -> Select[*tuple[Any, ...]]:
    """Count what everybody has, and what waits at the desks that somebody sits at."""
    counts = _COUNTS if scope is None else _with_line(scope)
    return counts.add_columns(*(count.label(name) for desk in sorted(desks) for name, count in DESKS[desk].items()))


def _with_line(scope: Scope) -> Select[*tuple[Any, ...]]:
    """Count what waits as well, less one's own and what is on a list: so an index alone can count the many."""
    all_of_them = select(func.count()).where(Application.status.in_(AWAITING), visible_in(scope))
    own = all_of_them.where(Application.person_id == _person_id)
    listed = all_of_them.where(IS_LISTED, Application.person_id.is_distinct_from(_person_id))
    practicums = select(func.count()).where(Program.kind == Practicum.key, programs_in(scope))
    return _COUNTS.add_columns(
        (all_of_them.scalar_subquery() - own.scalar_subquery() - listed.scalar_subquery()).label("awaiting"),
        practicums.scalar_subquery().label("practicums"),
    )


# The same answer as ``mine.told`` gives: what can still be undone is not known to the applicant.
_person_id: BindParameter[int] = bindparam("person_id")
_sent = Application.__table__.c
_TOLD = case((_sent.settles_at > bindparam("now"), _sent.told_status), else_=_sent.status)
_COUNTS = select(
    COUNT_OF_UNREAD.label("unread"),
    select(func.count())
    .where(_sent.person_id == _person_id, _TOLD == Status.RETURNED)
    .scalar_subquery()
    .label("to_mend"),
    COUNT_OF_NEWS.label("private"),
    COUNT_OF_ASKED.label("asked"),
    COUNT_OF_CALLS.label("calls"),
    count_in_hand(_person_id).scalar_subquery().label("approvals"),
)
