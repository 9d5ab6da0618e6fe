"""Who can be on duty, who cannot and when, and who commands."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased, joinedload

from portal.accounts.queries import people_holding
from portal.core import clock
from portal.core.actors import Role
from portal.core.db import db
from portal.core.errors import Missing
from portal.directory.models import Absence, Assignment, Person, Post, ServiceState, Unit
from portal.directory.queries import below, in_force
from portal.watch import messages
from portal.watch.models import WatchBar, WatchExcuse

Span = tuple[date, date | None]


@dataclass(frozen=True)
class Member:
    """Somebody of the office as duty sees them: grade, since when and until when there, and the spans away.

    ``barred`` names the local rule that keeps them off; ``excused`` are spans of excuses, of which no reason is told.
    """

    person_id: int
    name: str
    grade: str
    unit_name: str
    extension: str
    state: str
    since: date
    until: date | None
    barred: str
    away: tuple[Span, ...]
    excused: tuple[Span, ...]

    def obstacle(self, day: date) -> str:
        """Say in a word why this person cannot be on duty on a day; empty when nothing is in the way."""
        if self.state != ServiceState.IN_SERVICE or self.barred or _covers(self.excused, day):
            return messages.EXCLUDED
        if day < self.since or (self.until is not None and day >= self.until):
            return messages.NOT_THERE
        return messages.AWAY if _covers(self.away, day) else ""


def _covers(spans: Collection[Span], day: date) -> bool:
    return any(first <= day and (last is None or day <= last) for first, last in spans)


def members_of(unit: Unit, first: date, last: date) -> list[Member]:
    """Return the people of a unit and below it at any time in a span, in four statements, in the order of posts."""
    rows = db.session.execute(
        select(Person, Assignment, Post.title, Unit.name)
        .join(Assignment, Assignment.person_id == Person.id)
        .join(Post, Post.id == Assignment.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(
            below(unit.path), Assignment.is_main, Person.state != ServiceState.RETIRED, Assignment.valid_from <= last,
            or_(Assignment.valid_to.is_(None), Assignment.valid_to > first),
        )
        .order_by(Unit.sort_order, Post.sort_order, Assignment.valid_from, Person.id)
    ).all()  # fmt: skip
    ids = {person.id for person, *_more in rows}
    away, excused, words = _absences(ids, first, last), _excused(ids, first, last), {bar.word for bar in bars()}
    found: dict[int, Member] = {}
    for person, held, title, unit_name in rows:
        before = found.get(person.id)
        found[person.id] = Member(
            person_id=person.id, name=person.name, grade=person.grade, unit_name=unit_name, extension=held.extension,
            state=person.state, since=before.since if before else held.valid_from, until=held.valid_to,
            barred=next((word for word in (title, person.series) if word in words), ""),
            away=tuple(away[person.id]), excused=tuple(excused[person.id]),
        )  # fmt: skip
    return list(found.values())


def _absences(person_ids: Collection[int], first: date, last: date) -> dict[int, list[Span]]:
    spans: dict[int, list[Span]] = defaultdict(list)
    query = select(Absence.person_id, Absence.first_day, Absence.last_day).where(
        Absence.person_id.in_(person_ids), Absence.first_day <= last, Absence.last_day >= first
    )
    for person_id, begins, ends in db.session.execute(query):
        spans[person_id].append((begins, ends))
    return spans


def _excused(person_ids: Collection[int], first: date, last: date) -> dict[int, list[Span]]:
    spans: dict[int, list[Span]] = defaultdict(list)
    query = select(WatchExcuse.person_id, WatchExcuse.first_day, WatchExcuse.last_day).where(
        WatchExcuse.person_id.in_(person_ids), WatchExcuse.first_day <= last, _open(first)
    )
    for person_id, begins, ends in db.session.execute(query):
        spans[person_id].append((begins, ends))
    return spans


def _open(day: date) -> ColumnElement[bool]:
    return or_(WatchExcuse.last_day.is_(None), WatchExcuse.last_day >= day)


def bars() -> Sequence[WatchBar]:
    """Return the local rules."""
    return db.session.scalars(select(WatchBar).order_by(WatchBar.word)).all()


def excuses(day: date) -> Sequence[WatchExcuse]:
    """Return the excuses that hold on a day or later, with their people."""
    query = select(WatchExcuse).options(joinedload(WatchExcuse.person)).where(_open(day))
    return db.session.scalars(query.order_by(WatchExcuse.first_day, WatchExcuse.id)).all()


def own_excuses(person_id: int | None, day: date) -> list[WatchExcuse]:
    """Return somebody's own excuses that hold on a day or later."""
    return [one for one in excuses(day) if one.person_id == person_id]


def excuse_or_missing(public_id: str) -> WatchExcuse:
    """Return an excuse; raises Missing."""
    found = db.session.scalar(select(WatchExcuse).where(WatchExcuse.public_id == public_id))
    if found is None:
        raise Missing(messages.NO_SUCH_THING)
    return found


def stood_in_for_by(person_id: int | None, unit: Unit) -> bool:
    """Say whether somebody stands in today for the head of a unit, who is away."""
    return person_id is not None and person_id in heads_away_for(unit)


def heads_away_for(unit: Unit) -> list[int]:
    """Return who stands in today for the head of a unit, if the head is away."""
    head = aliased(Assignment)
    today = clock.today()
    found = db.session.scalars(
        select(Absence.deputy_id)
        .join(head, head.person_id == Absence.person_id)
        .join(Post, Post.id == head.post_id)
        .where(
            Post.unit_id == unit.id, Post.is_head, in_force(head),
            and_(Absence.first_day <= today, Absence.last_day >= today, Absence.deputy_id.is_not(None)),
        )
    )  # fmt: skip
    return [one for one in found if one is not None]


def commanders_of(unit: Unit) -> list[int]:
    """Return who can order and approve today: the head, and whoever stands in for a head who is away."""
    return [*people_holding(Role.HEAD, clock.today(), unit=unit), *heads_away_for(unit)]
