"""Every question about programs and their rounds."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Date, Row, Select, and_, bindparam, func, select
from sqlalchemy.orm import joinedload

from portal.core import clock
from portal.core.db import db
from portal.core.errors import Missing
from portal.directory.models import Assignment, Person, Post, Unit
from portal.directory.queries import contact, in_force
from portal.programs.models import Fact, Program, Quota, Round, RoundState, SelectionMethod
from portal.programs.windows import Window, last_moment, window_at


@dataclass(frozen=True)
class Offer:
    """A round with its program, as the catalog and the application form need them.

    ``contact`` says whom to call: who holds the program's contact post today, else the owning team; ``is_divided``
    whether some of its seats are kept for groups (programs/quotas.py).
    """

    contact: str
    round_id: int
    program_id: int
    kind: str
    program_title: str
    summary: str
    owner_unit_id: int
    owner_name: str
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
    is_divided: bool
    state: RoundState = RoundState.PUBLISHED
    audience: str = ""
    questions: Sequence[Mapping[str, Any]] = ()

    @cached_property
    def window(self) -> Window:
        """Say where the time of applying stands now; what was called off is closed."""
        if self.state == RoundState.CALLED_OFF:
            return Window.CLOSED
        return window_at(clock.now(), self.apply_from, self.apply_to)

    @property
    def closes_at(self) -> datetime | None:
        """Return the last moment of applying; a window that ends on a free day ends on the next working day."""
        return last_moment(self.apply_to) if self.apply_to else None

    @property
    def results_day(self) -> date | None:
        """Return the day by which the results are told, moved on where it is free."""
        return clock.end_of_term(self.results_on) if self.results_on else None

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


def offers_of_kinds(kinds: Collection[str]) -> list[Offer]:
    """Return every round of some kinds of program that people see, in the catalog's order."""
    return _offers(_OF_KINDS, kinds=list(kinds))


def offers_of_program(program_id: int) -> list[Offer]:
    """Return the rounds of a program that people see."""
    return _offers(_OF_PROGRAM, program_id=program_id)


def offer_or_missing(program_id: int, round_id: int) -> Offer:
    """Return one round of a program; raises Missing."""
    found = _offers(_OF_BOTH, program_id=program_id, round_id=round_id)
    if not found:
        raise Missing("찾으시는 프로그램이 없습니다.")
    return found[0]


def offer_of_round(round_id: int) -> Offer:
    """Return a round; raises Missing."""
    found = _offers(_OF_ROUND, round_id=round_id)
    if not found:
        raise Missing("찾으시는 프로그램이 없습니다.")
    return found[0]


def program_or_missing(program_id: int) -> Program:
    """Return a program with its owning team; raises Missing."""
    program = db.session.scalar(_PROGRAM_WHOLE, {"program_id": program_id})
    if program is None:
        raise Missing("찾으시는 프로그램이 없습니다.")
    return program


def rounds_by_id(round_ids: Collection[int]) -> dict[int, Round]:
    """Return some rounds with their programs."""
    rows = db.session.scalars(select(Round).where(Round.id.in_(round_ids)).options(joinedload(Round.program)))
    return {row.id: row for row in rows}


def round_with_program(round_id: int) -> Round:
    """Return a round with its program and owning team; raises Missing."""
    round_ = db.session.scalar(_ROUND_WHOLE, {"round_id": round_id})
    if round_ is None:
        raise Missing("찾으시는 프로그램이 없습니다.")
    return round_


def round_held(round_id: int) -> Round:
    """Return a round with its row locked until the command ends, read anew; raises Missing."""
    query = select(Round).where(Round.id == round_id).with_for_update().execution_options(populate_existing=True)
    round_ = db.session.scalar(query)
    if round_ is None:
        raise Missing("찾으시는 프로그램이 없습니다.")
    return round_


def facts_printed_about(program_id: int) -> Sequence[Fact]:
    """Return what the division printed about a program, in the order of its lines."""
    return db.session.scalars(select(Fact).where(Fact.program_id == program_id).order_by(Fact.id)).all()


def _offers(statement: Select[*tuple[Any, ...]], **asked: Any) -> list[Offer]:
    """Read the rounds; of several who hold a contact post the last one counts, whose main post it is."""
    rows = db.session.connection().execute(statement, {"today": clock.today(), **asked}).all()
    return list({row[3]: Offer(_contact(*row[:3], owner=row[9]), *row[3:]) for row in rows}.values())


def _contact(unit: str | None, name: str | None, extension: str | None, *, owner: str) -> str:
    return contact(unit or "", name or "", extension or "") if unit else owner


# Asked on nearly every page: made once, of tables and not of classes, which spares the ORM's part of the work.
_program, _round, _unit, _post, _held, _called = (
    model.__table__.c for model in (Program, Round, Unit, Post, Assignment, Person)
)
_called_unit = Unit.__table__.alias("called_unit")
_holds_it = and_(_held.post_id == _post.id, in_force(_held, on=bindparam("today", type_=Date)))
_OFFERS = (
    select(
        _called_unit.c.name, _called.name, _held.extension, _round.id, _program.id, _program.kind, _program.title,
        _program.summary, _program.owner_unit_id, _unit.name, _round.name, _round.track, _round.year,
        _round.starts_on, _round.ends_on, _round.period_style, _round.reference_date, _round.apply_from,
        _round.apply_to, _round.results_on, _round.free_withdrawal_until, _round.capacity, _round.selection,
        _round.eligibility, _round.place, _round.consent_purpose, _round.consent_items, _round.retention,
        _round.next_steps, _round.seats_taken, _round.waiting,
        select(1).where(Quota.__table__.c.round_id == _round.id).correlate(Round.__table__).exists(),
        _round.state, _round.audience, _round.questions,
    )
    .join(Program.__table__, _program.id == _round.program_id)
    .join(Unit.__table__, _unit.id == _program.owner_unit_id)
    .outerjoin(Post.__table__, _post.id == func.coalesce(_round.contact_post_id, _program.contact_post_id))
    .outerjoin(_called_unit, _called_unit.c.id == _post.unit_id)
    .outerjoin(Assignment.__table__, _holds_it)
    .outerjoin(Person.__table__, _called.id == _held.person_id)
    .order_by(_program.sort_order, _program.id, _round.starts_on, _round.id, _held.is_main, _held.id.desc())
)  # fmt: skip
_seen = _OFFERS.where(_round.state != RoundState.DRAFT)
_OF_KINDS = _seen.where(_program.kind.in_(bindparam("kinds", expanding=True)))
_OF_PROGRAM = _seen.where(_program.id == bindparam("program_id"))
_OF_ROUND = _OFFERS.where(_round.id == bindparam("round_id"))
_OF_BOTH = _OF_PROGRAM.where(_round.id == bindparam("round_id"))
_ROUND_WHOLE = (
    select(Round)
    .where(Round.id == bindparam("round_id"))
    .options(joinedload(Round.program).joinedload(Program.owner_unit))
)
_PROGRAM_WHOLE = select(Program).where(Program.id == bindparam("program_id")).options(joinedload(Program.owner_unit))


def consents_asked() -> Sequence[Row[str, str, str, str, str]]:
    """Return what each program collects: its title, round, purpose, items and how long, as its newest rounds ask it."""
    rows = db.session.execute(
        select(Program.title, Round.name, Round.consent_purpose, Round.consent_items, Round.retention)
        .join(Round, Round.program_id == Program.id)
        .where(Round.consent_purpose != "")
        .order_by(Program.sort_order, Program.id, Round.starts_on.desc())
    )
    return list({row.title + row.consent_purpose: row for row in reversed(list(rows))}.values())[::-1]
