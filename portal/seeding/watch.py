"""Duty: the kinds and rules as the regulation has them, and, in a demonstration, two months of rosters and one log.

Who is on duty when was found by the portal's own solver, once, and is kept here, so that the seed needs no solver.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from portal.core import clock
from portal.core.db import SEOUL
from portal.directory.models import Assignment
from portal.seeding import queries
from portal.seeding.division import invented, words
from portal.seeding.rows import Rows
from portal.watch import calendar, policies
from portal.watch.models import (
    Days,
    LogState,
    RosterState,
    WatchBar,
    WatchCall,
    WatchKind,
    WatchLog,
    WatchPatrol,
    WatchRoster,
    WatchSetting,
    WatchShift,
    WatchTurn,
)
from portal.watch.queries import kinds

ORDERED_BEFORE = timedelta(days=11)
MORNING = time(10)
RESTED_BEFORE = timedelta(days=5)


def load_rules(rows: Rows) -> None:
    """Load what the regulation says, and the local rules that it leaves open."""
    own, rules = words("watch"), invented("duty")
    rows.add(
        WatchSetting,
        unit_id=queries.division_unit_ids()[queries.DIVISION],
        order_days=rules["order_days_before"],
        least_people=rules["hq_min_persons"],
        rest_days=rules["rest_within_working_days"],
        phone=own["phone"],
    )
    for order, kind in enumerate(own["kind"], 1):
        rows.add(WatchKind, sort_order=order, **{**kind, "days": Days(kind["days"])})
    for word in own["bars"]:
        rows.add(WatchBar, word=word)


def load(rows: Rows) -> None:
    """Load the rosters of two months, the logs of the days that have passed, and whose rest is chosen."""
    held = queries.assignments_by_extension()
    by_name = {kind.name: kind for kind in kinds()}
    for month in words("watch")["month"]:
        first: date = month["first"]
        roster = _roster(rows, first, held)
        for line in month["shifts"]:
            day, kind = first.replace(day=line[0]), by_name[line[1]]
            shift = _shift(rows, roster, kind, day)
            ended, within = calendar.hours_of(kind, day)[1], invented("duty")["rest_within_working_days"]
            rest_on = calendar.rest_window(ended, within)[0] if ended < clock.now() - RESTED_BEFORE else None
            _turns(rows, shift, [held[extension] for extension in line[2]], rest_on)
            if calendar.hours_of(kind, day)[1] < clock.now():
                _log(rows, shift, kind, day, [held[extension] for extension in line[2]])


def _roster(rows: Rows, first: date, held: dict[str, Assignment]) -> int:
    ordered_at = clock.at(first - ORDERED_BEFORE, MORNING)
    head, officer = held["9915"].person.name, held["9204"].person.name
    return rows.add(
        WatchRoster, month=first, state=RosterState.ORDERED, asked_by=officer, asked_at=ordered_at - timedelta(days=1),
        ordered_at=ordered_at, ordered_by=head, faults=[], is_fictional=True, version=4,
    )  # fmt: skip


def _shift(rows: Rows, roster: int, kind: WatchKind, day: date) -> int:
    starts_at, ends_at = calendar.hours_of(kind, day)
    return rows.add(
        WatchShift, roster_id=roster, kind_id=kind.id, day=day, day_group=calendar.group_of(day), starts_at=starts_at,
        ends_at=ends_at, people=kind.people,
    )  # fmt: skip


def _turns(rows: Rows, shift: int, held: Sequence[Assignment], rest_on: date | None) -> None:
    line = sorted(held, key=lambda one: policies.rank(one.person.grade))
    for place, one in enumerate(line):
        rows.add(WatchTurn, shift_id=shift, person_id=one.person_id, is_chief=place == 0, why={}, rest_on=rest_on)


def _log(rows: Rows, shift: int, kind: WatchKind, day: date, held: Sequence[Assignment]) -> None:
    own, (starts_at, ends_at) = words("watch")["log"], calendar.hours_of(kind, day)
    line = sorted(held, key=lambda one: policies.rank(one.person.grade))
    is_old = ends_at < clock.now() - timedelta(days=2)
    said: dict[str, Any] = {"handed_over_at": ends_at, "handed_over_by": line[0].person.name}
    if is_old:
        said |= {"checked_at": _next_morning(ends_at), "checked_by": own["officer"]}
        said |= {"confirmed_at": _next_morning(ends_at) + timedelta(hours=1), "confirmed_by": own["head"]}
    log = rows.add(
        WatchLog, shift_id=shift, state=LogState.CONFIRMED if is_old else LogState.HANDED_OVER,
        taken_over=own["taken_over"], documents=own["documents"], events=own["events"], last_out=own["last_out"],
        handed_over=own["handed_over"], version=3, **said,
    )  # fmt: skip
    for hours, place in enumerate(own["places"], 1):
        rows.add(WatchPatrol, log_id=log, at=starts_at + timedelta(hours=2 * hours), place=place, found="이상 없음")
    rows.add(WatchCall, log_id=log, at=starts_at + timedelta(hours=1, minutes=20), about=own["about"], done=own["done"])


def _next_morning(ended: datetime) -> datetime:
    return datetime.combine(clock.end_of_term(ended.date()), MORNING, SEOUL)
