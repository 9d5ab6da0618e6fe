"""Sums: what is reported, published and settled."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from portal.core.db import db
from portal.kinds.psych_counseling.models import (
    Axis,
    Case,
    Count,
    Kind,
    Price,
    Provider,
    Session,
    Settlement,
)
from portal.programs.models import Round


@dataclass
class Tally:
    """People first seen, sessions they came to, and how many people stand behind those sessions."""

    people: int = 0
    sessions: int = 0
    active: int = 0

    def add(self, people: int, sessions: int, active: int) -> None:
        """Add another tally's numbers."""
        self.people += people
        self.sessions += sessions
        self.active += active


Tallies = dict[tuple[Axis, str], Tally]


@dataclass(frozen=True)
class Held:
    """A session that somebody came to, as far as sums need it; the allowance tells people apart: one for each."""

    allowance_id: int
    held_on: date
    way: str


@dataclass
class Bill:
    """What an institution is owed for one number in a month."""

    number: str
    attended: int = 0
    missed: int = 0
    amount: int = 0

    @property
    def sessions(self) -> int:
        """Return how many sessions are paid."""
        return self.attended + self.missed


@dataclass
class Invoice:
    """A month of one institution: a line for each number, and whether it was settled."""

    provider: Provider
    month: str
    bills: list[Bill] = field(default_factory=list)
    settlement: Settlement | None = None
    unpriced: int = 0

    @property
    def sessions(self) -> int:
        """Return how many sessions are paid; what was settled stays, even when its sessions are gone."""
        return self.settlement.sessions if self.settlement else sum(bill.sessions for bill in self.bills)

    @property
    def amount(self) -> int:
        """Return what is owed, in won; what was settled stays."""
        return self.settlement.amount if self.settlement else sum(bill.amount for bill in self.bills)


def tallies_of(round_id: int, until: date) -> Tallies:
    """Return the sums of a round up to a day: cases that are there, and what is left of those that are gone."""
    chosen = (
        select(Case.allowance_id, Session.held_on, Session.way)
        .join(Case, Case.id == Session.case_id)
        .where(Case.round_id == round_id, Session.kind == Kind.ATTENDED, Session.held_on <= until)
    )
    found = tallied(Held(*row) for row in db.session.execute(chosen))
    for kept in db.session.scalars(select(Count).where(Count.round_id == round_id)):
        found[Axis(kept.axis), kept.value].add(kept.people, kept.sessions, kept.active)
    return found


def tallied(sessions: Iterable[Held]) -> Tallies:
    """Add sessions up along each axis by itself."""
    by_person: dict[int, list[Held]] = defaultdict(list)
    for one in sessions:
        by_person[one.allowance_id].append(one)
    found: Tallies = defaultdict(Tally)
    for held in by_person.values():
        held.sort(key=lambda one: one.held_on)
        for axis in Axis:
            values = [value_on(axis, one) for one in held]
            for value in dict.fromkeys(values):
                found[axis, value].add(int(value == values[0]), values.count(value), 1)
    return found


def value_on(axis: Axis, one: Held) -> str:
    """Return where a session stands on an axis."""
    return {Axis.ALL: "", Axis.MONTH: f"{one.held_on:%Y-%m}", Axis.WAY: str(one.way)}[axis]


def figures_of(round_id: int, until: date) -> tuple[int, int]:
    """Return people and sessions of a round up to a day, as the report prints them."""
    whole = tallies_of(round_id, until)[Axis.ALL, ""]
    return whole.people, whole.sessions


def months_with_sessions(program_id: int) -> Sequence[str]:
    """Return the months in which sessions were held, the newest first."""
    chosen = select(Session.held_on).distinct().join(Case).join(Round).where(Round.program_id == program_id)
    return sorted({f"{day:%Y-%m}" for day in db.session.scalars(chosen)}, reverse=True)


def invoices_of(program_id: int, month: str) -> Sequence[Invoice]:
    """Return what each institution is owed for a month ("2025-07")."""
    first, after = bounds(month)
    chosen = (
        select(Session.held_on, Session.kind, Case.number, Case.provider_id)
        .join(Case, Case.id == Session.case_id)
        .join(Round, Round.id == Case.round_id)
        .where(Round.program_id == program_id, Session.held_on >= first, Session.held_on < after, Session.uses_up)
        .order_by(Case.number)
    )
    rows = db.session.execute(chosen).all()
    settled = {one.provider_id: one for one in settlements_in([month])}
    ids = {row.provider_id for row in rows} | set(settled)
    providers = db.session.scalars(select(Provider).where(Provider.id.in_(ids)).order_by(Provider.id)).all()
    invoices = {one.id: Invoice(one, month, settlement=settled.get(one.id)) for one in providers}
    prices = _prices_of(ids)
    bills: dict[str, Bill] = {}
    for row in rows:
        if row.number not in bills:
            bills[row.number] = Bill(row.number)
            invoices[row.provider_id].bills.append(bills[row.number])
        bill = bills[row.number]
        bill.attended += row.kind == Kind.ATTENDED
        bill.missed += row.kind != Kind.ATTENDED
        price = _price_on(prices.get(row.provider_id, []), row.held_on)
        bill.amount += price or 0
        invoices[row.provider_id].unpriced += price is None
    return list(invoices.values())


def settlements_in(months: Iterable[str]) -> Sequence[Settlement]:
    """Return which institutions' months are settled, of some months."""
    return db.session.scalars(select(Settlement).where(Settlement.month.in_(list(months)))).all()


def is_settled(provider_id: int, day: date) -> bool:
    """Say whether the month of a day is settled with an institution."""
    chosen = select(Settlement.id).where(Settlement.provider_id == provider_id, Settlement.month == f"{day:%Y-%m}")
    return db.session.scalar(chosen) is not None


def bounds(month: str) -> tuple[date, date]:
    """Return the first day of a month and of the next."""
    first = date.fromisoformat(f"{month}-01")
    return first, date(first.year + first.month // 12, first.month % 12 + 1, 1)


def _prices_of(provider_ids: Iterable[int]) -> dict[int, list[Price]]:
    found: dict[int, list[Price]] = defaultdict(list)
    for price in db.session.scalars(
        select(Price).where(Price.provider_id.in_(list(provider_ids))).order_by(Price.valid_from)
    ):
        found[price.provider_id].append(price)
    return found


def _price_on(prices: Sequence[Price], day: date) -> int | None:
    return next((price.amount for price in reversed(prices) if price.valid_from <= day), None)
