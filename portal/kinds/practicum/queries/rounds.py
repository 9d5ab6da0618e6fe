"""Which rounds of practicum there are, and who runs them."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from portal.core import clock
from portal.core.db import db
from portal.core.errors import Missing
from portal.directory.models import Unit
from portal.directory.queries import contact_line
from portal.programs.models import Program, Round

KIND = "practicum"
NO_ROUND = "운영 중인 실무수습 차수가 없습니다."


def rounds() -> Sequence[Round]:
    """Return every round with its program and owning team, the earliest first."""
    return db.session.scalars(_rounds()).unique().all()


def round_or_missing(round_id: int) -> Round:
    """Return a round of practicum; raises Missing."""
    found = db.session.scalars(_rounds().where(Round.id == round_id)).one_or_none()
    if found is None:
        raise Missing
    return found


def current(among: Sequence[Round]) -> Round | None:
    """Return the round that matters now: the first that is not over yet, else the last one."""
    today = clock.today()
    return next((one for one in among if one.ends_on >= today), among[-1] if among else None)


def current_round_or_missing() -> Round:
    """Return the round that matters now; raises Missing when there has never been one."""
    found = current(rounds())
    if found is None:
        raise Missing(NO_ROUND)
    return found


def round_after(round_: Round) -> Round | None:
    """Return the next round of the same program, if it is planned already."""
    later = _rounds().where(Round.program_id == round_.program_id, Round.starts_on > round_.starts_on)
    return db.session.scalars(later.limit(1)).first()


def owners_of_practicum() -> Sequence[Unit]:
    """Return the teams that run a practicum."""
    return db.session.scalars(
        select(Unit).where(Unit.id.in_(select(Program.owner_unit_id).where(Program.kind == KIND))).order_by(Unit.id)
    ).all()


def contact_of(program: Program) -> str:
    """Return whom to call: "인재개발팀 … ☎9305"."""
    line = contact_line(program.contact_post_id) if program.contact_post_id else ""
    return line or program.owner_unit.name


def _rounds() -> Select[Round]:
    return (
        select(Round)
        .join(Round.program)
        .join(Program.owner_unit)
        .where(Program.kind == KIND)
        .options(contains_eager(Round.program).contains_eager(Program.owner_unit))
        .order_by(Round.starts_on, Round.id)
    )
