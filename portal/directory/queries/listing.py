"""What the search index is made of, and the few rows that a page shows."""

from collections.abc import Iterable, Sequence
from sys import intern
from typing import Any, NamedTuple

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import aliased

from portal.core import clock
from portal.core.db import db
from portal.directory.models import (
    Absence,
    Assignment,
    DirectoryVersion,
    Duty,
    Elsewhere,
    Person,
    Post,
    ServiceState,
    Synonym,
    Unit,
)
from portal.directory.queries.people import in_force

Rows = Sequence[Row[*tuple[Any, ...]]]


def directory_version() -> int | None:
    """Return the number that moves with every change of the directory, or None before the first."""
    return db.session.connection().scalar(_VERSION)


def units_today() -> Rows:
    """Return the units in force today in the order of their siblings."""
    return db.session.execute(
        select(Unit.id, Unit.code, Unit.name, Unit.full_name, Unit.kind, Unit.parent_id, Unit.is_assumed)
        .where(in_force(Unit))
        .order_by(Unit.sort_order, Unit.id)
    ).all()


class Holder(NamedTuple):
    """Somebody in a post; words that many share are kept once."""

    id: int
    post_id: int
    extension: str | None
    name: str
    category: str
    series: str
    grade: str
    unit_id: int
    title: str
    sort_order: int


def holders_today() -> Iterable[Holder]:
    """Return who holds a post today, each unit's in its order: the head first, then by post."""
    rows = db.session.execute(
        select(
            Assignment.id,
            Assignment.post_id,
            Assignment.extension,
            Person.name,
            Person.category,
            Person.series,
            Person.grade,
            Post.unit_id,
            Post.title,
            Post.sort_order,
        )
        .join(Person, Person.id == Assignment.person_id)
        .join(Post, Post.id == Assignment.post_id)
        .where(in_force(Assignment, Post), Person.state != ServiceState.RETIRED)
        .order_by(Post.unit_id, Post.is_head.desc(), Post.sort_order, Assignment.is_main.desc(), Assignment.id),
        execution_options={"yield_per": 500},
    )
    return (Holder._make(intern(str(one)) if isinstance(one, str) else one for one in row) for row in rows)


def duty_lines() -> Iterable[Row[*tuple[Any, ...]]]:
    """Return each post's duties in their order, with the words people look for them by."""
    return db.session.execute(
        select(Duty.post_id, Duty.text, Duty.keywords).order_by(Duty.post_id, Duty.sort_order, Duty.id),
        execution_options={"yield_per": 500},
    )


def synonyms() -> Rows:
    """Return the words as staff say them, and the words the directory uses."""
    return db.session.execute(select(Synonym.word, Synonym.means)).all()


def business_elsewhere() -> Rows:
    """Return what people look for here that another division answers for."""
    return db.session.execute(
        select(Elsewhere.topic, Elsewhere.keywords, Elsewhere.unit_name, Elsewhere.phone).order_by(Elsewhere.id)
    ).all()


def absent_today() -> Rows:
    """Return who is away today and who stands in (name and extension); never why."""
    deputy, post_of_deputy = aliased(Person), aliased(Assignment)
    day = clock.today()
    return db.session.execute(
        select(Absence.person_id, deputy.name, post_of_deputy.extension)
        .outerjoin(deputy, deputy.id == Absence.deputy_id)
        .outerjoin(
            post_of_deputy,
            (post_of_deputy.person_id == Absence.deputy_id) & post_of_deputy.is_main & in_force(post_of_deputy),
        )
        .where(Absence.first_day <= day, Absence.last_day >= day, Absence.canceled_at.is_(None))
        .order_by(Absence.id)
    ).all()


def shown_holders(assignment_ids: Sequence[int]) -> dict[int, Row[*tuple[Any, ...]]]:
    """Return what a page of results shows of some holders of posts, by assignment."""
    if not assignment_ids:
        return {}
    return {row[0]: row for row in db.session.connection().execute(_SHOWN, {"ids": assignment_ids})}


# Asked at every search: made once, of tables and not of classes, which spares the ORM's part of the work.
_VERSION = select(DirectoryVersion.__table__.c.number)
_held, _person, _post = (model.__table__.c for model in (Assignment, Person, Post))
_SHOWN = (
    select(
        _held.id,
        _held.extension,
        _held.is_main,
        _person.id.label("person_id"),
        _person.public_id,
        _person.name,
        _person.category,
        _person.grade,
        _person.state,
        _post.title,
    )
    .join(Person.__table__, _person.id == _held.person_id)
    .join(Post.__table__, _post.id == _held.post_id)
    .where(_held.id.in_(bindparam("ids", expanding=True)))
)
