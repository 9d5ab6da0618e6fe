"""Who is behind a session or a number, and how often somebody failed to log in."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, exists, func, select

from portal.accounts.models import Account, Grant, LoginAttempt, WebSession, opens_portal
from portal.core.actors import Actor, Held, Role
from portal.core.db import db
from portal.core.errors import Missing
from portal.directory.models import Assignment, Person, Post, ServiceState, Unit
from portal.directory.queries import in_force
from portal.directory.titles import title_of


@dataclass(frozen=True)
class KeptSession:
    """A session as the table has it; ``actor`` is None when nobody is signed in or the account no longer opens it."""

    id_hash: str
    account_id: int | None
    data: dict[str, Any]
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    actor: Actor | None


def session_kept(id_hash: str, address: str) -> KeptSession | None:
    """Return a session with its person, post and roles of today, in one statement."""
    rows = db.session.execute(_session_with_person().where(WebSession.id_hash == id_hash)).all()
    if not rows:
        return None
    row = rows[0]
    return KeptSession(
        id_hash=id_hash,
        account_id=row.account_id,
        data=row.data,
        created_at=row.created_at,
        last_seen_at=row.last_seen_at,
        expires_at=row.expires_at,
        actor=_actor(rows, address) if row.id is not None and row.generation == row.of_generation else None,
    )


def actor_of_account(account_id: int, address: str = "") -> Actor:
    """Return who acts when an account does, with post and roles of today; raises Missing."""
    rows = db.session.execute(_with_person_and_roles(select(*_PERSON).select_from(Account), account_id)).all()
    actor = _actor(rows, address) if rows else None
    if actor is None:
        raise Missing("사용할 수 없는 계정입니다.")
    return actor


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


_PERSON = (
    Account.id,
    Account.generation.label("of_generation"),
    Account.person_id,
    Account.name.label("account_name"),
    Account.is_active,
    Person.name,
    Person.state,
    Person.category,
    Person.grade,
    Post.title.label("post_title"),
    Unit.id.label("unit_id"),
    Unit.name.label("unit_name"),
    Unit.kind.label("unit_kind"),
    Grant.role,
    Grant.unit_id.label("grant_unit_id"),
)


def _session_with_person() -> Any:
    kept = (
        WebSession.account_id,
        WebSession.generation,
        WebSession.data,
        WebSession.created_at,
        WebSession.last_seen_at,
        WebSession.expires_at,
    )
    statement = select(*kept, *_PERSON).select_from(WebSession)
    return _with_person_and_roles(statement.outerjoin(Account, Account.id == WebSession.account_id))


def _with_person_and_roles(statement: Any, account_id: int | None = None) -> Any:
    main_post = and_(Assignment.person_id == Person.id, Assignment.is_main.is_(True), in_force(Assignment))
    statement = (
        statement.outerjoin(Person, Person.id == Account.person_id)
        .outerjoin(Assignment, main_post)
        .outerjoin(Post, Post.id == Assignment.post_id)
        .outerjoin(Unit, Unit.id == Post.unit_id)
        .outerjoin(Grant, and_(Grant.account_id == Account.id, in_force(Grant)))
        .order_by(Assignment.valid_from.desc(), Grant.id)
    )
    return statement if account_id is None else statement.where(Account.id == account_id)


def _actor(rows: Sequence[Row[Any]], address: str) -> Actor | None:
    row = rows[0]
    if not opens_portal(is_active=row.is_active, person_state=row.state):
        return None
    held = [Held(Role(one.role), one.grant_unit_id) for one in rows if one.role is not None]
    if row.person_id is not None:
        held.insert(0, Held(Role.EMPLOYEE))
    return Actor(
        account_id=row.id,
        person_id=row.person_id,
        name=row.name or row.account_name,
        unit_id=row.unit_id,
        unit_name=row.unit_name or "",
        title=_title(row),
        held=tuple(dict.fromkeys(held)),
        address=address,
    )


def _title(row: Row[Any]) -> str:
    if row.person_id is None:
        return ""
    return title_of(
        post_title=row.post_title or "",
        category=row.category,
        grade=row.grade,
        unit_kind=row.unit_kind or "",
        manages_school=False,
    )
