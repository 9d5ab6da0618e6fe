"""Which posts are free, for whoever enters service."""

from datetime import date

from sqlalchemy import exists, func, or_, select

from portal.core.db import db
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
