"""Rights that take two people: one administrator asks, another decides."""

from datetime import date

from portal.accounts import messages, policies, queries
from portal.accounts.events import RightAsked, RightDecided, RightsReviewed
from portal.accounts.models import GrantRequest, GrantReview, RequestState
from portal.accounts.services.grants import add_grant, check_grant
from portal.core import clock
from portal.core.actors import Actor, Role
from portal.core.db import db
from portal.core.errors import NotAllowed, Refusal, Stale
from portal.core.events import emit
from portal.core.transaction import command


@command
def ask_for_role(  # noqa: PLR0913 - each is a fact of the grant
    actor: Actor,
    account_id: int,
    *,
    role: Role,
    reason: str,
    unit_id: int | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
    follows_post: bool = True,
) -> GrantRequest:
    """Ask another administrator to let an account hold a role; nothing is given yet."""
    check_grant(actor, account_id, role=role, reason=reason, unit_id=unit_id, days=(valid_from, valid_to))
    if queries.is_asked_for(account_id, role):
        raise Refusal(messages.ASKED_ALREADY, field="role")
    assert actor.account_id is not None
    asked = GrantRequest(
        account_id=account_id,
        role=role,
        unit_id=unit_id,
        valid_from=valid_from or clock.today(),
        valid_to=valid_to,
        follows_post=follows_post,
        reason=reason.strip(),
        asked_by_id=actor.account_id,
        asked_at=clock.now(),
    )
    db.session.add(asked)
    db.session.flush()
    emit(RightAsked(actor, asked.id, account_id, role, asked.reason))
    return asked


@command
def decide_request(actor: Actor, request_id: int, *, approves: bool, version: int, note: str = "") -> None:
    """Give the right that another administrator asked for, or refuse it with a reason."""
    asked = queries.request_or_missing(request_id)
    if not policies.may_decide_request(actor, asked):
        raise NotAllowed(messages.ANOTHER_DECIDES)
    _check_pending(asked, version)
    if not approves and not note.strip():
        raise Refusal(messages.NO_REASON, field="note")
    if approves:
        starts = max(asked.valid_from, clock.today())
        days, role = (starts, asked.valid_to), Role(asked.role)
        check_grant(actor, asked.account_id, role=role, reason=asked.reason, unit_id=asked.unit_id, days=days)
        home = queries.home_of(asked.account_id, asked.unit_id) if asked.follows_post else None
        add_grant(actor, asked.account_id, role=role, reason=asked.reason, days=days, unit_id=asked.unit_id, home=home)
    _close(actor, asked, RequestState.APPROVED if approves else RequestState.REFUSED, note)


@command
def withdraw_request(actor: Actor, request_id: int, *, version: int) -> None:
    """Take back what one asked for oneself."""
    asked = queries.request_or_missing(request_id)
    if asked.asked_by_id != actor.account_id:
        raise NotAllowed(messages.NOT_YOURS)
    _check_pending(asked, version)
    _close(actor, asked, RequestState.WITHDRAWN, "")


@command
def note_review(actor: Actor, *, quarter: str, note: str) -> None:
    """Write down that somebody has gone through all rights of a quarter; sent twice on a day, it is written once."""
    if not policies.may_manage_accounts(actor):
        raise NotAllowed(messages.NOT_YOURS)
    assert actor.account_id is not None
    queries.account_held(actor.account_id)  # of two at once the second waits here
    if queries.has_reviewed_today(actor.account_id, quarter=quarter, note=note.strip()):
        return
    count = queries.count_of_rights()
    db.session.add(
        GrantReview(quarter=quarter, rights=count, note=note.strip(), done_by_id=actor.account_id, done_at=clock.now())
    )
    emit(RightsReviewed(actor, quarter, count))


def _check_pending(asked: GrantRequest, version: int) -> None:
    if asked.state != RequestState.PENDING or asked.version != version:
        raise Stale(messages.DECIDED_ALREADY)


def _close(actor: Actor, asked: GrantRequest, state: RequestState, note: str) -> None:
    asked.state, asked.note = state, note.strip()
    asked.decided_by_id, asked.decided_at = actor.account_id, clock.now()
    db.session.flush()  # a row that somebody else decided meanwhile is stale here
    emit(RightDecided(actor, asked.id, asked.account_id, asked.role, state, asked.asked_by_id, asked.note))
