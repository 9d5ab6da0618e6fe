"""Accounts and grants one by one, and how often somebody failed to log in."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Row, exists, func, or_, select

from portal.accounts.models import Account, Grant, LoginAttempt, OneTimeLink, Purpose
from portal.core import clock
from portal.core.actors import Role
from portal.core.db import db
from portal.core.errors import Missing
from portal.directory.models import Person, ServiceState
from portal.directory.queries import in_force


def account_of_login_id(login_id: str) -> Row[int, str, bool, ServiceState] | None:
    """Return what a log-in must know of an account: id, hash, whether it is open, the state of its official."""
    return db.session.execute(
        select(Account.id, Account.password_hash, Account.is_active, Person.state)
        .outerjoin(Person, Person.id == Account.person_id)
        .where(Account.login_id == login_id)
    ).one_or_none()


def account_with_login_id(login_id: str) -> Account | None:
    """Return the account of a number."""
    return db.session.scalar(select(Account).where(Account.login_id == login_id))


def account_or_missing(account_id: int) -> Account:
    """Return an account; raises Missing."""
    account = db.session.get(Account, account_id)
    if account is None:
        raise Missing("찾으시는 계정이 없습니다.")
    return account


def grant_or_missing(grant_id: int) -> Grant:
    """Return a grant; raises Missing."""
    grant = db.session.get(Grant, grant_id)
    if grant is None:
        raise Missing("찾으시는 권한이 없습니다.")
    return grant


def grant_like(account_id: int, role: Role, unit_id: int | None) -> Grant | None:
    """Return a grant in force today of the same role for the same unit."""
    same_unit = Grant.unit_id.is_(None) if unit_id is None else Grant.unit_id == unit_id
    return db.session.scalar(
        select(Grant).where(Grant.account_id == account_id, Grant.role == role, same_unit, in_force(Grant))
    )


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


def roles_given(account_id: int) -> set[Role]:
    """Return the roles an account holds or will hold."""
    lasting = or_(Grant.valid_to.is_(None), Grant.valid_to > clock.today())
    return {
        Role(role) for role in db.session.scalars(select(Grant.role).where(Grant.account_id == account_id, lasting))
    }


def link_or_missing(link_id: int) -> OneTimeLink:
    """Return a one-time link; raises Missing."""
    link = db.session.get(OneTimeLink, link_id)
    if link is None:
        raise Missing("찾으시는 링크가 없습니다.")
    return link


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
            Account.is_active.is_(True),
        )
    )
    return None if purpose is None else Purpose(purpose)
