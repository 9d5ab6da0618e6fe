"""Which posts are free, for whoever enters service."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import exists, func, or_, select

from portal.core.db import Model, db
from portal.directory.models import Assignment, Person, Post
from portal.directory.queries.people import in_force


def is_personal_no_taken(personal_no: str) -> bool:
    """Say whether an official has this number already."""
    return bool(db.session.scalar(select(exists().where(Person.personal_no == personal_no))))


def free_post_in(unit_id: int, day: date) -> Post | None:
    """Return a post without a title in a unit that nobody holds from a day on, the first in order."""
    held = exists().where(Assignment.post_id == Post.id, or_(Assignment.valid_to.is_(None), Assignment.valid_to > day))
    return db.session.scalars(
        select(Post)
        .where(Post.unit_id == unit_id, Post.title == "", ~Post.is_head, in_force(Post, on=day), ~held)
        .order_by(Post.sort_order, Post.id)
        .limit(1)
    ).first()


def last_place_in(unit_id: int) -> int:
    """Return the place of a unit's last post in its order."""
    return db.session.scalar(select(func.coalesce(func.max(Post.sort_order), 0)).where(Post.unit_id == unit_id)) or 0


def assignments_ever(person_id: int) -> Sequence[Assignment]:
    """Return every assignment of an official, past, present and to come."""
    return db.session.scalars(
        select(Assignment).where(Assignment.person_id == person_id).order_by(Assignment.id).with_for_update()
    ).all()


def is_post_held_ever(post_id: int) -> bool:
    """Say whether anybody has held, holds or will hold a post."""
    return bool(db.session.scalar(select(exists().where(Assignment.post_id == post_id))))


def tables_naming(person_id: int, *, besides: Collection[str]) -> list[str]:
    """Return the tables, besides some, in which a row names an official."""
    found = []
    for table in Model.metadata.sorted_tables:
        columns = [key.parent for key in table.foreign_keys if key.column is Person.__table__.c.id]
        if columns and table.name not in besides:
            named = select(exists().where(or_(*(column == person_id for column in columns))))
            found += [table.name] if db.session.scalar(named) else []
    return found
