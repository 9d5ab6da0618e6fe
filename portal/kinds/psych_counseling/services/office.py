"""What the owner's team does, by number alone: more sessions, and the month's settlement."""

import hashlib

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Missing, NotAllowed, Refusal, Stale
from portal.core.resident_numbers import refuse_resident_numbers
from portal.core.transaction import command
from portal.kinds.psych_counseling import messages, policies, sheets
from portal.kinds.psych_counseling.models import Allowance, Asked, Extension, Settlement
from portal.kinds.psych_counseling.queries import cases as queries
from portal.kinds.psych_counseling.queries import sums
from portal.kinds.psych_counseling.queries.contract import provider_of_desk_or_missing
from portal.kinds.psych_counseling.services.trail import note


@command
def decide_extension(actor: Actor, extension_id: int, *, approve: bool, version: int) -> Extension:
    """Grant more sessions or not; raises Stale when somebody else decided meanwhile."""
    desk = queries.desk_or_missing(actor, *policies.RUNS)
    asked = queries.extension_or_missing(desk.program_id, extension_id)
    if asked.version != version or asked.state != Asked.ASKED:
        raise Stale(messages.EXTENSION_DECIDED)
    if not policies.may_decide_extension(actor, asked):
        raise NotAllowed(messages.OWN_CASE)
    asked.state = Asked.APPROVED if approve else Asked.DECLINED
    asked.decided_on = clock.today()
    asked.decided_by_id = actor.account_id
    if approve:
        order = update(Allowance).where(Allowance.id == asked.case.allowance_id)
        granted = order.values(extra=Allowance.extra + asked.sessions)
        db.session.execute(granted.execution_options(synchronize_session=False))
    asked.case.has_news = policies.is_live(asked.case)
    note(actor, "extension_approved" if approve else "extension_declined", asked.case.number)
    return asked


@command
def settle(actor: Actor, provider_id: int, *, month: str) -> Settlement:
    """Settle a month that is over with an institution: from now on its sessions stay as they are."""
    desk = queries.desk_or_missing(actor, *policies.RUNS)
    if not is_over(month):
        raise Refusal(messages.MONTH_NOT_OVER)
    provider_of_desk_or_missing(provider_id, to_change=True)  # no session and no price comes in between
    invoice = invoice_or_missing(desk.program_id, provider_id, month)
    if invoice.settlement is None and invoice.unpriced:
        raise Refusal(messages.NO_PRICE)
    if actor.account_id is None:
        raise NotAllowed(messages.OWN_CASE)
    settled = Settlement(
        provider_id=provider_id,
        month=month,
        sessions=invoice.sessions,
        amount=invoice.amount,
        settled_on=clock.today(),
        settled_by_id=actor.account_id,
    )
    try:
        with db.session.begin_nested():
            db.session.add(settled)
    except IntegrityError:
        raise Refusal(messages.SETTLED_ALREADY) from None
    note(actor, "settle", f"{provider_id}:{month}")
    return settled


@command
def take_sheet(actor: Actor, provider_id: int, *, month: str, reason: str) -> bytes:
    """Return a month's settlement as a file; who took it, why, and the file's fingerprint are written down."""
    desk = queries.desk_or_missing(actor, *policies.RUNS)
    refuse_resident_numbers(reason, field="reason")
    data = sheets.settlement(actor, invoice_or_missing(desk.program_id, provider_id, month), reason)
    fingerprint = hashlib.sha256(data).hexdigest()
    note(actor, "sheet", f"{provider_id}:{month}", reason=reason, fingerprint=fingerprint)
    return data


def is_over(month: str) -> bool:
    """Say whether a month is past: on its last day something may still happen."""
    return sums.bounds(month)[1] <= clock.today()


def invoice_or_missing(program_id: int, provider_id: int, month: str) -> sums.Invoice:
    """Return what an institution is owed for a month; raises Missing."""
    found = next((one for one in sums.invoices_of(program_id, month) if one.provider.id == provider_id), None)
    if found is None:
        raise Missing
    return found
