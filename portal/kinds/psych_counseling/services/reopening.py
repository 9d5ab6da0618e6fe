"""A settled month opened again: an officer asks with a reason, the lead approves, and both stand in the trail.

Nothing of what was settled is lost: its figures stay with the request. The month is settled anew once it is mended.
"""

from sqlalchemy.exc import IntegrityError

from portal.core import clock
from portal.core.actors import Actor, Role
from portal.core.db import db
from portal.core.errors import NotAllowed, Refusal, Stale
from portal.core.resident_numbers import refuse_resident_numbers
from portal.core.transaction import command
from portal.kinds.psych_counseling import messages, policies
from portal.kinds.psych_counseling.models import Asked, Reopening, Settlement
from portal.kinds.psych_counseling.queries import settlements as queries
from portal.kinds.psych_counseling.queries.cases import desk_or_missing
from portal.kinds.psych_counseling.queries.contract import provider_of_desk_or_missing
from portal.kinds.psych_counseling.services.office import invoice_or_missing
from portal.kinds.psych_counseling.services.trail import note


@command
def ask(actor: Actor, provider_id: int, *, month: str, reason: str) -> Reopening:
    """Ask to open a settled month again. Raises Refusal while somebody asks, and once its sessions are destroyed."""
    desk = desk_or_missing(actor, *policies.RUNS)
    refuse_resident_numbers(reason, field="reason")
    settled = _whole(desk.program_id, provider_id, month)
    if actor.account_id is None:
        raise NotAllowed(messages.OWN_CASE)
    asked = Reopening(
        provider_id=provider_id,
        month=month,
        sessions=settled.sessions,
        amount=settled.amount,
        settled_on=settled.settled_on,
        settled_by_id=settled.settled_by_id,
        reason=reason,
        asked_by_id=actor.account_id,
        asked_by_name=f"{actor.title} {actor.name}".strip(),
        asked_at=clock.now(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(asked)
    except IntegrityError:
        raise Refusal(messages.REOPENING_WAITS, field="reason") from None
    note(actor, "reopening_asked", f"{provider_id}:{month}", reason=reason)
    return asked


@command
def decide(actor: Actor, reopening_id: int, *, approve: bool, version: int) -> Reopening:
    """Open the month again or not; raises Stale when somebody else decided meanwhile."""
    desk = desk_or_missing(actor, Role.LEAD)
    asked = queries.reopening_or_missing(reopening_id)
    if asked.version != version or asked.state != Asked.ASKED:
        raise Stale(messages.EXTENSION_DECIDED)
    if not policies.may_decide_reopening(actor, asked):
        raise NotAllowed(messages.SAME_PERSON)
    if approve:
        db.session.delete(_whole(desk.program_id, asked.provider_id, asked.month))
    asked.state = Asked.APPROVED if approve else Asked.DECLINED
    asked.decided_by_id = actor.account_id
    asked.decided_by_name = f"{actor.title} {actor.name}".strip()
    asked.decided_at = clock.now()
    note(actor, "reopening_approved" if approve else "reopening_declined", f"{asked.provider_id}:{asked.month}")
    return asked


def _whole(program_id: int, provider_id: int, month: str) -> Settlement:
    """Return a settlement whose sessions are all still there, with nobody entering or settling beside it."""
    provider_of_desk_or_missing(provider_id, to_change=True)
    settled = queries.settlement_or_missing(provider_id, month)
    invoice = invoice_or_missing(program_id, provider_id, month)
    if sum(bill.sessions for bill in invoice.bills) != settled.sessions:
        raise Refusal(messages.MONTH_PURGED, field="reason")
    return settled
