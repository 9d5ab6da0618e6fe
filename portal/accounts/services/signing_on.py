"""Coming in by the office's sign-on, and proving there once more who one is."""

from datetime import datetime

from portal.accounts import messages, policies, queries
from portal.accounts.events import SignInFailed
from portal.accounts.models import Account, LoginAttempt, Way
from portal.accounts.services._core import Browser, NewSession, begin_session
from portal.accounts.services.confirming import NewKey, mark_confirmed
from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import NotAllowed, TooMany
from portal.core.events import emit
from portal.core.transaction import command

ATTEMPT = "office"
"""What stands for the number when a sign-on fails: such tries count for the address only."""


def check_tries(visitor: Actor) -> None:
    """Raise TooMany when an address failed too often; asked before anybody bothers the provider."""
    if not policies.may_try_a_link(visitor.address):
        raise TooMany(messages.THROTTLED)


def sign_in_by_office(visitor: Actor, *, number: str, proved_at: datetime | None, browser: Browser) -> NewSession:
    """Begin a session for the official of a personal number; raises NotAllowed, always with the same words."""
    try:
        return _admit(visitor, number, proved_at, browser)
    except NotAllowed:
        note_refused(visitor, number=number)
        raise


@command
def _admit(visitor: Actor, number: str, proved_at: datetime | None, browser: Browser) -> NewSession:
    account = _account_of(number)
    if account is None or not policies.may_come_by_office(account):
        raise NotAllowed(messages.OFFICE_NO_ACCOUNT)
    return begin_session(account, visitor, browser, way=Way.OFFICE, confirmed_at=proved_at)


@command
def note_refused(visitor: Actor, *, number: str = "") -> None:
    """Keep a try that the portal did not believe or let in."""
    account = _account_of(number)
    db.session.add(LoginAttempt(login_id=ATTEMPT, address=visitor.address, at=clock.now()))
    emit(SignInFailed(visitor, number, account.id if account else None, Way.OFFICE))


def confirm_by_office(actor: Actor, *, number: str, id_hash: str) -> NewKey:
    """Let a session go on under a new key when the provider knows its own person anew."""
    account = _account_of(number)
    if account is None or account.id != actor.account_id:
        note_refused(actor, number=number)
        raise NotAllowed(messages.OFFICE_SOMEBODY_ELSE)
    return mark_confirmed(actor, id_hash=id_hash, way=Way.OFFICE)


def _account_of(number: str) -> Account | None:
    return queries.account_of_official(number) if number.isprintable() and number else None
