"""Logs, the rest that was earned, and allowances."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import joinedload, selectinload

from portal.core.db import db
from portal.core.errors import Missing
from portal.directory.models import Person
from portal.watch import messages
from portal.watch.models import (
    RosterState,
    WatchCall,
    WatchKind,
    WatchLog,
    WatchPatrol,
    WatchRoster,
    WatchShift,
    WatchTurn,
)


@dataclass(frozen=True)
class Logged:
    """A shift that has begun, and its log if anybody has written one."""

    shift: WatchShift
    log: WatchLog | None


def log_of(shift_id: int) -> WatchLog | None:
    """Return the log of a shift with its rows, read anew."""
    return db.session.scalar(
        select(WatchLog)
        .where(WatchLog.shift_id == shift_id)
        .options(selectinload(WatchLog.patrols), selectinload(WatchLog.calls))
        .execution_options(populate_existing=True)
    )


def patrol_or_missing(log_id: int, patrol_id: int) -> WatchPatrol:
    """Return a patrol of a log; raises Missing."""
    found = db.session.get(WatchPatrol, patrol_id)
    if found is None or found.log_id != log_id:
        raise Missing(messages.NO_SUCH_THING)
    return found


def call_or_missing(log_id: int, call_id: int) -> WatchCall:
    """Return a call of a log; raises Missing."""
    found = db.session.get(WatchCall, call_id)
    if found is None or found.log_id != log_id:
        raise Missing(messages.NO_SUCH_THING)
    return found


def logs_after(first: datetime, until: datetime) -> list[Logged]:
    """Return the ordered shifts that began in a span with their logs, the latest first."""
    rows = db.session.execute(
        select(WatchShift, WatchLog)
        .join(WatchShift.roster)
        .outerjoin(WatchLog, WatchLog.shift_id == WatchShift.id)
        .where(WatchRoster.state == RosterState.ORDERED, WatchShift.starts_at >= first, WatchShift.starts_at < until)
        .options(joinedload(WatchShift.kind), selectinload(WatchShift.turns).joinedload(WatchTurn.person))
        .order_by(WatchShift.starts_at.desc())
    )
    return [Logged(shift, log) for shift, log in rows]


def earned(first: datetime, until: datetime, *, person_id: int | None = None) -> Sequence[WatchTurn]:
    """Return the turns that ended in a span and earn a rest, of everybody or of one person."""
    query = (
        select(WatchTurn)
        .join(WatchTurn.shift)
        .join(WatchShift.roster)
        .join(WatchShift.kind)
        .where(WatchRoster.state == RosterState.ORDERED, WatchKind.earns_rest)
        .where(WatchShift.ends_at > first, WatchShift.ends_at <= until)
        .options(joinedload(WatchTurn.shift).joinedload(WatchShift.kind), joinedload(WatchTurn.person))
        .order_by(WatchShift.ends_at, WatchTurn.id)
    )
    if person_id is not None:
        query = query.where(WatchTurn.person_id == person_id)
    return db.session.scalars(query).all()


def allowances(month: date, until: date) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return who was on which kind of duty in a month, by the roster as it finally stood."""
    return db.session.execute(
        select(Person.id, Person.name, Person.grade, WatchKind.name, WatchKind.allowance, WatchShift.day)
        .select_from(WatchTurn)
        .join(Person, Person.id == WatchTurn.person_id)
        .join(WatchShift, WatchShift.id == WatchTurn.shift_id)
        .join(WatchKind, WatchKind.id == WatchShift.kind_id)
        .join(WatchRoster, WatchRoster.id == WatchShift.roster_id)
        .where(WatchRoster.state == RosterState.ORDERED, WatchShift.day >= month, WatchShift.day < until)
        .order_by(Person.name, Person.id, WatchShift.day, WatchKind.sort_order)
    ).all()


def rests_on(person_id: int, day: date, *, besides: int) -> bool:
    """Say whether somebody rests on a day already for another turn."""
    other = (WatchTurn.person_id == person_id, WatchTurn.rest_on == day, WatchTurn.id != besides)
    return db.session.scalar(select(WatchTurn.id).where(*other).limit(1)) is not None
