"""Giving and taking roles."""

from datetime import date

from portal.accounts import messages, policies, queries
from portal.accounts.events import RoleGranted, RoleRevoked
from portal.accounts.models import Grant
from portal.core import clock
from portal.core.actors import Actor, Role
from portal.core.db import db
from portal.core.errors import NotAllowed, Refusal
from portal.core.events import emit
from portal.core.transaction import command


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
