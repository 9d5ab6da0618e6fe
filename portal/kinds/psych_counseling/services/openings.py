"""Break-glass: the head asks with a reason, the lead of the owner's team approves, the person is told."""

from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from portal.core import clock
from portal.core.actors import Actor, Role
from portal.core.db import db, new_public_id
from portal.core.errors import NotAllowed, Refusal, Stale
from portal.core.transaction import command
from portal.kinds.psych_counseling import messages, policies, sealing
from portal.kinds.psych_counseling.models import Asked, Opening
from portal.kinds.psych_counseling.queries import cases, watch
from portal.kinds.psych_counseling.services.trail import note


@dataclass(frozen=True)
class Identity:
    """What is behind a number."""

    number: str
    name: str
    contact_by: str
    contact: str


@command
def ask(actor: Actor, *, number: str, reason: str) -> Opening:
    """Ask to open a number; the reason is sealed with the case, for it may say who it is."""
    desk = _desk_of(actor, Role.HEAD)
    one = cases.case_by_number(desk.program_id, number)
    if one is None or not one.sealed_identity or actor.account_id is None:
        raise Refusal(messages.NO_SUCH_NUMBER, field="number")
    if cases.is_own(actor, one):
        raise NotAllowed(messages.OWN_CASE)
    for earlier in watch.openings_of_case(one.id):
        if earlier.state == Asked.ASKED or policies.may_read_opening(actor, earlier):
            raise Refusal(messages.OPENING_WAITS, field="number")
    row = new_public_id()
    asked = Opening(
        public_id=row,
        case_id=one.id,
        sealed_reason=sealing.sealed(one.key_ref, "reason", row, reason, "psych_opening"),
        asked_by_id=actor.account_id,
        asked_by_name=f"{actor.title} {actor.name}".strip(),
        asked_at=clock.now(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(asked)
    except IntegrityError:  # the other of two tabs was quicker
        raise Refusal(messages.OPENING_WAITS, field="number") from None
    note(actor, "opening_asked", one.number)
    return asked


@command
def decide(actor: Actor, public_id: str, *, approve: bool, version: int) -> Opening:
    """Approve or decline; approved, it can be read for half an hour from the first look, and the person is told."""
    desk = _desk_of(actor, Role.LEAD)
    asked = watch.opening_or_missing(desk.program_id, public_id)
    if asked.version != version or asked.state != Asked.ASKED:
        raise Stale(messages.EXTENSION_DECIDED)
    if not policies.may_decide_opening(actor, asked):
        own = cases.is_own(actor, asked.case)
        raise NotAllowed(messages.OWN_CASE if own else messages.SAME_PERSON)
    asked.state = Asked.APPROVED if approve else Asked.DECLINED
    asked.decided_by_id = actor.account_id
    asked.decided_by_name = f"{actor.title} {actor.name}".strip()
    asked.decided_at = clock.now()
    if approve:
        asked.told_on = clock.today()
        asked.case.has_news = True
    note(actor, "opening_approved" if approve else "opening_declined", asked.case.number)
    return asked


@command
def read(actor: Actor, public_id: str) -> Identity:
    """Return who is behind a number, while the approval lasts; every reading is counted and written down."""
    desk = _desk_of(actor, Role.HEAD)
    asked = watch.opening_or_missing(desk.program_id, public_id)
    if not policies.may_read_opening(actor, asked):
        raise Refusal(messages.OPENING_OVER)
    one = asked.case
    identity = sealing.opened(one.sealed_identity, "identity", one.public_id)
    contact = sealing.opened(one.sealed_contact, "contact", one.public_id)
    if identity is None or contact is None:
        raise Refusal(messages.CONTACT_GONE)
    asked.read_count += 1
    asked.open_until = asked.open_until or clock.now() + policies.OPEN_FOR
    note(actor, "opening_read", one.number)
    return Identity(one.number, identity["name"], contact["by"], contact["to"])


def _desk_of(actor: Actor, role: Role) -> cases.Desk:
    desk = cases.desk_or_missing(actor, role)
    if not policies.may_watch(actor, desk, role):
        raise NotAllowed(messages.NOT_ON_THE_POST)
    return desk


def reason_of(opening: Opening) -> str:
    """Return why somebody asked, in their words; empty once the case's key is destroyed."""
    return sealing.opened(opening.sealed_reason, "reason", opening.public_id, "psych_opening") or ""
