"""Every SELECT of the files of officials, and what the directory holds to compare them with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, and_, func, or_, select

from portal.core.db import db
from portal.core.errors import Missing
from portal.core.korean import search_key
from portal.core.paging import PER_PAGE, Page
from portal.directory.models import Assignment, DirectoryVersion, Person, Post, Unit
from portal.directory.queries import in_force
from portal.rosters.models import Outcome, Roster, RosterLine, Stage

AT_ONCE = 1_000
NO_ROSTER = "찾으시는 인사 자료가 없습니다."


@dataclass(frozen=True)
class Holding:
    """The main post somebody holds on the day, and whether another one is ordered already."""

    assignment_id: int
    post_id: int
    unit_id: int
    title: str
    extension: str
    location: str
    valid_from: date
    valid_to: date | None


@dataclass
class Present:
    """The directory as the file is compared with it."""

    people: dict[str, Row[*tuple[Any, ...]]]
    holdings: dict[int, Holding]
    later: set[int]
    units_by_code: dict[str, int]
    units_by_name: dict[str, list[int]]
    unit_names: dict[int, str]
    unit_codes: dict[int, str]
    holders: set[str] = field(default_factory=set)


PERSON = (
    Person.id, Person.personal_no, Person.name, Person.category, Person.series, Person.grade, Person.gender,
    Person.hired_on, Person.grade_since, Person.state, Person.mobile, Person.email,
)  # fmt: skip


def present_on(day: date, numbers: Iterable[str]) -> Present:
    """Return what the directory holds about these people on a day, and all units in force."""
    people = {row.personal_no: row for some in _chunks(sorted(set(numbers))) for row in _people(some)}
    ids = [row.id for row in people.values()]
    units = db.session.execute(
        select(Unit.id, Unit.code, Unit.name, Unit.full_name).where(in_force(Unit, on=day))
    ).all()
    by_name: dict[str, list[int]] = {}
    for unit in units:
        for name in {search_key(unit.full_name), search_key(unit.name)}:
            by_name.setdefault(name, []).append(unit.id)
    by_full = {search_key(unit.full_name): [unit.id] for unit in units}
    return Present(
        people=people,
        holdings={one: held for some in _chunks(ids) for one, held in _holdings(some, day)},
        later={one for some in _chunks(ids) for one in _with_later_posts(some, day)},
        units_by_code={unit.code: unit.id for unit in units},
        units_by_name=by_name | {name: ids for name, ids in by_full.items() if len(by_name[name]) > 1},
        unit_names={unit.id: unit.full_name for unit in units},
        unit_codes={unit.id: unit.code for unit in units},
    )


def directory_version() -> int:
    """Return the number that moves with every change of the directory."""
    return db.session.scalar(select(DirectoryVersion.number)) or 0


def count_missing(roster_id: int, day: date) -> int:
    """Count who holds a main post on the day but is not in the file."""
    named = select(RosterLine.personal_no).where(RosterLine.roster_id == roster_id)
    return db.session.scalar(select(func.count()).select_from(_missing(named, day).subquery())) or 0


def missing_from(roster: Roster, most: int = 100) -> Sequence[tuple[str, str, str]]:
    """Return the first of those who hold a main post but are not in the file: number, name, unit."""
    named = select(RosterLine.personal_no).where(RosterLine.roster_id == roster.id)
    rows = db.session.execute(_missing(named, roster.valid_from).limit(most))
    return [(row[0], row[1], row[2]) for row in rows]


def roster_or_missing(public_id: str) -> Roster:
    """Return an import; raises Missing."""
    return _found(db.session.scalar(select(Roster).where(Roster.public_id == public_id)))


def roster_to_change(public_id: str) -> Roster:
    """Return an import that nobody else changes until the transaction ends; raises Missing."""
    return _found(db.session.scalar(select(Roster).where(Roster.public_id == public_id).with_for_update()))


def rosters(most: int = 30) -> Sequence[Roster]:
    """Return the imports, the newest first."""
    return db.session.scalars(select(Roster).order_by(Roster.id.desc()).limit(most)).all()


def rosters_at(*stages: Stage) -> Sequence[str]:
    """Return the public ids of imports at some stages, the oldest first."""
    return db.session.scalars(select(Roster.public_id).where(Roster.stage.in_(stages)).order_by(Roster.id)).all()


def rosters_untouched_since(moment: datetime) -> Sequence[str]:
    """Return the public ids of imports that keep rows though their last step was before a moment."""
    last_step = func.coalesce(Roster.undone_at, Roster.applied_at, Roster.created_at)
    kept = Roster.stage.in_((Stage.CHECKING, Stage.READY, Stage.DONE, Stage.UNDONE)), Roster.forgotten_at.is_(None)
    return db.session.scalars(select(Roster.public_id).where(*kept, last_step < moment).order_by(Roster.id)).all()


def is_last_applied(roster: Roster) -> bool:
    """Say whether no import was applied after this one."""
    afterwards = or_(
        Roster.applied_at > roster.applied_at, and_(Roster.applied_at == roster.applied_at, Roster.id > roster.id)
    )
    is_later = or_(Roster.stage == Stage.APPLYING, and_(Roster.stage == Stage.DONE, afterwards))
    later = select(Roster.id).where(Roster.id != roster.id, is_later)
    return db.session.scalar(later.limit(1)) is None


def lines_of(roster_id: int, *outcomes: Outcome) -> Sequence[RosterLine]:
    """Return the rows of a file in their order, all or those of some outcomes."""
    query = select(RosterLine).where(RosterLine.roster_id == roster_id)
    if outcomes:
        query = query.where(RosterLine.outcome.in_(outcomes))
    return db.session.scalars(query.order_by(RosterLine.row_number)).all()


def next_lines(roster: Roster, count: int) -> Sequence[RosterLine]:
    """Return the next rows that are not compared yet."""
    query = select(RosterLine).where(RosterLine.roster_id == roster.id, RosterLine.outcome.is_(None))
    return db.session.scalars(query.order_by(RosterLine.row_number).limit(count)).all()


def repeated_numbers(roster_id: int) -> set[str]:
    """Return the personal numbers that stand in more than one row of a file."""
    query = select(RosterLine.personal_no).where(RosterLine.roster_id == roster_id, RosterLine.personal_no != "")
    return set(db.session.scalars(query.group_by(RosterLine.personal_no).having(func.count() > 1)))


def page_of_lines(roster: Roster, outcome: Outcome, number: int) -> Page[RosterLine]:
    """Return one page of the rows of an outcome."""
    total = int(roster.counts.get(outcome, 0))
    number = min(number, max(1, -(-total // PER_PAGE)))
    query = select(RosterLine).where(RosterLine.roster_id == roster.id, RosterLine.outcome == outcome)
    chosen = query.order_by(RosterLine.row_number).limit(PER_PAGE).offset((number - 1) * PER_PAGE)
    return Page(db.session.scalars(chosen).all(), number, total)


def names_of_units(ids: Iterable[int]) -> dict[int, str]:
    """Return the full names of some units, in force or not."""
    rows = db.session.execute(select(Unit.id, Unit.full_name).where(Unit.id.in_(sorted(ids))))
    return {row[0]: row[1] for row in rows}


def vacant_posts(unit_ids: Iterable[int], day: date, leaving: Iterable[int]) -> dict[tuple[int, str], list[int]]:
    """Return the posts of some units that nobody holds from a day on, by unit and title; *leaving* posts count too."""
    held = select(Assignment.post_id).where(or_(Assignment.valid_to.is_(None), Assignment.valid_to > day))
    free: dict[tuple[int, str], list[int]] = {}
    left = set(leaving)
    for some in _chunks(sorted(set(unit_ids))):
        rows = db.session.execute(
            select(Post.id, Post.unit_id, Post.title, Post.id.in_(held).label("held"))
            .where(Post.unit_id.in_(some), in_force(Post, on=day))
            .order_by(Post.is_head.desc(), Post.sort_order, Post.id)
        )
        for post_id, unit_id, title, is_held in rows:
            if not is_held or post_id in left:
                free.setdefault((unit_id, title), []).append(post_id)
    return free


def last_orders(unit_ids: Iterable[int]) -> dict[int, int]:
    """Return the last place in the order of the posts of some units."""
    found: dict[int, int] = {}
    for some in _chunks(sorted(set(unit_ids))):
        query = select(Post.unit_id, func.max(Post.sort_order)).where(Post.unit_id.in_(some)).group_by(Post.unit_id)
        found |= {row[0]: row[1] or 0 for row in db.session.execute(query)}
    return found


def people_by_id(ids: Sequence[int]) -> dict[int, Row[*tuple[Any, ...]]]:
    """Return the people as they are now, by id."""
    found: dict[int, Row[*tuple[Any, ...]]] = {}
    for some in _chunks(ids):
        found |= {row.id: row for row in db.session.execute(select(*PERSON).where(Person.id.in_(some)))}
    return found


def assignments_by_id(ids: Sequence[int]) -> dict[int, Row[*tuple[Any, ...]]]:
    """Return what some assignments say now, by id."""
    columns = (
        Assignment.id, Assignment.post_id, Assignment.extension, Assignment.location, Assignment.valid_from,
        Assignment.valid_to,
    )  # fmt: skip
    found: dict[int, Row[*tuple[Any, ...]]] = {}
    for some in _chunks(ids):
        found |= {row.id: row for row in db.session.execute(select(*columns).where(Assignment.id.in_(some)))}
    return found


def _people(numbers: Sequence[str]) -> Iterable[Row[*tuple[Any, ...]]]:
    return db.session.execute(select(*PERSON).where(Person.personal_no.in_(numbers)))


def _holdings(ids: Sequence[int], day: date) -> Iterable[tuple[int, Holding]]:
    rows = db.session.execute(
        select(
            Assignment.person_id, Assignment.id, Assignment.post_id, Post.unit_id, Post.title, Assignment.extension,
            Assignment.location, Assignment.valid_from, Assignment.valid_to,
        )
        .join(Post, Post.id == Assignment.post_id)
        .where(Assignment.person_id.in_(ids), Assignment.is_main, in_force(Assignment, on=day))
    )  # fmt: skip
    return [(row[0], Holding(*row[1:])) for row in rows]


def _with_later_posts(ids: Sequence[int], day: date) -> Iterable[int]:
    return db.session.scalars(
        select(Assignment.person_id).where(
            Assignment.person_id.in_(ids), Assignment.is_main, Assignment.valid_from > day
        )
    )


def _missing(named: Any, day: date) -> Any:
    return (
        select(Person.personal_no, Person.name, Unit.full_name)
        .join(Assignment, Assignment.person_id == Person.id)
        .join(Post, Post.id == Assignment.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(Assignment.is_main, in_force(Assignment, on=day), Person.state != "retired")
        .where(Person.personal_no.not_in(named))
        .order_by(Person.personal_no)
    )


def _found(roster: Roster | None) -> Roster:
    if roster is None:
        raise Missing(NO_ROSTER)
    return roster


def _chunks(values: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (values[at : at + AT_ONCE] for at in range(0, len(values), AT_ONCE))
