"""Giving and taking roles; the rows stay, for the law wants them for three years."""

from datetime import date

from portal.accounts import messages, policies, queries
from portal.accounts.events import RoleGranted, RoleRevoked
from portal.accounts.models import Grant
from portal.core import clock
from portal.core.actors import SYSTEM, Actor, Role
from portal.core.db import db
from portal.core.errors import NotAllowed, Refusal
from portal.core.events import emit
from portal.core.transaction import command


@command
def grant_role(  # noqa: PLR0913 - each is a fact of the grant
    actor: Actor,
    account_id: int,
    *,
    role: Role,
    reason: str,
    unit_id: int | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
    follows_post: bool = False,
) -> Grant:
    """Let an account hold a role, from today unless said otherwise; it acts on the next request.

    One that *follows_post* counts only as long as the person's main post stays where it is now.
    """
    check_grant(actor, account_id, role=role, reason=reason, unit_id=unit_id, days=(valid_from, valid_to))
    if role in policies.BY_TWO:
        raise Refusal(messages.NEEDS_TWO, field="role")
    home = queries.home_of(account_id, unit_id) if follows_post else None
    days = (valid_from or clock.today(), valid_to)
    return add_grant(actor, account_id, role=role, reason=reason, unit_id=unit_id, days=days, home=home)


def check_grant(
    actor: Actor,
    account_id: int,
    *,
    role: Role,
    reason: str,
    unit_id: int | None,
    days: tuple[date | None, date | None],
) -> None:
    """Raise a refusal when a role cannot be given or asked for.

    Two who give the same right at the same time wait for each other here.
    """
    if not policies.may_grant_to(actor, account_id):
        raise NotAllowed(messages.NOT_YOURS)
    if not reason.strip():
        raise Refusal(messages.NO_REASON, field="reason")
    if role not in policies.GIVEN:
        raise Refusal(messages.NOT_GIVEN, field="role")
    if days[0] is not None and days[0] < clock.today():
        raise Refusal(messages.IN_THE_PAST, field="valid_from")
    if role in policies.FOR_A_UNIT and unit_id is None:
        raise Refusal(messages.UNIT_NEEDED, field="unit")
    if role not in policies.FOR_A_UNIT and unit_id is not None:
        raise Refusal(messages.NOT_FOR_A_UNIT, field="unit")
    starts, ends = days[0] or clock.today(), days[1]
    if ends is not None and ends <= max(starts, clock.today()):
        raise Refusal(messages.DAYS_NOT_IN_ORDER, field="valid_to")
    _check_account(account_id, role, unit_id)


def _check_account(account_id: int, role: Role, unit_id: int | None) -> None:
    account = queries.account_held(account_id)
    if not account.is_active:
        raise Refusal(messages.ACCOUNT_CLOSED)
    if not policies.may_be_held_by(role, account):
        raise Refusal(messages.FOR_OUTSIDERS if account.person_id else messages.FOR_OFFICIALS, field="role")
    if queries.grant_like(account_id, role, unit_id) is not None:
        raise Refusal(messages.GRANTED_ALREADY, field="role")
    if not policies.may_hold_together(role, queries.roles_given(account_id)):
        raise Refusal(messages.NOT_TOGETHER, field="role")


def add_grant(
    actor: Actor,
    account_id: int,
    *,
    role: Role,
    reason: str,
    days: tuple[date, date | None],
    unit_id: int | None = None,
    home: int | None = None,
) -> Grant:
    """Write a grant and tell the listeners; inside a command that has checked it."""
    grant = Grant(
        account_id=account_id,
        role=role,
        unit_id=unit_id,
        valid_from=days[0],
        valid_to=days[1],
        reason=reason.strip(),
        granted_by_id=actor.account_id,
        home_unit_id=home,
    )
    db.session.add(grant)
    db.session.flush()
    emit(RoleGranted(actor, grant.id, account_id, role, unit_id, days[0], days[1], grant.reason))
    return grant


@command
def revoke_role(actor: Actor, grant_id: int, *, reason: str) -> None:
    """End a grant today; the row stays, for who held what must be known for years."""
    grant = queries.grant_or_missing(grant_id)
    if not policies.may_grant_to(actor, grant.account_id):
        raise NotAllowed(messages.NOT_YOURS)
    if not reason.strip():
        raise Refusal(messages.NO_REASON, field="reason")
    if grant.role == Role.ADMIN and not queries.administrators_besides(grant.account_id):
        raise Refusal(messages.LAST_ADMIN)
    if grant.valid_to is None or grant.valid_to > clock.today():
        end_grant(actor, grant, reason=reason)


@command
def end_grants_of_moved() -> int:
    """Write down the end of rights whose people have moved to another unit; they count no longer as it is."""
    moved = queries.grants_of_moved()
    for grant in moved:
        end_grant(SYSTEM, grant, reason=messages.MOVED)
    return len(moved)


def end_grant(actor: Actor, grant: Grant, *, reason: str, on: date | None = None) -> None:
    """End a grant today or on a later day, or before it has begun; inside a command."""
    day = max(clock.today(), on or clock.today())
    grant.valid_to = max(day if grant.valid_to is None else min(day, grant.valid_to), grant.valid_from)
    grant.ended_at, grant.ended_by_id, grant.end_reason = clock.now(), actor.account_id, reason.strip()
    emit(RoleRevoked(actor, grant.id, grant.account_id, grant.role, grant.unit_id, grant.valid_to, grant.end_reason))
