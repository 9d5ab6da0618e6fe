"""Who a person is today, whom to call, and where a unit stands."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Date, Row, Select, and_, bindparam, or_, select, true
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
    extension: str
    mobile: str
    gender: str
    post_id: int | None
    unit_kind: str = ""


@dataclass(frozen=True)
class Holder(PersonFacts):
    """Who holds a post, with what the person is called; in a school that depends on who else works there."""

    title: str = ""


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
    """Return what the office knows today of each of some people, by id."""
    if not person_ids:
        return {}
    rows = db.session.execute(_FACTS_OF_PEOPLE, {"ids": list(person_ids), "today": clock.today()}).all()
    return {row.id: PersonFacts(**_facts_in(row)) for row in rows}


def facts_of_everybody() -> list[PersonFacts]:
    """Return what the office knows today of each official who has not retired, in the order of names."""
    rows = db.session.connection().execute(_FACTS_OF_EVERYBODY, {"today": clock.today()}).all()
    return [PersonFacts(**_facts_in(row)) for row in rows]


def holders_of(post_ids: Collection[int]) -> dict[int, Holder]:
    """Return who holds each of some posts today, by post; a vacant post is left out."""
    if not post_ids:
        return {}
    rows = db.session.execute(_FACTS_OF_HOLDERS, {"ids": list(post_ids), "today": clock.today()}).all()
    return {one.post_id: one for one in _with_titles(rows) if one.post_id is not None}


def head_of(unit_id: int) -> Holder | None:
    """Return who heads a unit today, if somebody does."""
    rows = db.session.execute(_FACTS_OF_HEAD, {"unit_id": unit_id, "today": clock.today()}).all()
    return next(iter(_with_titles(rows)), None)


def contact_line(post_id: int) -> str:
    """Return whom to call about one post's business; of a round, ``Offer.contact`` says it already."""
    return contact_lines([post_id]).get(post_id, "")


def contact_lines(post_ids: Collection[int]) -> dict[int, str]:
    """Return whom to call for each of some posts, by post: "인재개발팀 김은옥 ☎9238"; of a vacant one only the unit."""
    if not post_ids:
        return {}
    rows = db.session.execute(_CONTACTS, {"ids": list(post_ids), "today": clock.today()})
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


def card_facts(person_id: int) -> Holder | None:
    """Return what the office knows of a person today, with the title; None without a main post."""
    rows = db.session.execute(_FACTS_OF_PEOPLE, {"ids": [person_id], "today": clock.today()}).all()
    return next((one for one in _with_titles(rows) if one.post_id is not None), None)


def _with_titles(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[Holder]:
    chiefs = school_managers({row.unit_id for row in rows if row.kind == UnitKind.SCHOOL and not row.post_title})
    return [Holder(**_facts_in(row), title=_title(row, row.assignment_id in chiefs)) for row in rows]


def _title(row: Row[*tuple[Any, ...]], manages_school: bool) -> str:
    return title_of(
        post_title=row.post_title or "",
        category=row.category,
        grade=row.grade,
        unit_kind=row.kind or "",
        manages_school=manages_school,
    )


def _facts_in(row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    return {
        "person_id": row.id,
        "public_id": row.public_id,
        "name": row.name,
        "category": row.category,
        "series": row.series,
        "grade": row.grade,
        "hired_on": row.hired_on,
        "state": row.state,
        "unit_id": row.unit_id,
        "unit_name": row.full_name or "",
        "unit_path": row.path or "",
        "extension": row.extension or "",
        "mobile": row.mobile,
        "gender": row.gender,
        "post_id": row.post_id,
        "unit_kind": row.kind or "",
    }


def school_managers(unit_ids: Collection[int]) -> frozenset[int]:
    """Return the assignments of the 행정실장 of some schools today."""
    if not unit_ids:
        return frozenset()
    rows = db.session.execute(_IN_SCHOOLS, {"ids": list(unit_ids), "today": clock.today()})
    return managers(
        InSchool(unit_id, grade, order, assignment_id)
        for assignment_id, category, series, grade, title, order, unit_id, kind in rows
        if may_manage_school(post_title=title, category=category, series=series, unit_kind=kind)
    )


# Asked on nearly every page: made once, of tables and not of classes, which spares the ORM's part of the work.
_person, _held, _post, _unit = (model.__table__.c for model in (Person, Assignment, Post, Unit))
_in_force = in_force(_held, on=bindparam("today", type_=Date))
_ids: BindParameter[int] = bindparam("ids", expanding=True)


def _facts(holding: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            *(
                _person[name]
                for name in ("id", "public_id", "name", "category", "series", "grade", "hired_on", "state")
            ),
            _person.mobile,
            _person.gender,
            _held.id.label("assignment_id"),
            _held.extension,
            _post.id.label("post_id"),
            _post.title.label("post_title"),
            _post.sort_order,
            _unit.id.label("unit_id"),
            _unit.full_name,
            _unit.path,
            _unit.kind,
        )
        .select_from(Person.__table__)
        .outerjoin(Assignment.__table__, and_(_held.person_id == _person.id, _in_force, holding))
        .outerjoin(Post.__table__, _post.id == _held.post_id)
        .outerjoin(Unit.__table__, _unit.id == _post.unit_id)
    )


_FACTS_OF_PEOPLE = _facts(_held.is_main.is_(True)).where(_person.id.in_(_ids))
_FACTS_OF_EVERYBODY = (
    _facts(_held.is_main.is_(True)).where(_person.state != ServiceState.RETIRED).order_by(_person.name, _person.id)
)
_FACTS_OF_HOLDERS = _facts(true()).where(_held.post_id.in_(_ids))
_FACTS_OF_HEAD = (
    _facts(true())
    .where(_post.unit_id == bindparam("unit_id"), _post.is_head)
    .order_by(_post.sort_order, _held.id)
    .limit(1)
)
_CONTACTS = (
    select(_post.id, _unit.name, _person.name, _held.extension)
    .join(Unit.__table__, _unit.id == _post.unit_id)
    .outerjoin(Assignment.__table__, and_(_held.post_id == _post.id, _in_force))
    .outerjoin(Person.__table__, _person.id == _held.person_id)
    .where(_post.id.in_(_ids))
    .order_by(_held.is_main, _held.id.desc())
)
_IN_SCHOOLS = (
    select(
        _held.id, _person.category, _person.series, _person.grade, _post.title, _post.sort_order, _unit.id, _unit.kind
    )
    .join(Post.__table__, _post.id == _held.post_id)
    .join(Unit.__table__, _unit.id == _post.unit_id)
    .join(Person.__table__, _person.id == _held.person_id)
    .where(_unit.id.in_(_ids), _in_force, _person.state != ServiceState.RETIRED)
)
