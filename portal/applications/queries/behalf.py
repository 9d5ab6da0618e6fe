"""For whom somebody may want to apply."""

from sqlalchemy import or_, select

from portal.core.db import db
from portal.directory.models import Person

MOST = 30


def people_called(words: str) -> list[int]:
    """Return the people whose name or number is exactly this."""
    query = select(Person.id).where(or_(Person.name == words, Person.personal_no == words)).order_by(Person.id)
    return list(db.session.scalars(query.limit(MOST)))


def person_id_of(public_id: str) -> int | None:
    """Return the person of an address."""
    return db.session.scalar(select(Person.id).where(Person.public_id == public_id))
