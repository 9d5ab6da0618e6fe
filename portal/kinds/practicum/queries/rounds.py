"""Which rounds of practicum there are, and who runs them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager

from portal.core import clock
from portal.core.db import db
from portal.core.errors import Missing
from portal.directory.models import Unit
from portal.directory.queries import contact_line
from portal.kinds.practicum.models import HostOffer, Wish
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


def programs() -> Sequence[Program]:
    """Return the programs of practicum with their owning teams, in the order of the catalog."""
    return db.session.scalars(
        select(Program)
        .join(Program.owner_unit)
        .where(Program.kind == KIND)
        .options(contains_eager(Program.owner_unit))
        .order_by(Program.sort_order, Program.id)
    ).all()


def last_round_of(program_id: int) -> Round | None:
    """Return the round of a program that begins last, whose settings the next one takes over."""
    return next(reversed(db.session.scalars(_rounds().where(Round.program_id == program_id)).all()), None)


def is_name_taken(program_id: int, year: int, name: str, *, besides: int | None = None) -> bool:
    """Say whether another round of a program bears a name in a year."""
    found = select(Round.id).where(Round.program_id == program_id, Round.year == year, Round.name == name)
    return db.session.scalar(found.where(Round.id.is_distinct_from(besides)).limit(1)) is not None


def days_promised(round_id: int) -> tuple[date | None, date | None]:
    """Return the first and the last day that institutions have offered in a round; None when none has."""
    row = db.session.execute(
        select(func.min(HostOffer.first_day), func.max(HostOffer.last_day)).where(
            HostOffer.round_id == round_id, HostOffer.seats > 0
        )
    ).one()
    return row[0], row[1]


def wishes_by_round() -> dict[int, int]:
    """Count the wishes that stand in each round."""
    counted = select(Wish.round_id, func.count()).where(Wish.withdrawn_at.is_(None)).group_by(Wish.round_id)
    return dict(db.session.execute(counted).all())


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
