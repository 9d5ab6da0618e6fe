"""Months, their shifts and turns."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from portal.core.db import db
from portal.core.errors import Missing
from portal.directory.models import Person, ServiceState
from portal.watch import messages
from portal.watch.models import RosterState, WatchKind, WatchRoster, WatchShift, WatchTurn


def rosters(*, count: int) -> Sequence[WatchRoster]:
    """Return the latest months."""
    return db.session.scalars(select(WatchRoster).order_by(WatchRoster.month.desc()).limit(count)).all()


def roster_of(month: date) -> WatchRoster | None:
    """Return the roster of a month, if there is one."""
    return db.session.scalar(select(WatchRoster).where(WatchRoster.month == month))


def roster_or_missing(public_id: str, *, to_change: bool = False) -> WatchRoster:
    """Return a roster, locked if it is to be changed; raises Missing."""
    query = select(WatchRoster).where(WatchRoster.public_id == public_id)
    if to_change:
        query = query.with_for_update()
    found = db.session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise Missing(messages.NO_SUCH_THING)
    return found


def next_to_solve(stuck_before: datetime) -> WatchRoster | None:
    """Return a month that waits for the solver, or one whose solver has died."""
    is_stuck = (WatchRoster.state == RosterState.SOLVING) & (WatchRoster.begun_at < stuck_before)
    waits = (WatchRoster.state == RosterState.WAITING) | is_stuck
    return db.session.scalar(select(WatchRoster).where(waits).order_by(WatchRoster.asked_at).limit(1))


def shifts_of(roster_id: int) -> Sequence[WatchShift]:
    """Return the shifts of a roster with their turns and people, in the order of time."""
    return db.session.scalars(_SHIFTS.where(WatchShift.roster_id == roster_id)).all()


def shifts_between(first: datetime, until: datetime) -> Sequence[WatchShift]:
    """Return the ordered shifts that run at any time in a span, with their turns and people."""
    runs = (WatchShift.starts_at < until, WatchShift.ends_at > first, _ordered())
    return db.session.scalars(_SHIFTS.where(*runs)).all()


def shift_or_missing(public_id: str) -> WatchShift:
    """Return an ordered shift with its turns; raises Missing."""
    found = db.session.scalar(_SHIFTS.where(WatchShift.public_id == public_id, _ordered()))
    if found is None:
        raise Missing(messages.NO_SUCH_THING)
    return found


def shift_of_any_month(public_id: str) -> WatchShift:
    """Return a shift with its turns, read anew, though its month may be a draft; raises Missing."""
    query = _SHIFTS.where(WatchShift.public_id == public_id).execution_options(populate_existing=True)
    found = db.session.scalar(query)
    if found is None:
        raise Missing(messages.NO_SUCH_THING)
    return found


def turn_or_missing(public_id: str) -> WatchTurn:
    """Return a turn with its shift and roster, read anew; raises Missing."""
    found = db.session.scalar(
        _turns().where(WatchTurn.public_id == public_id).execution_options(populate_existing=True)
    )
    if found is None:
        raise Missing(messages.NO_SUCH_THING)
    return found


def turns_of(person_id: int | None, since: datetime) -> Sequence[WatchTurn]:
    """Return somebody's ordered turns that end after a moment, in the order of time."""
    own = _turns().where(WatchTurn.person_id == person_id, WatchShift.ends_at > since, _ordered())
    return db.session.scalars(own.order_by(WatchShift.starts_at)).all()


def turns_to_come(after: datetime, until: datetime) -> Sequence[WatchTurn]:
    """Return the ordered turns that begin in a span, with their people."""
    span = (WatchShift.starts_at > after, WatchShift.starts_at < until, _ordered())
    return db.session.scalars(_turns().where(*span).order_by(WatchShift.starts_at, WatchTurn.id)).all()


def counts_before(
    person_ids: Collection[int], first: date, until: date, *, besides: int | None = None
) -> dict[int, dict[str, int]]:
    """Count, person by person and group by group, the ordered turns of a span."""
    query = (
        select(WatchTurn.person_id, WatchShift.group, func.count())
        .join(WatchShift, WatchShift.id == WatchTurn.shift_id)
        .join(WatchRoster, WatchRoster.id == WatchShift.roster_id)
        .where(WatchTurn.person_id.in_(person_ids), WatchShift.day >= first, WatchShift.day < until)
        .where(WatchRoster.state == RosterState.ORDERED, WatchRoster.id != (besides or 0))
        .group_by(WatchTurn.person_id, WatchShift.group)
    )
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for person_id, group, count in db.session.execute(query):
        counts[person_id][group] = count
    return counts


def days_beside(roster: WatchRoster, until: date, distance: int) -> dict[int, list[date]]:
    """Return, person by person, the days of turns in other months that lie near a month."""
    reach = timedelta(days=distance)
    query = (
        select(WatchTurn.person_id, WatchShift.day)
        .join(WatchShift, WatchShift.id == WatchTurn.shift_id)
        .join(WatchRoster, WatchRoster.id == WatchShift.roster_id)
        .where(WatchShift.day >= roster.month - reach, WatchShift.day < until + reach)
        .where(WatchRoster.id != roster.id, WatchRoster.state.in_((RosterState.ORDERED, RosterState.DRAFT)))
    )
    days: dict[int, list[date]] = defaultdict(list)
    for person_id, day in db.session.execute(query):
        days[person_id].append(day)
    return days


def days_near(person_id: int, day: date, distance: int, *, besides: int = 0) -> Sequence[date]:
    """Return the days of somebody's other turns near a day, in drafts and orders alike."""
    reach = timedelta(days=max(distance, 1))
    return db.session.scalars(
        select(WatchShift.day)
        .join(WatchTurn, WatchTurn.shift_id == WatchShift.id)
        .where(WatchTurn.person_id == person_id, WatchTurn.id != besides)
        .where(WatchShift.day > day - reach, WatchShift.day < day + reach)
        .order_by(WatchShift.day)
    ).all()


def due_reminders(day: date) -> Sequence[WatchTurn]:
    """Return the ordered turns of a day of whom nobody was reminded yet, of people who are in service."""
    waiting = (WatchShift.day == day, WatchTurn.reminded_at.is_(None), Person.state == ServiceState.IN_SERVICE)
    query = _turns().join(Person, Person.id == WatchTurn.person_id).where(*waiting, _ordered())
    return db.session.scalars(query.order_by(WatchTurn.id)).all()


def _ordered() -> ColumnElement[bool]:
    return WatchRoster.state == RosterState.ORDERED


def _turns() -> Select[WatchTurn]:
    return (
        select(WatchTurn)
        .join(WatchShift, WatchShift.id == WatchTurn.shift_id)
        .join(WatchRoster, WatchRoster.id == WatchShift.roster_id)
        .join(WatchKind, WatchKind.id == WatchShift.kind_id)
        .options(
            contains_eager(WatchTurn.shift).options(contains_eager(WatchShift.roster), contains_eager(WatchShift.kind)),
            joinedload(WatchTurn.person),
        )
    )


_SHIFTS = (
    select(WatchShift)
    .join(WatchShift.roster)
    .join(WatchShift.kind)
    .options(
        contains_eager(WatchShift.roster),
        contains_eager(WatchShift.kind),
        selectinload(WatchShift.turns).joinedload(WatchTurn.person),
    )
    .order_by(WatchShift.starts_at, WatchKind.sort_order, WatchShift.id)
)
