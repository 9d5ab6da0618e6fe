"""Making, closing and mending accounts."""

from portal.accounts import messages, passwords, policies, queries
from portal.accounts.events import AccountCreated, AccountDeactivated, PasswordChanged
from portal.accounts.models import Account
from portal.accounts.services._core import end_sessions_of
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import NotAllowed, Refusal
from portal.core.events import emit
from portal.core.transaction import command


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
    end_sessions_of(account_id)
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
    end_sessions_of(account_id)
    emit(AccountDeactivated(actor, account_id, reason.strip()))
