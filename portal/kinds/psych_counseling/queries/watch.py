"""Break-glass requests and the room's own trail."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.core.db import db
from portal.core.errors import Missing
from portal.kinds.psych_counseling.models import Case, Opening, Trail
from portal.programs.models import Round


def openings_of_program(program_id: int) -> Sequence[Opening]:
    """Return every request to open a case of a program, the newest first."""
    return db.session.scalars(
        select(Opening)
        .join(Case)
        .join(Round, Round.id == Case.round_id)
        .where(Round.program_id == program_id)
        .options(joinedload(Opening.case))
        .order_by(Opening.id.desc())
        .limit(100)
    ).all()


def opening_or_missing(program_id: int, public_id: str) -> Opening:
    """Return a request to open a case of a program; raises Missing."""
    found = db.session.scalar(
        select(Opening)
        .join(Case)
        .join(Round, Round.id == Case.round_id)
        .where(Round.program_id == program_id, Opening.public_id == public_id)
        .options(joinedload(Opening.case).joinedload(Case.allowance))
    )
    if found is None:
        raise Missing
    return found


def last_line() -> Trail | None:
    """Return the last line of the trail."""
    return db.session.scalar(select(Trail).order_by(Trail.position.desc()).limit(1))


def lines_from(position: int, count: int) -> Sequence[Trail]:
    """Return some lines of the trail in their order."""
    chosen = select(Trail).where(Trail.position >= position).order_by(Trail.position).limit(count)
    return db.session.scalars(chosen).all()
