"""Accounts and links one by one, and how often somebody failed to log in."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Row, exists, func, or_, select

from portal.accounts.models import Account, Grant, LoginAttempt, OneTimeLink, Purpose, WebSession
from portal.accounts.queries.grants import is_held
from portal.core import clock
from portal.core.actors import Actor, Role
from portal.core.db import db
from portal.core.errors import Missing
from portal.directory.models import Person, ServiceState


def account_of_login_id(login_id: str) -> Row[int, str, bool, ServiceState] | None:
    """Return what a log-in must know of an account: id, hash, whether it is open, the state of its official."""
    return db.session.execute(
        select(Account.id, Account.password_hash, Account.is_active, Person.state)
        .outerjoin(Person, Person.id == Account.person_id)
        .where(Account.login_id == login_id)
    ).one_or_none()


def login_id_of(account_id: int) -> str:
    """Return the number with which somebody logs in; empty when the account is gone."""
    return db.session.scalar(select(Account.login_id).where(Account.id == account_id)) or ""


def account_with_login_id(login_id: str) -> Account | None:
    """Return the account of a number."""
    return db.session.scalar(select(Account).where(Account.login_id == login_id))


def account_of_official(personal_no: str) -> Account | None:
    """Return the account of the official with a personal number."""
    return db.session.scalar(
        select(Account).join(Person, Person.id == Account.person_id).where(Person.personal_no == personal_no)
    )


def account_or_missing(account_id: int) -> Account:
    """Return an account; raises Missing."""
    account = db.session.get(Account, account_id)
    if account is None:
        raise Missing("찾으시는 계정이 없습니다.")
    return account


def account_held(account_id: int) -> Account:
    """Return an account that stays as it is until the command ends; raises Missing."""
    account = db.session.get(Account, account_id, with_for_update=True)
    if account is None:
        raise Missing("찾으시는 계정이 없습니다.")
    return account


def is_login_id_taken(login_id: str) -> bool:
    """Say whether an account has this number already."""
    return bool(db.session.scalar(select(exists().where(Account.login_id == login_id))))


def failures_since(moment: datetime, login_id: str, address: str) -> tuple[int, int]:
    """Count the failed tries since a moment, of an account and from an address."""
    of_account = select(func.count()).where(LoginAttempt.login_id == login_id, LoginAttempt.at > moment)
    of_address = select(func.count()).where(LoginAttempt.address == address, LoginAttempt.at > moment)
    row = db.session.execute(
        select(of_account.scalar_subquery().label("account"), of_address.scalar_subquery().label("address"))
    ).one()
    return row.account, row.address


def open_demo_accounts(login_ids: Collection[str]) -> set[str]:
    """Return which of these demonstration accounts can be used."""
    return set(
        db.session.scalars(
            select(Account.login_id).where(
                Account.login_id.in_(login_ids), Account.is_demo.is_(True), Account.is_active.is_(True)
            )
        )
    )


def demo_accounts_exist() -> bool:
    """Say whether there is an account whose password everybody knows."""
    return bool(db.session.scalar(select(exists().where(Account.is_demo.is_(True)))))


def link_or_missing(link_id: int) -> OneTimeLink:
    """Return a one-time link; raises Missing."""
    link = db.session.get(OneTimeLink, link_id)
    if link is None:
        raise Missing("찾으시는 링크가 없습니다.")
    return link


def has_reset_since(account_id: int | None, moment: datetime) -> bool:
    """Say whether somebody has set an account's password by a link since a moment."""
    by_link = (OneTimeLink.account_id == account_id, OneTimeLink.purpose == Purpose.PASSWORD)
    return bool(db.session.scalar(select(exists().where(*by_link, OneTimeLink.used_at > moment))))


def is_approved() -> ColumnElement[bool]:
    """Return the condition that a link needs no second administrator, or has one."""
    return or_(OneTimeLink.needs_second.is_(False), OneTimeLink.approved_by_id.is_not(None))


def purpose_of_link(token_hash: str) -> Purpose | None:
    """Return what a link that still works is for; None when it does not work."""
    purpose = db.session.scalar(
        select(OneTimeLink.purpose)
        .join(Account, Account.id == OneTimeLink.account_id)
        .where(
            OneTimeLink.token_hash == token_hash,
            OneTimeLink.used_at.is_(None),
            OneTimeLink.revoked_at.is_(None),
            OneTimeLink.expires_at > clock.now(),
            is_approved(),
            Account.is_active.is_(True),
        )
    )
    return None if purpose is None else Purpose(purpose)


def administrators_exist() -> bool:
    """Say whether somebody can manage accounts."""
    holds = exists().where(Grant.account_id == Account.id, Grant.role == Role.ADMIN, is_held())
    return bool(db.session.scalar(select(exists().where(Account.is_active.is_(True), holds))))


def person_with_number(personal_no: str) -> Person | None:
    """Return the official with a personal number."""
    return db.session.scalar(select(Person).where(Person.personal_no == personal_no))


def account_of_link(token_hash: str) -> Account | None:
    """Return whose link this is, whether it works or not."""
    return db.session.scalar(
        select(Account)
        .join(OneTimeLink, OneTimeLink.account_id == Account.id)
        .where(OneTimeLink.token_hash == token_hash)
    )


def own_account(actor: Actor) -> Account:
    """Return the account of whoever is acting; raises Missing."""
    return account_or_missing(actor.account_id or 0)


def sessions_of(account_id: int) -> Sequence[WebSession]:
    """Return the sessions of an account that are not over, the one used last first."""
    return db.session.scalars(
        select(WebSession)
        .where(WebSession.account_id == account_id, WebSession.expires_at > clock.now())
        .order_by(WebSession.last_seen_at.desc(), WebSession.id_hash)
    ).all()
