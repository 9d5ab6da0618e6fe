"""Links that let somebody in once: by themselves, or to set a password."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex

from sqlalchemy import ColumnElement, update

from portal.accounts import messages, passwords, policies, queries
from portal.accounts.events import LinkApproved, LinkMade, LinkRefused, LinkRevoked, PasswordChanged
from portal.accounts.models import Account, LoginAttempt, OneTimeLink, Purpose, Way, opens_portal
from portal.accounts.services._core import Browser, NewSession, begin_session, end_sessions_of, key_hash
from portal.accounts.services.passwords import check_new, put_password
from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Missing, NotAllowed, Refusal, Stale, TooMany
from portal.core.events import emit
from portal.core.transaction import command

ATTEMPT = "link"
"""What stands for the number when a link fails: such tries count for the address only."""


@dataclass(frozen=True)
class NewLink:
    """A link that was just made; the token is told once and kept nowhere."""

    id: int
    token: str
    purpose: Purpose
    expires_at: datetime
    needs_second: bool = False


@command
def make_link(actor: Actor, account_id: int, *, purpose: Purpose, lasts: timedelta | None = None) -> NewLink:
    """Make a link that works once; those made before for the same purpose stop working."""
    account = queries.account_or_missing(account_id)
    if not policies.may_make_link(actor, account):
        raise NotAllowed(messages.NOT_YOURS)
    if not account.is_active:
        raise Refusal(messages.ACCOUNT_CLOSED)
    now = clock.now()
    _revoke(OneTimeLink.account_id == account_id, OneTimeLink.purpose == purpose)
    token = token_hex(16)
    link = OneTimeLink(
        account_id=account_id,
        purpose=purpose,
        token_hash=key_hash(token),
        made_by_id=actor.account_id,
        made_at=now,
        expires_at=now + (lasts or policies.LINK_LASTS[purpose]),
        needs_second=bool(queries.roles_given(account_id) & policies.BY_TWO) and actor.account_id is not None,
    )
    db.session.add(link)
    db.session.flush()
    emit(LinkMade(actor, account_id, link.id, purpose, link.expires_at))
    return NewLink(link.id, token, purpose, link.expires_at, link.needs_second)


@command
def approve_link(actor: Actor, link_id: int) -> None:
    """Let a link work that another administrator made for an account with far-reaching rights."""
    link = queries.link_or_missing(link_id)
    if not policies.may_approve_link(actor, link.account_id, link.made_by_id):
        raise NotAllowed(messages.ANOTHER_DECIDES)
    if link.used_at or link.revoked_at or link.approved_by_id or link.expires_at <= clock.now():
        raise Stale(messages.DECIDED_ALREADY)
    link.approved_by_id = actor.account_id
    emit(LinkApproved(actor, link.account_id, link_id))


@command
def revoke_link(actor: Actor, link_id: int) -> None:
    """Stop a link from working; one that was used or is over stays as it is."""
    link = queries.link_or_missing(link_id)
    if not policies.may_make_link(actor, queries.account_or_missing(link.account_id)):
        raise NotAllowed(messages.NOT_YOURS)
    if _revoke(OneTimeLink.id == link_id):
        emit(LinkRevoked(actor, link.account_id, link_id))


@command
def use_link(token: str, *, purpose: Purpose) -> Account:
    """Use up a link and return whose it is; raises Missing, always with the same words, when it does not work."""
    now = clock.now()
    account_id = db.session.scalar(
        update(OneTimeLink)
        .where(
            OneTimeLink.token_hash == key_hash(token),
            OneTimeLink.purpose == purpose,
            OneTimeLink.used_at.is_(None),
            OneTimeLink.revoked_at.is_(None),
            OneTimeLink.expires_at > now,
            queries.is_approved(),
        )
        .values(used_at=now)
        .returning(OneTimeLink.account_id)
        .execution_options(synchronize_session=False)
    )
    account = db.session.get(Account, account_id) if account_id is not None else None
    if account is None or not opens_portal(
        is_active=account.is_active, person_state=account.person.state if account.person else None
    ):
        raise Missing(messages.LINK_DEAD)
    return account


def sign_in_by_link(visitor: Actor, *, token: str, browser: Browser) -> NewSession:
    """Begin a session with a link; raises Missing when it does not work, TooMany after many such tries."""
    return _heard(visitor, lambda: _enter(visitor, token, browser))


def set_password_by_link(visitor: Actor, *, token: str, password: str, browser: Browser) -> NewSession:
    """Set a password with a link, end the account's sessions and begin one; a refused password uses nothing up."""
    account = queries.account_of_link(key_hash(token))
    if account is not None:
        check_new(password, account)
    return _heard(visitor, lambda: _set_and_enter(visitor, token, passwords.hashed(password), browser))


@command
def _enter(visitor: Actor, token: str, browser: Browser) -> NewSession:
    account = use_link(token, purpose=Purpose.SIGN_IN)
    return begin_session(account, visitor, browser, way=Way.LINK, confirmed_at=None)


@command
def _set_and_enter(visitor: Actor, token: str, password_hash: str, browser: Browser) -> NewSession:
    account = use_link(token, purpose=Purpose.PASSWORD)
    put_password(account, password_hash)
    end_sessions_of(account.id)
    _revoke(OneTimeLink.account_id == account.id)
    new = begin_session(account, visitor, browser, way=Way.PASSWORD, confirmed_at=clock.now())
    emit(PasswordChanged(new.actor, account.id))
    return new


def _heard(visitor: Actor, enter: Callable[[], NewSession]) -> NewSession:
    if not policies.may_try_a_link(visitor.address):
        raise TooMany(messages.THROTTLED)
    try:
        return enter()
    except Missing:
        _note_refused(visitor)
        raise


@command
def _note_refused(visitor: Actor) -> None:
    db.session.add(LoginAttempt(login_id=ATTEMPT, address=visitor.address, at=clock.now()))
    emit(LinkRefused(visitor))


def revoke_links_of(account_id: int) -> None:
    """Stop every link of an account from working, inside the caller's command."""
    _revoke(OneTimeLink.account_id == account_id)


def _revoke(*which: ColumnElement[bool]) -> bool:
    revoked = db.session.execute(
        update(OneTimeLink)
        .where(*which, OneTimeLink.used_at.is_(None), OneTimeLink.revoked_at.is_(None))
        .values(revoked_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    return bool(revoked.rowcount)  # type: ignore[attr-defined]  # an UPDATE's result counts its rows
