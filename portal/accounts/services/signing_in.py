"""Logging in with a password, and out."""

from sqlalchemy import delete

from portal.accounts import messages, passwords, policies, queries
from portal.accounts.events import SignedOut, SignInFailed
from portal.accounts.models import LoginAttempt, Way, WebSession, opens_portal
from portal.accounts.services._core import Browser, NewSession, begin_session
from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Refusal, TooMany
from portal.core.events import emit
from portal.core.transaction import command


def sign_in(visitor: Actor, *, login_id: str, password: str, browser: Browser) -> NewSession:
    """Begin a session, ending the one it takes the place of; raises TooMany or, without a reason, Refusal.

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
    return _admit(visitor, login_id, browser, hashes=hashes)


def _fail(visitor: Actor, login_id: str) -> NewSession:
    if not note_failure(visitor, login_id):
        raise TooMany(messages.THROTTLED)
    raise Refusal(messages.WRONG)


@command
def note_failure(visitor: Actor, login_id: str) -> bool:
    """Keep a failed try; False: others at the same time have used up the tries, so that this one was not heard.

    The account is read here for the listeners, known or not, so that both cases cost the same statements.
    """
    if not policies.may_try_to_log_in(login_id, visitor.address):
        return False
    db.session.add(LoginAttempt(login_id=login_id, address=visitor.address, at=clock.now()))
    account = queries.account_with_login_id(login_id)
    emit(SignInFailed(visitor, login_id, account.id if account else None, Way.PASSWORD))
    return True


@command
def _admit(visitor: Actor, login_id: str, browser: Browser, *, hashes: tuple[str, str]) -> NewSession:
    """Begin the session, unless tries or password have changed since the password was checked."""
    if not policies.may_try_to_log_in(login_id, visitor.address):
        raise TooMany(messages.THROTTLED)
    account = queries.account_with_login_id(login_id)
    checked, account_hash = hashes
    if account is None or account.password_hash != checked:
        raise Refusal(messages.WRONG)
    account.password_hash = account_hash
    return begin_session(account, visitor, browser, way=Way.PASSWORD, confirmed_at=clock.now())


@command
def sweep_sessions() -> None:
    """Delete the sessions that have ended; the job worker does it now and then."""
    db.session.execute(delete(WebSession).where(WebSession.expires_at < clock.now()))


@command
def sign_out(actor: Actor, *, id_hash: str) -> None:
    """End a session on the server."""
    db.session.execute(delete(WebSession).where(WebSession.id_hash == id_hash))
    emit(SignedOut(actor))
