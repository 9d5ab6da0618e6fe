"""Who a person is today, whom to call, and where a unit stands."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select
from sqlalchemy.orm import aliased

from portal.core import clock
from portal.core.db import db
from portal.core.errors import Missing
from portal.directory.models import Assignment, Person, Post, ServiceState, Unit, UnitKind
from portal.directory.titles import InSchool, managers, may_manage_school, title_of


@dataclass(frozen=True)
class PersonFacts:
    """What the office knows of a person today.

    Without a post today ``unit_id`` and ``post_id`` are None and the unit's texts are empty.
    """

    person_id: int
    public_id: str
    name: str
    category: str
    series: str
    grade: str
    hired_on: date | None
    state: str
    unit_id: int | None
    unit_name: str
    unit_path: str
    title: str
    extension: str
    mobile: str
    gender: str
    post_id: int | None


def in_force(*models: Any, on: Any = None) -> ColumnElement[bool]:
    """Return the condition that rows of the dated models are in force on a day or parameter; without one, today."""
    day = clock.today() if on is None else on
    return and_(
        *(model.valid_from <= day for model in models),
        *(or_(model.valid_to.is_(None), model.valid_to > day) for model in models),
    )


def person_or_missing(public_id: str) -> Person:
    """Return the person of an address; raises Missing."""
    person = db.session.scalar(select(Person).where(Person.public_id == public_id))
    if person is None:
        raise Missing("찾으시는 직원이 없습니다.")
    return person


def person_facts(person_id: int) -> PersonFacts:
    """Return what the office knows of a person today; raises Missing."""
    facts = people_facts([person_id]).get(person_id)
    if facts is None:
        raise Missing("찾으시는 직원이 없습니다.")
    return facts


def people_facts(person_ids: Collection[int]) -> dict[int, PersonFacts]:
    """Return what the office knows today of each of some people, by id, in at most two statements."""
    if not person_ids:
        return {}
    rows = db.session.execute(_facts().where(Person.id.in_(person_ids))).all()
    return {facts.person_id: facts for facts in _with_titles(rows)}


def holders_of(post_ids: Collection[int]) -> dict[int, PersonFacts]:
    """Return who holds each of some posts today, by post; a vacant post is left out."""
    if not post_ids:
        return {}
    rows = db.session.execute(_facts(main_only=False).where(Assignment.post_id.in_(post_ids))).all()
    return {facts.post_id: facts for facts in _with_titles(rows) if facts.post_id is not None}


def head_of(unit_id: int) -> PersonFacts | None:
    """Return who heads a unit today, if somebody does."""
    wanted = (
        _facts(main_only=False).where(Post.unit_id == unit_id, Post.is_head).order_by(Post.sort_order, Assignment.id)
    )
    rows = db.session.execute(wanted.limit(1)).all()
    return next(iter(_with_titles(rows)), None)


def contact_line(post_id: int) -> str:
    """Return whom to call about a post's business: "인재개발팀 김은옥 ☎9238"; of a vacant post only the unit."""
    return contact_lines([post_id]).get(post_id, "")


def contact_lines(post_ids: Collection[int]) -> dict[int, str]:
    """Return whom to call for each of some posts, by post."""
    if not post_ids:
        return {}
    holding = and_(Assignment.post_id == Post.id, in_force(Assignment))
    rows = db.session.execute(
        select(Post.id, Unit.name, Person.name, Assignment.extension)
        .join(Unit, Unit.id == Post.unit_id)
        .outerjoin(Assignment, holding)
        .outerjoin(Person, Person.id == Assignment.person_id)
        .where(Post.id.in_(post_ids))
        .order_by(Assignment.is_main, Assignment.id.desc())
    )
    return {row[0]: contact(row[1], row[2] or "", row[3] or "") for row in rows}


def contact(unit_name: str, name: str, extension: str) -> str:
    """Write whom to call on one line."""
    return " ".join(part for part in (unit_name, name, extension and f"☎{extension}") if part)


def unit_by_code(code: str) -> Unit | None:
    """Return the unit with a code that is in force today, or None."""
    return db.session.scalar(select(Unit).where(Unit.code == code, in_force(Unit)))


def unit_or_missing(unit_id: int) -> Unit:
    """Return a unit; raises Missing."""
    unit = db.session.get(Unit, unit_id)
    if unit is None:
        raise Missing("찾으시는 부서가 없습니다.")
    return unit


def descendants_of(unit: Unit) -> frozenset[int]:
    """Return the ids of a unit and of all below it."""
    return frozenset(db.session.scalars(select(Unit.id).where(below(unit.path))))


def below(path: str) -> ColumnElement[bool]:
    """Return the condition that a unit stands at a path or below it."""
    return Unit.path.startswith(path)


def ancestors_of(unit: Unit) -> Sequence[Unit]:
    """Return the units from the root down to the unit itself."""
    ids = [int(part) for part in unit.path.split("/") if part]
    found = {one.id: one for one in db.session.scalars(select(Unit).where(Unit.id.in_(ids)))}
    return [found[one] for one in ids if one in found]


def division_path_of(unit_id: int | None) -> str:
    """Return the path of the division, school or office that a unit belongs to; empty when there is none.

    It is what "my own division" means: the lowest unit at or above that is no team.
    """
    if unit_id is None:
        return ""
    own = aliased(Unit)
    row = db.session.execute(
        select(Unit.path, Unit.kind, own.path).outerjoin(own, own.id == Unit.parent_id).where(Unit.id == unit_id)
    ).first()
    if row is None:
        return ""
    return row[2] if row[1] == UnitKind.TEAM and row[2] else row[0]


def _facts(*, main_only: bool = True) -> Select[*tuple[Any, ...]]:
    holding = and_(Assignment.person_id == Person.id, in_force(Assignment))
    if main_only:
        holding = and_(holding, Assignment.is_main)
    return (
        select(
            Person.id,
            Person.public_id,
            Person.name,
            Person.category,
            Person.series,
            Person.grade,
            Person.hired_on,
            Person.state,
            Person.mobile,
            Person.gender,
            Assignment.id.label("assignment_id"),
            Assignment.extension,
            Post.id.label("post_id"),
            Post.title.label("post_title"),
            Post.sort_order,
            Unit.id.label("unit_id"),
            Unit.full_name,
            Unit.path,
            Unit.kind,
        )
        .outerjoin(Assignment, holding)
        .outerjoin(Post, Post.id == Assignment.post_id)
        .outerjoin(Unit, Unit.id == Post.unit_id)
    )


def _with_titles(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[PersonFacts]:
    schools = {row.unit_id for row in rows if row.kind == UnitKind.SCHOOL and not row.post_title}
    chiefs = school_managers(schools)
    return [
        PersonFacts(
            person_id=row.id,
            public_id=row.public_id,
            name=row.name,
            category=row.category,
            series=row.series,
            grade=row.grade,
            hired_on=row.hired_on,
            state=row.state,
            unit_id=row.unit_id,
            unit_name=row.full_name or "",
            unit_path=row.path or "",
            title=title_of(
                post_title=row.post_title or "",
                category=row.category,
                grade=row.grade,
                unit_kind=row.kind or "",
                manages_school=row.assignment_id in chiefs,
            ),
            extension=row.extension or "",
            mobile=row.mobile,
            gender=row.gender,
            post_id=row.post_id,
        )
        for row in rows
    ]


def school_managers(unit_ids: Collection[int]) -> frozenset[int]:
    """Return the assignments of the 행정실장 of some schools today."""
    if not unit_ids:
        return frozenset()
    rows = db.session.execute(
        select(
            Assignment.id, Person.category, Person.series, Person.grade, Post.title, Post.sort_order, Unit.id, Unit.kind
        )
        .join(Post, Post.id == Assignment.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .join(Person, Person.id == Assignment.person_id)
        .where(Unit.id.in_(unit_ids), in_force(Assignment), Person.state != ServiceState.RETIRED)
    )
    return managers(
        InSchool(unit_id, grade, order, assignment_id)
        for assignment_id, category, series, grade, title, order, unit_id, kind in rows
        if may_manage_school(post_title=title, category=category, series=series, unit_kind=kind)
    )
