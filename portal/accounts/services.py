"""Every change to accounts, their roles and their sessions."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete

from portal.accounts import messages, passwords, policies, queries
from portal.accounts.events import (
    AccountCreated,
    AccountDeactivated,
    PasswordChanged,
    RoleGranted,
    RoleRevoked,
    SignedIn,
    SignedOut,
    SignInFailed,
)
from portal.accounts.models import Account, Grant, LoginAttempt, WebSession, opens_portal
from portal.core import clock
from portal.core.actors import Actor, Role
from portal.core.db import db
from portal.core.errors import NotAllowed, Refusal, TooMany
from portal.core.events import emit
from portal.core.transaction import command


@dataclass(frozen=True)
class NewSession:
    """A session that has just begun: the key for the cookie, who it belongs to, and since when."""

    key: str
    actor: Actor
    began_at: datetime
    ends_at: datetime


def key_hash(key: str) -> str:
    """Return what the table keeps of a cookie's key."""
    return hashlib.sha256(key.encode()).hexdigest()


def sign_in(
    visitor: Actor, *, login_id: str, password: str, timing: policies.Timing, user_agent: str = "", replacing: str = ""
) -> NewSession:
    """Begin a session, ending the one whose key hash is given; raises TooMany or, without a reason, Refusal.

    The password is checked outside any transaction: it takes long on purpose.
    """
    if not policies.may_try_to_log_in(login_id, visitor.address):
        raise TooMany(messages.THROTTLED)
    account = queries.account_of_login_id(login_id)
    fits = passwords.is_right(account.password_hash if account else None, password)
    if account is None or not fits:
        return _fail(visitor, login_id)
    if not opens_portal(is_active=account.is_active, person_state=account.state):
        return _fail(visitor, login_id)
    new_hash = passwords.hashed(password) if passwords.is_outdated(account.password_hash) else None
    hashes = (account.password_hash, new_hash or account.password_hash)
    return _admit(visitor, login_id, hashes=hashes, timing=timing, user_agent=user_agent, replacing=replacing)


def _fail(visitor: Actor, login_id: str) -> NewSession:
    if not _note_failure(visitor, login_id):
        raise TooMany(messages.THROTTLED)
    raise Refusal(messages.WRONG)


@command
def _note_failure(visitor: Actor, login_id: str) -> bool:
    """Keep a failed try; False: others at the same time have used up the tries, so that this one was not heard.

    The account is read here for the listeners, known or not, so that both cases cost the same statements.
    """
    if not policies.may_try_to_log_in(login_id, visitor.address):
        return False
    db.session.add(LoginAttempt(login_id=login_id, address=visitor.address, at=clock.now()))
    account = queries.account_with_login_id(login_id)
    emit(SignInFailed(visitor, login_id, account.id if account else None))
    return True


@command
def _admit(
    visitor: Actor,
    login_id: str,
    *,
    hashes: tuple[str, str],
    timing: policies.Timing,
    user_agent: str,
    replacing: str,
) -> NewSession:
    """Begin the session, unless tries or password have changed since the password was checked."""
    if not policies.may_try_to_log_in(login_id, visitor.address):
        raise TooMany(messages.THROTTLED)
    _sweep(login_id, replacing)
    account = queries.account_with_login_id(login_id)
    checked, account_hash = hashes
    if account is None or account.password_hash != checked:
        raise Refusal(messages.WRONG)
    now = clock.now()
    actor = queries.actor_of_account(account.id, visitor.address)
    account.last_login_at = now
    account.password_hash = account_hash
    key = secrets.token_urlsafe(32)
    ends_at = timing.end(created_at=now, last_seen_at=now, roles=actor.roles)
    db.session.add(
        WebSession(
            id_hash=key_hash(key),
            account_id=account.id,
            generation=account.generation,
            data={},
            created_at=now,
            last_seen_at=now,
            expires_at=ends_at,
            address=visitor.address,
            user_agent=user_agent[:200],
        )
    )
    emit(SignedIn(actor))
    return NewSession(key, actor, now, ends_at)


def _sweep(login_id: str, replacing: str) -> None:
    now = clock.now()
    db.session.execute(delete(WebSession).where((WebSession.expires_at < now) | (WebSession.id_hash == replacing)))
    old = LoginAttempt.at < now - policies.ATTEMPTS_KEPT
    db.session.execute(delete(LoginAttempt).where(old | (LoginAttempt.login_id == login_id)))


@command
def sweep_sessions() -> None:
    """Delete the sessions that have ended; the job worker does it now and then."""
    db.session.execute(delete(WebSession).where(WebSession.expires_at < clock.now()))


@command
def sign_out(actor: Actor, *, id_hash: str) -> None:
    """End a session on the server."""
    db.session.execute(delete(WebSession).where(WebSession.id_hash == id_hash))
    emit(SignedOut(actor))


@command
def create_account(
    actor: Actor, *, login_id: str, name: str, password: str, person_id: int | None = None, is_demo: bool = False
) -> Account:
    """Make an account, for an official or for somebody outside; raises Refusal beside its field."""
    if not policies.may_manage_accounts(actor):
        raise NotAllowed(messages.NOT_YOURS)
    if not passwords.is_acceptable(password):
        raise Refusal(messages.PASSWORD_SHAPE, field="password")
    if queries.is_login_id_taken(login_id):
        raise Refusal(messages.LOGIN_ID_TAKEN, field="login_id")
    account = Account(
        login_id=login_id, name=name, password_hash=passwords.hashed(password), person_id=person_id, is_demo=is_demo
    )
    db.session.add(account)
    db.session.flush()
    emit(AccountCreated(actor, account.id))
    return account


@command
def change_password(actor: Actor, account_id: int, *, password: str, current: str = "") -> None:
    """Set a new password and end every session of the account; one's own asks for the current one."""
    if not policies.may_change_password(actor, account_id):
        raise NotAllowed(messages.NOT_YOURS)
    account = queries.account_or_missing(account_id)
    if actor.account_id == account_id and not passwords.is_right(account.password_hash, current):
        raise Refusal(messages.PASSWORD_WRONG, field="current")
    if not passwords.is_acceptable(password):
        raise Refusal(messages.PASSWORD_SHAPE, field="password")
    account.password_hash = passwords.hashed(password)
    account.generation += 1
    _end_sessions_of(account_id)
    emit(PasswordChanged(actor, account_id))


@command
def deactivate(actor: Actor, account_id: int, *, reason: str) -> None:
    """Close an account and end its sessions; closing a closed one does nothing."""
    if not policies.may_grant_to(actor, account_id):
        raise NotAllowed(messages.NOT_YOURS)
    if not reason.strip():
        raise Refusal(messages.NO_REASON, field="reason")
    account = queries.account_or_missing(account_id)
    if not account.is_active:
        return
    account.is_active = False
    account.generation += 1
    _end_sessions_of(account_id)
    emit(AccountDeactivated(actor, account_id, reason.strip()))


@command
def grant_role(
    actor: Actor,
    account_id: int,
    *,
    role: Role,
    reason: str,
    unit_id: int | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Grant:
    """Let an account hold a role, from today unless said otherwise; it acts on the next request."""
    starts = valid_from or clock.today()
    if not policies.may_grant_to(actor, account_id):
        raise NotAllowed(messages.NOT_YOURS)
    if not reason.strip():
        raise Refusal(messages.NO_REASON, field="reason")
    if valid_to is not None and valid_to <= starts:
        raise Refusal(messages.DAYS_NOT_IN_ORDER, field="valid_to")
    queries.account_or_missing(account_id)
    if queries.grant_like(account_id, role, unit_id) is not None:
        raise Refusal(messages.GRANTED_ALREADY, field="role")
    grant = Grant(
        account_id=account_id,
        role=role,
        unit_id=unit_id,
        valid_from=starts,
        valid_to=valid_to,
        reason=reason.strip(),
        granted_by_id=actor.account_id,
    )
    db.session.add(grant)
    db.session.flush()
    emit(RoleGranted(actor, grant.id, account_id, role, unit_id, starts, valid_to, grant.reason))
    return grant


@command
def revoke_role(actor: Actor, grant_id: int, *, reason: str) -> None:
    """End a grant today; the row stays, for who held what must be known for years."""
    grant = queries.grant_or_missing(grant_id)
    if not policies.may_grant_to(actor, grant.account_id):
        raise NotAllowed(messages.NOT_YOURS)
    if not reason.strip():
        raise Refusal(messages.NO_REASON, field="reason")
    today = clock.today()
    if grant.valid_to is not None and grant.valid_to <= today:
        return
    grant.valid_to = today
    emit(RoleRevoked(actor, grant.id, grant.account_id, grant.role, grant.unit_id, today, reason.strip()))


def _end_sessions_of(account_id: int) -> None:
    db.session.execute(delete(WebSession).where(WebSession.account_id == account_id))
