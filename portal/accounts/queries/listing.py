"""What an administrator sees: accounts with their people, rights and sessions."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Row, Select, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased

from portal.accounts.models import Account, Grant, GrantRequest, GrantReview, LoginAttempt, OneTimeLink, RequestState
from portal.accounts.queries.grants import is_at_home, is_held
from portal.core import clock
from portal.core.actors import Role
from portal.core.db import db
from portal.core.paging import PER_PAGE, Page
from portal.directory.models import Assignment, Person, Post, Unit
from portal.directory.queries import in_force

MOST_WITHOUT = 20
Rows = Sequence[Row[*tuple[Any, ...]]]


@dataclass(frozen=True)
class Right:
    """One right in words: which, where, since when, until when, by whom, why."""

    id: int
    account_id: int
    role: Role
    unit: str
    valid_from: date
    valid_to: date | None
    reason: str
    by: str
    end_reason: str
    hangs_on: str
    is_moved: bool

    @property
    def is_over(self) -> bool:
        """Say whether it has ended."""
        return self.valid_to is not None and self.valid_to <= clock.today()

    @property
    def is_to_come(self) -> bool:
        """Say whether it has not begun."""
        return not self.is_over and self.valid_from > clock.today()


@dataclass(frozen=True)
class Listed:
    """One account of the list with its rights in force."""

    id: int
    login_id: str
    name: str
    unit: str
    is_active: bool
    last_login_at: datetime | None
    rights: Sequence[Right]


def accounts_like(text: str, which: str, number: int) -> Page[Listed]:
    """Return one page of the accounts that fit, by name."""
    found = _fitting(_listed(), text, which)
    total = db.session.scalar(select(func.count()).select_from(found.order_by(None).subquery())) or 0
    last = max(1, -(-total // PER_PAGE))
    number = min(number, last)
    rows = db.session.execute(found.limit(PER_PAGE).offset((number - 1) * PER_PAGE)).all()
    rights = rights_of([row.id for row in rows], only_now=True)
    listed = [
        Listed(row.id, row.login_id, row.name, row.unit or "", row.is_active, row.last_login_at, rights[row.id])
        for row in rows
    ]
    return Page(listed, number, total)


def people_without_account(text: str) -> Rows:
    """Return a few officials in service who fit and have no account."""
    without = ~exists().where(Account.person_id == Person.id)
    return db.session.execute(
        select(Person.public_id, Person.name, Person.personal_no, Unit.full_name.label("unit"))
        .join(Assignment, and_(Assignment.person_id == Person.id, Assignment.is_main.is_(True), in_force(Assignment)))
        .join(Post, Post.id == Assignment.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(without, or_(Person.name.contains(text, autoescape=True), Person.personal_no == text))
        .order_by(Person.name, Person.id)
        .limit(MOST_WITHOUT)
    ).all()


def rights_of(account_ids: Iterable[int], *, only_now: bool = False) -> dict[int, list[Right]]:
    """Return the rights of accounts, those in force first; or only those in force."""
    theirs = Grant.account_id.in_(list(account_ids))
    return _by_account(and_(theirs, is_held()) if only_now else theirs)


def rights_today() -> Rows:
    """Return every right in force with its holder, by role and name."""
    by = aliased(Account)
    held = _listed().subquery()
    return db.session.execute(
        select(
            Grant.role,
            Grant.valid_from,
            Grant.valid_to,
            Grant.reason,
            held.c.id.label("account_id"),
            held.c.name,
            held.c.login_id,
            held.c.unit.label("sits_in"),
            held.c.is_active,
            held.c.last_login_at,
            Unit.full_name.label("unit"),
            by.name.label("by"),
        )
        .join(held, held.c.id == Grant.account_id)
        .outerjoin(Unit, Unit.id == Grant.unit_id)
        .outerjoin(by, by.id == Grant.granted_by_id)
        .where(is_held())
        .order_by(Grant.role, Unit.sort_order, held.c.name, Grant.id)
    ).all()


def failures_lately(login_id: str, since: datetime) -> int:
    """Count the failed tries of an account since a moment."""
    return (
        db.session.scalar(select(func.count()).where(LoginAttempt.login_id == login_id, LoginAttempt.at > since)) or 0
    )


def links_of(account_id: int) -> Rows:
    """Return the links of an account that still work or wait for a second administrator, with who made them."""
    return db.session.execute(_links().where(OneTimeLink.account_id == account_id)).all()


def links_waiting() -> Rows:
    """Return the links that wait for a second administrator."""
    waits = and_(OneTimeLink.needs_second.is_(True), OneTimeLink.approved_by_id.is_(None))
    return db.session.execute(_links().where(waits)).all()


def requests_pending() -> Rows:
    """Return the rights that wait for a second administrator, the oldest first."""
    return db.session.execute(
        _requests().where(GrantRequest.state == RequestState.PENDING).order_by(GrantRequest.asked_at)
    ).all()


def requests_decided(count: int = 20) -> Rows:
    """Return the rights decided last."""
    decided = GrantRequest.state != RequestState.PENDING
    return db.session.execute(
        _requests().where(decided).order_by(GrantRequest.decided_at.desc(), GrantRequest.id.desc()).limit(count)
    ).all()


def count_waiting() -> int:
    """Count what waits for a second administrator."""
    return len(requests_pending()) + len(links_waiting())


_me: BindParameter[int] = bindparam("account_id")
COUNT_FOR_SECOND: ColumnElement[int] = (
    select(func.count())
    .where(
        GrantRequest.state == RequestState.PENDING,
        GrantRequest.asked_by_id.is_distinct_from(_me),
        GrantRequest.account_id.is_distinct_from(_me),
    )
    .scalar_subquery()
)
"""How many rights an administrator may give or refuse that another one asked for."""


def reviews() -> Rows:
    """Return the reviews of the last quarters, the newest first."""
    return db.session.execute(
        select(GrantReview.quarter, GrantReview.done_at, GrantReview.rights, GrantReview.note, Account.name)
        .join(Account, Account.id == GrantReview.done_by_id)
        .order_by(GrantReview.id.desc())
        .limit(8)
    ).all()


def unit_named(text: str) -> Sequence[Unit]:
    """Return the units in force of a name, in full or short."""
    named = or_(Unit.full_name == text, Unit.name == text)
    found = db.session.scalars(select(Unit).where(named, in_force(Unit)).order_by(Unit.sort_order).limit(5)).all()
    exact = [unit for unit in found if unit.full_name == text]
    return exact if len(exact) == 1 else found


def names_of_units_around(account_id: int) -> Sequence[str]:
    """Return the full names of the units in which an account's person sits, the nearest first."""
    path = db.session.scalar(
        select(Unit.path)
        .join(Post, Post.unit_id == Unit.id)
        .join(Assignment, Assignment.post_id == Post.id)
        .join(Account, Account.person_id == Assignment.person_id)
        .where(Account.id == account_id, Assignment.is_main.is_(True), in_force(Assignment))
        .limit(1)
    )
    ids = [int(part) for part in (path or "").split("/") if part.isdigit()]
    return db.session.scalars(select(Unit.full_name).where(Unit.id.in_(ids)).order_by(Unit.path.desc())).all()


def _listed() -> Select[*tuple[Any, ...]]:
    main = and_(Assignment.person_id == Person.id, Assignment.is_main.is_(True), in_force(Assignment))
    return (
        select(
            Account.id,
            Account.login_id,
            func.coalesce(Person.name, Account.name).label("name"),
            Unit.full_name.label("unit"),
            Account.is_active,
            Account.last_login_at,
        )
        .outerjoin(Person, Person.id == Account.person_id)
        .outerjoin(Assignment, main)
        .outerjoin(Post, Post.id == Assignment.post_id)
        .outerjoin(Unit, Unit.id == Post.unit_id)
        .order_by(func.coalesce(Person.name, Account.name), Account.id)
    )


def _fitting(found: Select[*tuple[Any, ...]], text: str, which: str) -> Select[*tuple[Any, ...]]:
    if text:
        words = (Account.login_id == text, Account.name.contains(text, autoescape=True))
        found = found.where(or_(*words, Unit.full_name.contains(text, autoescape=True)))
    chosen: dict[str, ColumnElement[bool]] = {
        "closed": Account.is_active.is_(False),
        "outside": Account.person_id.is_(None),
        "rights": exists().where(Grant.account_id == Account.id, is_held()),
        "admins": exists().where(Grant.account_id == Account.id, Grant.role.in_((Role.ADMIN, Role.AUDITOR)), is_held()),
    }
    return found.where(chosen[which]) if which in chosen else found


def _by_account(condition: ColumnElement[bool]) -> dict[int, list[Right]]:
    home, by = aliased(Unit), aliased(Account)
    rows = db.session.execute(
        select(Grant, Unit.full_name, home.full_name, by.name, ~is_at_home())
        .outerjoin(Unit, Unit.id == Grant.unit_id)
        .outerjoin(home, home.id == Grant.home_unit_id)
        .outerjoin(by, by.id == Grant.granted_by_id)
        .where(condition)
        .order_by(Grant.valid_from.desc(), Grant.id.desc())
    )
    found: dict[int, list[Right]] = defaultdict(list)
    for grant, unit, home_name, by_name, moved in rows:
        found[grant.account_id].append(
            Right(
                grant.id, grant.account_id, Role(grant.role), unit or "", grant.valid_from, grant.valid_to,
                grant.reason, by_name or "", grant.end_reason, home_name or "", bool(moved),
            )
        )  # fmt: skip
    return found


def _links() -> Select[*tuple[Any, ...]]:
    by = aliased(Account)
    return (
        select(
            OneTimeLink.id,
            OneTimeLink.account_id,
            OneTimeLink.purpose,
            OneTimeLink.made_at,
            OneTimeLink.expires_at,
            OneTimeLink.needs_second,
            OneTimeLink.approved_by_id,
            OneTimeLink.made_by_id,
            by.name.label("by"),
            Account.name,
            Account.login_id,
        )
        .join(Account, Account.id == OneTimeLink.account_id)
        .outerjoin(by, by.id == OneTimeLink.made_by_id)
        .where(OneTimeLink.used_at.is_(None), OneTimeLink.revoked_at.is_(None), OneTimeLink.expires_at > clock.now())
        .order_by(OneTimeLink.made_at)
    )


def _requests() -> Select[*tuple[Any, ...]]:
    asker, decider = aliased(Account), aliased(Account)
    return (
        select(GrantRequest, Account.name, Account.login_id, Unit.full_name.label("unit"))
        .add_columns(asker.name.label("asker"), decider.name.label("decider"))
        .join(Account, Account.id == GrantRequest.account_id)
        .join(asker, asker.id == GrantRequest.asked_by_id)
        .outerjoin(decider, decider.id == GrantRequest.decided_by_id)
        .outerjoin(Unit, Unit.id == GrantRequest.unit_id)
    )
