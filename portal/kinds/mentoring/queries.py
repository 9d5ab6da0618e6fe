"""Who is listed as a mentee."""

from sqlalchemy import select

from portal.core.db import db
from portal.kinds.mentoring.models import Mentee


def years_listed(person_id: int) -> set[tuple[int, int]]:
    """Return the (program, year) for which a person is listed as a mentee."""
    rows = db.session.execute(select(Mentee.program_id, Mentee.year).where(Mentee.person_id == person_id))
    return {(row.program_id, row.year) for row in rows}
