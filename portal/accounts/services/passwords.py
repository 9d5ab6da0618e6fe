"""Choosing a new password."""

from portal.accounts import messages, passwords, policies, queries
from portal.accounts.events import PasswordChanged
from portal.accounts.models import Account
from portal.accounts.services._core import end_sessions_of
from portal.accounts.services.confirming import NewKey, mark_confirmed
from portal.accounts.services.signing_in import note_failure
from portal.core import clock
from portal.core.actors import Actor
from portal.core.errors import Refusal, Stale, TooMany
from portal.core.events import emit
from portal.core.transaction import command


def check_new(password: str, account: Account) -> None:
    """Raise a Refusal beside the field when the account may not have this password."""
    why = passwords.why_not(password, about=(account.login_id, account.name))
    if why:
        raise Refusal(why, field="password")
    if passwords.is_right(account.password_hash, password):
        raise Refusal(messages.PASSWORD_SAME, field="password")


def change_password(actor: Actor, *, current: str, password: str, id_hash: str) -> NewKey:
    """Set one's own new password; every other session ends, this one goes on under another key.

    An account that has none yet is not asked for the current one. Both are checked outside any transaction.
    """
    assert actor.account_id is not None
    account = queries.account_or_missing(actor.account_id)
    kept = account.password_hash
    if not policies.may_try_to_log_in(account.login_id, actor.address):
        raise TooMany(messages.THROTTLED)
    if kept and not passwords.is_right(kept, current):
        if not note_failure(actor, account.login_id):
            raise TooMany(messages.THROTTLED)
        raise Refusal(messages.PASSWORD_WRONG, field="current")
    check_new(password, account)
    return _change(actor, checked=kept, password_hash=passwords.hashed(password), id_hash=id_hash)


@command
def _change(actor: Actor, *, checked: str, password_hash: str, id_hash: str) -> NewKey:
    assert actor.account_id is not None
    account = queries.account_or_missing(actor.account_id)
    if account.password_hash != checked:
        raise Stale(messages.PASSWORD_CHANGED_MEANWHILE)
    put_password(account, password_hash)
    end_sessions_of(account.id, but=id_hash)
    emit(PasswordChanged(actor, account.id))
    return mark_confirmed(actor, id_hash=id_hash, generation=account.generation)


def put_password(account: Account, password_hash: str) -> None:
    """Give an account a password that its owner chose; inside a command."""
    account.password_hash = password_hash
    account.password_changed_at = clock.now()
    account.must_change_password = False
    account.generation += 1
