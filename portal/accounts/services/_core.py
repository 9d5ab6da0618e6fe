"""Beginning and ending sessions, for every way of coming in."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete

from portal.accounts import passwords, policies, queries
from portal.accounts.events import SignedIn
from portal.accounts.models import Account, LoginAttempt, Way, WebSession
from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.events import emit


@dataclass(frozen=True)
class Browser:
    """Where a session begins: how long it may last there, its name, and which session it takes the place of."""

    timing: policies.Timing
    user_agent: str = ""
    replacing: str = ""


@dataclass(frozen=True)
class NewSession:
    """A session that has just begun: the key for the cookie, who it belongs to, and since when."""

    key: str
    actor: Actor
    began_at: datetime
    ends_at: datetime
    way: Way = Way.PASSWORD
    confirmed_at: datetime | None = None
    must_change_password: bool = False


def new_key() -> str:
    """Return a key that nobody guesses."""
    return secrets.token_urlsafe(32)


def key_hash(key: str) -> str:
    """Return what the table keeps of a cookie's key or a link's token."""
    return hashlib.sha256(key.encode()).hexdigest()


def begin_session(
    account: Account, visitor: Actor, browser: Browser, *, way: Way, confirmed_at: datetime | None
) -> NewSession:
    """Write the row of a session and tell the listeners; inside a command."""
    _sweep(account.login_id, browser.replacing)
    now = clock.now()
    actor = queries.actor_of_account(account.id, visitor.address)
    account.last_login_at = now
    key = new_key()
    ends_at = browser.timing.end(created_at=now, last_seen_at=now, roles=actor.roles)
    if way == Way.PASSWORD and passwords.is_due(account.password_changed_at):
        account.must_change_password = True
    db.session.add(
        WebSession(
            id_hash=key_hash(key),
            account_id=account.id,
            generation=account.generation,
            data={},
            created_at=now,
            last_seen_at=now,
            expires_at=ends_at,
            confirmed_at=confirmed_at,
            way=way,
            address=visitor.address,
            user_agent=browser.user_agent[:200],
        )
    )
    emit(SignedIn(actor, way))
    must_change = account.must_change_password and way != Way.OFFICE
    return NewSession(key, actor, now, ends_at, way, confirmed_at, must_change)


def end_sessions_of(account_id: int, *, but: str = "", only: str = "") -> int:
    """End every session of an account, except the one whose key hash is given, or those whose hash begins so."""
    ended = db.session.execute(
        delete(WebSession)
        .where(
            WebSession.account_id == account_id,
            WebSession.id_hash != but,
            WebSession.id_hash.startswith(only, autoescape=True),
        )
        .execution_options(synchronize_session=False)
    )
    return int(ended.rowcount)  # type: ignore[attr-defined]  # a DELETE's result counts its rows


def _sweep(login_id: str, replacing: str) -> None:
    now = clock.now()
    db.session.execute(delete(WebSession).where((WebSession.expires_at < now) | (WebSession.id_hash == replacing)))
    old = LoginAttempt.at < now - policies.ATTEMPTS_KEPT
    db.session.execute(delete(LoginAttempt).where(old | (LoginAttempt.login_id == login_id)))
