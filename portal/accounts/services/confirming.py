"""Proving once more who one is, in the midst of a session."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update

from portal.accounts import messages, passwords, policies, queries
from portal.accounts.events import Confirmed
from portal.accounts.models import Way, WebSession
from portal.accounts.services._core import key_hash, new_key
from portal.accounts.services.signing_in import note_failure
from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Missing, Refusal, TooMany
from portal.core.events import emit
from portal.core.transaction import command


@dataclass(frozen=True)
class NewKey:
    """The key under which a session goes on, and since when its person is known anew."""

    key: str
    confirmed_at: datetime
    must_change_password: bool = False


def confirm(actor: Actor, *, password: str, id_hash: str) -> NewKey:
    """Check the password again and give the session another key; tries count like those of a log-in."""
    assert actor.account_id is not None
    account = queries.account_or_missing(actor.account_id)
    login_id, kept = account.login_id, account.password_hash
    if not policies.may_try_to_log_in(login_id, actor.address):
        raise TooMany(messages.THROTTLED)
    if not passwords.is_right(kept, password):
        if not note_failure(actor, login_id):
            raise TooMany(messages.THROTTLED)
        raise Refusal(messages.PASSWORD_WRONG, field="password")
    return mark_confirmed(actor, id_hash=id_hash)


@command
def mark_confirmed(actor: Actor, *, id_hash: str, generation: int | None = None, way: Way = Way.PASSWORD) -> NewKey:
    """Let a session go on under a new key, its person known anew; raises Missing when it ended meanwhile."""
    assert actor.account_id is not None
    now, key = clock.now(), new_key()
    more = {} if generation is None else {"generation": generation}
    moved = db.session.execute(
        update(WebSession)
        .where(WebSession.id_hash == id_hash, WebSession.account_id == actor.account_id)
        .values(id_hash=key_hash(key), confirmed_at=now, **more)
        .execution_options(synchronize_session=False)
    )
    if moved.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE's result counts its rows
        raise Missing(messages.EXPIRED)
    emit(Confirmed(actor, way))
    must_change = queries.account_or_missing(actor.account_id).must_change_password and way != Way.OFFICE
    return NewKey(key, now, must_change)
