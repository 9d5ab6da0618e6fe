"""The institutions under contract as the owner's team runs them: their prices, their people, what a year grants."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from portal.accounts.models import Account
from portal.core import clock
from portal.core.db import db, writing
from portal.core.errors import Missing
from portal.kinds.psych_counseling.models import LIVE, Case, Member, Price, Provider, Rule, Settlement


@dataclass(frozen=True)
class Listed:
    """An institution with how many numbers go on there, how many people work for it, and today's price."""

    provider: Provider
    live: int
    members: int
    price: int | None


@dataclass(frozen=True)
class Worker:
    """Somebody who works for an institution, with the account they sign in with."""

    account_id: int
    name: str
    login_id: str
    last_login_at: datetime | None
    ended_on: date | None


def providers_listed() -> list[Listed]:
    """Return every institution, those under contract first."""
    found = db.session.scalars(select(Provider).order_by(Provider.is_active.desc(), Provider.id)).all()
    live = _counted(select(Case.provider_id, func.count()).where(Case.state.in_(LIVE)).group_by(Case.provider_id))
    working = select(Member.provider_id, func.count()).where(Member.ended_on.is_(None))
    members = _counted(working.group_by(Member.provider_id))
    known = select(Price.provider_id, Price.amount).where(Price.valid_from <= clock.today()).order_by(Price.valid_from)
    prices = _counted(known)
    return [Listed(one, live.get(one.id, 0), members.get(one.id, 0), prices.get(one.id)) for one in found]


def providers_in_use() -> Sequence[Provider]:
    """Return the institutions that take somebody new, in their order; inside a command none of them ends meanwhile."""
    chosen = select(Provider).where(Provider.is_active, Provider.takes_new).order_by(Provider.id)
    return db.session.scalars(chosen.with_for_update(read=True) if writing.get() else chosen).all()


def provider_of_desk_or_missing(provider_id: int, *, to_change: bool = False) -> Provider:
    """Return an institution, *to_change* one at a time; raises Missing."""
    chosen = select(Provider).where(Provider.id == provider_id)
    found = db.session.scalar(chosen.with_for_update() if to_change else chosen)
    if found is None:
        raise Missing
    return found


def live_cases_of(provider_id: int) -> int:
    """Count the numbers that go on at an institution."""
    chosen = select(func.count()).where(Case.provider_id == provider_id, Case.state.in_(LIVE))
    return db.session.scalar(chosen) or 0


def prices_of(provider_id: int) -> Sequence[Price]:
    """Return what an institution's sessions cost, the newest first."""
    chosen = select(Price).where(Price.provider_id == provider_id).order_by(Price.valid_from.desc())
    return db.session.scalars(chosen).all()


def price_or_missing(provider_id: int, price_id: int) -> Price:
    """Return a price of an institution; raises Missing."""
    found = db.session.scalar(select(Price).where(Price.id == price_id, Price.provider_id == provider_id))
    if found is None:
        raise Missing
    return found


def last_settled_month(provider_id: int) -> str:
    """Return the last month ("2025-07") that is settled with an institution, or nothing."""
    return db.session.scalar(select(func.max(Settlement.month)).where(Settlement.provider_id == provider_id)) or ""


def rules() -> Sequence[Rule]:
    """Return what is granted from which day on, the newest first."""
    return db.session.scalars(select(Rule).order_by(Rule.valid_from.desc())).all()


def rule_or_missing(rule_id: int) -> Rule:
    """Return a rule; raises Missing."""
    found = db.session.get(Rule, rule_id)
    if found is None:
        raise Missing
    return found


def workers_of(provider_id: int) -> list[Worker]:
    """Return who works for an institution, those who left at the end."""
    chosen = select(Member.account_id, Account.name, Account.login_id, Account.last_login_at, Member.ended_on)
    rows = db.session.execute(
        chosen.join(Account, Account.id == Member.account_id)
        .where(Member.provider_id == provider_id)
        .order_by(Member.ended_on.is_not(None), Member.account_id)
    )
    return [Worker(*row) for row in rows]


def member_or_missing(provider_id: int, account_id: int) -> Member:
    """Return somebody who works for an institution; raises Missing."""
    found = db.session.scalar(
        select(Member).where(
            Member.provider_id == provider_id, Member.account_id == account_id, Member.ended_on.is_(None)
        )
    )
    if found is None:
        raise Missing
    return found


def _counted(chosen: Any) -> Mapping[int, int]:
    return {row[0]: row[1] for row in db.session.execute(chosen)}
