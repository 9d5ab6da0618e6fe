"""Every question about programs and their rounds."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from portal.core import clock
from portal.core.db import db
from portal.core.errors import Missing
from portal.directory.models import Unit
from portal.programs.models import Fact, Program, Round, SelectionMethod
from portal.programs.windows import Window, window_at


@dataclass(frozen=True)
class Offer:
    """A round with its program, as the catalog and the application form need them."""

    round_id: int
    program_id: int
    kind: str
    program_title: str
    summary: str
    owner_unit_id: int
    owner_name: str
    contact_post_id: int | None
    name: str
    track: str
    year: int
    starts_on: date
    ends_on: date
    period_style: str
    reference_date: date
    apply_from: datetime | None
    apply_to: datetime | None
    results_on: date | None
    free_withdrawal_until: date | None
    capacity: int | None
    selection: SelectionMethod
    eligibility: Mapping[str, Any]
    place: str
    consent_purpose: str
    consent_items: str
    retention: str
    next_steps: Sequence[str]
    seats_taken: int
    waiting: int

    @property
    def window(self) -> Window:
        """Say where the time of applying stands now."""
        return window_at(clock.now(), self.apply_from, self.apply_to)

    @property
    def is_open(self) -> bool:
        """Say whether applications are taken now."""
        return self.window == Window.OPEN

    @property
    def seats_left(self) -> int | None:
        """Return the free seats of a round that counts them; nobody passes those who wait."""
        if self.capacity is None or self.selection != SelectionMethod.FIRST_COME:
            return None
        return 0 if self.waiting else max(0, self.capacity - self.seats_taken)


_COLUMNS = (
    Round.id, Program.id, Program.kind, Program.title, Program.summary, Program.owner_unit_id, Unit.name,
    Program.contact_post_id, Round.name, Round.track, Round.year, Round.starts_on, Round.ends_on, Round.period_style,
    Round.reference_date, Round.apply_from, Round.apply_to, Round.results_on, Round.free_withdrawal_until,
    Round.capacity, Round.selection, Round.eligibility, Round.place, Round.consent_purpose, Round.consent_items,
    Round.retention, Round.next_steps, Round.seats_taken, Round.waiting,
)  # fmt: skip


def offers_of_kinds(kinds: Collection[str]) -> list[Offer]:
    """Return every round of some kinds of program, in the catalog's order."""
    return _offers(Program.kind.in_(kinds))


def offers_of_program(program_id: int) -> list[Offer]:
    """Return the rounds of a program."""
    return _offers(Program.id == program_id)


def offer_or_missing(program_id: int, round_id: int) -> Offer:
    """Return one round of a program; raises Missing."""
    found = _offers(Program.id == program_id, Round.id == round_id)
    if not found:
        raise Missing("찾으시는 프로그램이 없습니다.")
    return found[0]


def offer_of_round(round_id: int) -> Offer:
    """Return a round; raises Missing."""
    found = _offers(Round.id == round_id)
    if not found:
        raise Missing("찾으시는 프로그램이 없습니다.")
    return found[0]


def program_or_missing(program_id: int) -> Program:
    """Return a program with its owning team; raises Missing."""
    program = db.session.scalar(select(Program).where(Program.id == program_id).options(joinedload(Program.owner_unit)))
    if program is None:
        raise Missing("찾으시는 프로그램이 없습니다.")
    return program


def rounds_by_id(round_ids: Collection[int]) -> dict[int, Round]:
    """Return some rounds with their programs."""
    rows = db.session.scalars(select(Round).where(Round.id.in_(round_ids)).options(joinedload(Round.program)))
    return {row.id: row for row in rows}


def facts_printed_about(program_id: int) -> Sequence[Fact]:
    """Return what the division printed about a program, in the order of its lines."""
    return db.session.scalars(select(Fact).where(Fact.program_id == program_id).order_by(Fact.id)).all()


def _offers(*conditions: ColumnElement[bool]) -> list[Offer]:
    rows = db.session.execute(
        select(*_COLUMNS)
        .join(Program, Program.id == Round.program_id)
        .join(Unit, Unit.id == Program.owner_unit_id)
        .where(*conditions)
        .order_by(Program.sort_order, Program.id, Round.starts_on, Round.id)
    )
    return [Offer(*row) for row in rows]
