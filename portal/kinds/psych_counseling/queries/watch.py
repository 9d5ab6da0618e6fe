"""Break-glass requests and the room's own trail."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.core.actors import Role
from portal.core.db import db
from portal.core.errors import Missing
from portal.directory.queries import head_of, unit_or_missing
from portal.kinds.psych_counseling.models import Case, Opening, Trail
from portal.kinds.psych_counseling.queries.cases import Desk
from portal.programs.models import Round

LOOK_WITHIN = timedelta(days=1)
"""How long what was approved to be opened waits for the first look."""


def holder_of_post(desk: Desk, role: Role) -> int | None:
    """Return who holds today the post that opens numbers: the division's head, or the head of the team that runs it."""
    unit = unit_or_missing(desk.owner_unit_id)
    seat = head_of(unit.parent_id if role == Role.HEAD and unit.parent_id else unit.id)
    return seat.person_id if seat else None


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


def openings_of_case(case_id: int) -> Sequence[Opening]:
    """Return every request to open a case."""
    return db.session.scalars(select(Opening).where(Opening.case_id == case_id)).all()


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


def lines_of_month(month: str) -> Sequence[Trail]:
    """Return what was done with a month of any institution: settled, opened again, taken; the newest first."""
    chosen = select(Trail).where(Trail.object_ref.like(f"%:{month}")).order_by(Trail.position.desc()).limit(100)
    return db.session.scalars(chosen).all()


def last_line() -> Trail | None:
    """Return the last line of the trail."""
    return db.session.scalar(select(Trail).order_by(Trail.position.desc()).limit(1))


def lines_from(position: int, count: int) -> Sequence[Trail]:
    """Return some lines of the trail in their order."""
    chosen = select(Trail).where(Trail.position >= position).order_by(Trail.position).limit(count)
    return db.session.scalars(chosen).all()
