"""Who is listed as a mentee."""

from sqlalchemy import bindparam, select

from portal.core.db import db
from portal.kinds.mentoring.models import Mentee


def years_listed(person_id: int) -> set[tuple[int, int]]:
    """Return the (program, year) for which a person is listed as a mentee."""
    return {(row[0], row[1]) for row in db.session.connection().execute(_YEARS, {"person_id": person_id})}


# Asked wherever rounds are shown: made once.
_listed = Mentee.__table__.c
_YEARS = select(_listed.program_id, _listed.year).where(_listed.person_id == bindparam("person_id"))
