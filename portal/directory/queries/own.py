"""What the directory holds about one person, for that person."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.core.db import db
from portal.core.errors import Missing
from portal.directory.models import Assignment, Person, Post


def record_of(person_id: int) -> Person:
    """Return somebody's whole record; raises Missing."""
    person = db.session.get(Person, person_id)
    if person is None:
        raise Missing
    return person


def posts_of(person_id: int) -> Sequence[Assignment]:
    """Return every post somebody holds, held or will hold, the latest first."""
    held = select(Assignment).where(Assignment.person_id == person_id)
    family = joinedload(Assignment.post).joinedload(Post.unit)
    return db.session.scalars(held.options(family).order_by(Assignment.valid_from.desc(), Assignment.id.desc())).all()
