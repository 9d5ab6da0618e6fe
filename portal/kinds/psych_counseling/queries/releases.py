"""What was published, and what the next publication is made of."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from portal.core.db import db
from portal.kinds.psych_counseling.models import Axis, Case, Count, Kind, Release, Session, Way
from portal.kinds.psych_counseling.totals import Entered, Standing
from portal.programs.models import Round


def of_program(program_id: int) -> Sequence[Release]:
    """Return every publication of a program: the newest round first, its publications from the first to the last."""
    chosen = select(Release).join(Release.round).where(Round.program_id == program_id)
    chosen = chosen.order_by(Round.year.desc(), Round.id.desc(), Release.until)
    return db.session.scalars(chosen.options(contains_eager(Release.round))).all()


def last_of(round_id: int) -> Release | None:
    """Return the last publication of a round."""
    return db.session.scalar(
        select(Release).where(Release.round_id == round_id).order_by(Release.until.desc()).limit(1)
    )


def rounds_with_cases() -> Sequence[int]:
    """Return the rounds that somebody asked in and whose cases are still there."""
    return db.session.scalars(select(Case.round_id).distinct().order_by(Case.round_id)).all()


def entered_in(round_id: int) -> list[Entered]:
    """Return the sessions that people of a round came to."""
    chosen = select(Case.allowance_id, Session.way, Session.entered_on).join(Case, Case.id == Session.case_id)
    rows = db.session.execute(chosen.where(Case.round_id == round_id, Session.kind == Kind.ATTENDED))
    return [Entered(person, way == Way.MEETING, entered_on) for person, way, entered_on in rows]


def gone_of(round_id: int) -> Standing:
    """Return the sums of the cases of a round that were destroyed."""
    kept = db.session.scalars(select(Count).where(Count.round_id == round_id)).all()
    ways = {row.value: row.sessions for row in kept if row.axis == Axis.WAY}
    meetings = ways.pop(Way.MEETING.value, 0)
    return Standing(sum(row.people for row in kept if row.axis == Axis.ALL), meetings, sum(ways.values()))
