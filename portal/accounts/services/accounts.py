"""Making, closing and mending accounts."""

from datetime import date

from sqlalchemy import delete

from portal.accounts import messages, passwords, policies, queries
from portal.accounts.events import (
    AccountCreated,
    AccountDeactivated,
    AccountReopened,
    AccountUnlocked,
    JoinedStaff,
    LeftStaff,
    PasswordReset,
    SessionsEnded,
)
from portal.accounts.models import Account, LoginAttempt
from portal.accounts.services._core import end_sessions_of
from portal.accounts.services.grants import add_grant, end_grant
from portal.accounts.services.links import revoke_links_of
from portal.accounts.services.passwords import put_password
from portal.core import clock
from portal.core.actors import Actor, Role
from portal.core.db import db
from portal.core.errors import NotAllowed, Refusal
from portal.core.events import emit
from portal.core.transaction import command
from portal.directory.queries import person_or_missing


@command
def create_account(actor: Actor, *, login_id: str, name: str, person_id: int | None = None) -> Account:
    """Make an account without a password, for an official or for somebody outside; a link or sign-on opens it."""
    if not policies.may_manage_accounts(actor):
        raise NotAllowed(messages.NOT_YOURS)
    return _new_account(actor, login_id=login_id, name=name, person_id=person_id)


@command
def create_account_of_official(actor: Actor, *, public_id: str) -> Account:
    """Make an account for an official who has none; raises Missing for somebody unknown."""
    person = person_or_missing(public_id)
    return create_account(actor, login_id=person.personal_no, name=person.name, person_id=person.id)


@command
def create_candidate_account(actor: Actor, *, login_id: str, name: str, reason: str, until: date | None) -> Account:
    """Make an account for a candidate, with that role and no password; officers may."""
    if not policies.may_invite_candidates(actor):
        raise NotAllowed(messages.NOT_YOURS)
    account = _new_account(actor, login_id=login_id, name=name)
    add_grant(actor, account.id, role=Role.CANDIDATE, reason=reason, days=(clock.today(), until))
    return account


@command
def create_partner_account(actor: Actor, *, login_id: str, name: str, reason: str) -> Account:
    """Make an account for somebody at a contract institution, with that role and no password; officers may."""
    if not policies.may_invite_candidates(actor):
        raise NotAllowed(messages.NOT_YOURS)
    account = _new_account(actor, login_id=login_id, name=name)
    add_grant(actor, account.id, role=Role.PROVIDER, reason=reason, days=(clock.today(), None))
    return account


@command
def join_staff(actor: Actor, account_id: int, *, person_id: int, login_id: str, reason: str, on: date) -> None:
    """Make a candidate's account an official's, once: new number, and on the day the candidate's role and sessions end.

    Before that day it is still the candidate's; the links made for the candidate stop working at once.
    """
    account = queries.account_or_missing(account_id)
    if not policies.may_see_off(actor, account):
        raise NotAllowed(messages.NOT_YOURS)
    if account.person_id is not None:
        raise Refusal(messages.STAFF_ALREADY)
    if account.login_id != login_id and queries.is_login_id_taken(login_id):
        raise Refusal(messages.LOGIN_ID_TAKEN, field="login_id")
    for grant in queries.grants_to_end(account_id):
        end_grant(actor, grant, reason=reason, on=on)
    account.person_id, account.login_id = person_id, login_id
    revoke_links_of(account_id)
    if on <= clock.today():
        account.generation += 1
        end_sessions_of(account_id)
    emit(JoinedStaff(actor, account_id))


@command
def leave_staff(actor: Actor, account_id: int, *, login_id: str, reason: str, until: date) -> None:
    """Make an official's account the candidate's again, without a password, as if the appointment had not been.

    Sessions and links end at once. Raises Refusal when the official holds a role besides everybody's.
    """
    account = queries.account_or_missing(account_id)
    if actor.account_id == account_id or not policies.may_invite_candidates(actor):
        raise NotAllowed(messages.NOT_YOURS)
    if queries.roles_given(account_id) - {Role.CANDIDATE}:
        raise Refusal(messages.STAFF_WITH_ROLES)
    if account.login_id != login_id and queries.is_login_id_taken(login_id):
        raise Refusal(messages.LOGIN_ID_TAKEN)
    for grant in queries.grants_to_end(account_id):
        end_grant(actor, grant, reason=reason)
    account.person_id, account.login_id, account.password_hash = None, login_id, ""
    account.generation += 1
    revoke_links_of(account_id)
    end_sessions_of(account_id)
    db.session.flush()
    add_grant(actor, account_id, role=Role.CANDIDATE, reason=reason, days=(clock.today(), until))
    emit(LeftStaff(actor, account_id))


@command
def shut_out(actor: Actor, account_id: int, *, reason: str) -> None:
    """End the role, links and sessions of an account from outside at once; officers may, if it has no other role."""
    account = queries.account_or_missing(account_id)
    if not policies.may_shut_out(actor, account):
        raise NotAllowed(messages.NOT_YOURS)
    for grant in queries.grants_to_end(account_id):
        end_grant(actor, grant, reason=reason)
    revoke_links_of(account_id)
    end_sessions_of(account_id)


@command
def create_staff_account(actor: Actor, *, person_id: int, login_id: str, name: str) -> Account:
    """Make an account without a password for a candidate who never had one and becomes an official; officers may."""
    if not policies.may_invite_candidates(actor):
        raise NotAllowed(messages.NOT_YOURS)
    return _new_account(actor, login_id=login_id, name=name, person_id=person_id)


@command
def create_first_admin(actor: Actor, *, login_id: str, name: str, password: str, person_id: int | None) -> Account:
    """Give the portal an administrator from the server's own terminal; a new password is asked for at the log-in."""
    account = queries.account_with_login_id(login_id)
    if account is None:
        account = _new_account(actor, login_id=login_id, name=name, person_id=person_id)
    put_password(account, passwords.hashed(password))
    account.must_change_password = True
    account.is_active, account.closed_at, account.closed_reason = True, None, ""
    end_sessions_of(account.id)
    if queries.grant_like(account.id, Role.ADMIN, None) is None:
        add_grant(actor, account.id, role=Role.ADMIN, reason=messages.FROM_TERMINAL, days=(clock.today(), None))
    emit(PasswordReset(actor, account.id))
    return account


def _new_account(actor: Actor, *, login_id: str, name: str, person_id: int | None = None) -> Account:
    if queries.is_login_id_taken(login_id):
        raise Refusal(messages.LOGIN_ID_TAKEN, field="login_id")
    account = Account(login_id=login_id, name=name, password_hash="", person_id=person_id)
    db.session.add(account)
    db.session.flush()
    emit(AccountCreated(actor, account.id))
    return account


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
    if Role.ADMIN in queries.roles_given(account_id) and not queries.administrators_besides(account_id):
        raise Refusal(messages.LAST_ADMIN)
    account.is_active = False
    account.closed_at, account.closed_reason = clock.now(), reason.strip()
    account.generation += 1
    end_sessions_of(account_id)
    emit(AccountDeactivated(actor, account_id, reason.strip()))


@command
def reopen(actor: Actor, account_id: int, *, reason: str) -> None:
    """Let a closed account be used again; the old password does not come back."""
    if not policies.may_grant_to(actor, account_id):
        raise NotAllowed(messages.NOT_YOURS)
    if not reason.strip():
        raise Refusal(messages.NO_REASON, field="reason")
    account = queries.account_or_missing(account_id)
    if account.is_active:
        return
    account.is_active, account.closed_at, account.closed_reason = True, None, ""
    account.password_hash = ""
    emit(AccountReopened(actor, account_id, reason.strip()))


@command
def unlock(actor: Actor, account_id: int) -> None:
    """Forget the failed tries of an account, so that it may be tried again at once."""
    if not policies.may_manage_accounts(actor):
        raise NotAllowed(messages.NOT_YOURS)
    account = queries.account_or_missing(account_id)
    db.session.execute(delete(LoginAttempt).where(LoginAttempt.login_id == account.login_id))
    emit(AccountUnlocked(actor, account_id))


@command
def end_all_sessions(actor: Actor, account_id: int, *, but: str = "") -> int:
    """End the sessions of one's own account, or as an administrator of any; returns how many there were."""
    if actor.account_id != account_id and not policies.may_manage_accounts(actor):
        raise NotAllowed(messages.NOT_YOURS)
    count = end_sessions_of(account_id, but=but)
    if count:
        emit(SessionsEnded(actor, account_id, count))
    return count


@command
def end_session(actor: Actor, *, ref: str) -> None:
    """End one session of one's own account, by the beginning of its name; one that is over is as good as ended."""
    assert actor.account_id is not None
    if end_sessions_of(actor.account_id, only=ref):
        emit(SessionsEnded(actor, actor.account_id, 1))
