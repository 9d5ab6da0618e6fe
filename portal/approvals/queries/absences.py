"""Who is away when, and who stands in."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import aliased

from portal.core.db import db
from portal.core.errors import Missing
from portal.directory.models import Absence, Assignment, Person, Post, ServiceState, Unit
from portal.directory.queries import in_force


def absences_of(person_id: int | None) -> Sequence[tuple[Absence, str]]:
    """Return somebody's absences with the deputy's name, the latest first."""
    query = (
        select(Absence, Person.name)
        .outerjoin(Person, Person.id == Absence.deputy_id)
        .where(Absence.person_id == person_id)
        .order_by(Absence.first_day.desc(), Absence.id.desc())
    )
    return [(row[0], row[1] or "") for row in db.session.execute(query)]


def absence_or_missing(person_id: int | None, absence_id: int) -> Absence:
    """Return an absence of somebody's own, locked; raises Missing."""
    query = select(Absence).where(Absence.id == absence_id, Absence.person_id == person_id).with_for_update()
    absence = db.session.scalar(query.execution_options(populate_existing=True))
    if absence is None:
        raise Missing
    return absence


def absences_between(person_id: int, first: date, last: date) -> Sequence[Absence]:
    """Return somebody's absences that count and touch some days."""
    query = select(Absence).where(
        Absence.person_id == person_id,
        Absence.first_day <= last,
        Absence.last_day >= first,
        Absence.canceled_at.is_(None),
    )
    return db.session.scalars(query.order_by(Absence.first_day)).all()


def stood_in_for(person_id: int, first: date, last: date) -> Sequence[Absence]:
    """Return the absences of others, touching some days, in which somebody stands in."""
    query = select(Absence).where(
        Absence.deputy_id == person_id,
        Absence.first_day <= last,
        Absence.last_day >= first,
        Absence.canceled_at.is_(None),
    )
    return db.session.scalars(query).all()


def colleagues_of(person_id: int | None) -> list[tuple[str, str]]:
    """Return (public id, name with unit) of those who may stand in, the one by the order of posts first.

    That is, for who heads a unit, the heads of the teams below; for everybody else the colleagues of the unit.
    """
    own, theirs, mine = aliased(Post), aliased(Unit), aliased(Unit)
    query = (
        select(Person.public_id, Person.name, Unit.name, Post.title, Person.grade)
        .join(Assignment, Assignment.person_id == Person.id)
        .join(Post, Post.id == Assignment.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(
            in_force(Assignment, Post),
            Person.state == ServiceState.IN_SERVICE,
            Person.id != person_id,
            or_(
                Unit.id.in_(select(own.unit_id).where(own.id.in_(_posts_of(person_id)))),
                Unit.parent_id.in_(select(own.unit_id).where(own.is_head, own.id.in_(_posts_of(person_id))))
                & Post.is_head,
                Unit.id.in_(
                    select(mine.id)
                    .join(theirs, theirs.parent_id == mine.id)
                    .join(own, own.unit_id == theirs.id)
                    .where(own.id.in_(_posts_of(person_id)))
                )
                & Post.is_head,
            ),
        )
        .order_by(Unit.sort_order, Post.sort_order, Person.id)
    )
    rows = db.session.execute(query).all()
    if db.session.scalar(select(exists().where(own.is_head, own.id.in_(_posts_of(person_id))))):
        rows = sorted(rows, key=lambda row: row[3] == "")
    return [(row[0], f"{row[1]} ({row[2]} {row[3] or row[4]})") for row in rows]


def person_in_service(public_id: str) -> Person | None:
    """Return an official in service by the address, or None."""
    return db.session.scalar(
        select(Person).where(Person.public_id == public_id, Person.state == ServiceState.IN_SERVICE)
    )


def _posts_of(person_id: int | None) -> Select[int]:
    return select(Assignment.post_id).where(Assignment.person_id == person_id, in_force(Assignment))
