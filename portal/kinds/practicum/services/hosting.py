"""What an institution does, or an officer for it: say what it can take, accept a candidate or decline with reasons."""

from collections.abc import Sequence

from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Missing, Refusal, Stale
from portal.core.events import emit
from portal.core.resident_numbers import refuse_resident_numbers
from portal.core.transaction import command
from portal.kinds.practicum import messages, policies
from portal.kinds.practicum.events import HostAnswered
from portal.kinds.practicum.gate import admit_host, held
from portal.kinds.practicum.models import HostOffer, Placement
from portal.kinds.practicum.moving import leave_host, move
from portal.kinds.practicum.orders import Offered
from portal.kinds.practicum.queries import hosting, placements, rounds
from portal.kinds.practicum.workflow import Action


@command
def offer(actor: Actor, unit_id: int, round_id: int, *, offered: Offered, version: int | None = None) -> HostOffer:
    """Say or change what an institution can take in a round; never less than is placed there already."""
    admit_host(actor, unit_id)
    round_ = rounds.round_or_missing(round_id)
    if not policies.may_offer(round_):
        raise Refusal(messages.BEGUN)
    refuse_resident_numbers(offered.note, offered.supervisor, field="note")
    kept = hosting.offer_of(unit_id, round_id)
    if kept is not None and version is not None and kept.version != version:
        raise Stale(messages.CHANGED_MEANWHILE)
    before = kept.seats if kept else None
    if kept is None:
        kept = HostOffer(unit_id=unit_id, round_id=round_id)
        db.session.add(kept)
    elif offered.seats < kept.taken:
        raise Refusal(messages.SEATS_TAKEN, field="seats")
    for name, value in vars(offered).items():
        setattr(kept, name, value)
    kept.answered_by_id, kept.answered_by_name = actor.account_id, actor.name[:40]
    kept.answered_at = clock.now()
    db.session.flush()
    emit(HostAnswered(kept.id, actor, before, kept.seats))
    return kept


@command
def accept(
    actor: Actor, unit_id: int, public_id: str, *, version: int, supervisor: str, supervisor_phone: str
) -> Placement:
    """Take a candidate; a late yes counts as long as the office has not asked elsewhere."""
    placement, on_behalf = _asked(actor, unit_id, public_id, version)
    assert placement.offer is not None
    if not supervisor.strip() or not supervisor_phone.strip():
        raise Refusal(messages.SUPERVISOR_NEEDED, field="supervisor")
    refuse_resident_numbers(supervisor, supervisor_phone, field="supervisor")
    placement.offer.supervisor, placement.offer.supervisor_phone = supervisor.strip(), supervisor_phone.strip()
    move(placement, Action.ACCEPT, actor=actor, note=_for_host(actor, placement) if on_behalf else "")
    return placement


@command
def decline(
    actor: Actor, unit_id: int, public_id: str, *, version: int, reasons: Sequence[str], note: str = ""
) -> Placement:
    """Decline a candidate with reasons, until the practicum begins; the seat is free again."""
    placement, on_behalf = _asked(actor, unit_id, public_id, version)
    if not reasons:
        raise Refusal(messages.REASON_NEEDED, field="reasons")
    if "other" in reasons and not note.strip():
        raise Refusal(messages.NOTE_NEEDED, field="note")
    refuse_resident_numbers(note, field="note")
    words = messages.reasons_in_words(reasons, note.strip())
    placement.reasons = list(reasons)
    move(
        placement, Action.DECLINE, actor=actor, note=f"{words} ({_for_host(actor, placement)})" if on_behalf else words
    )
    leave_host(placement)
    db.session.flush()
    return placement


def _asked(actor: Actor, unit_id: int, public_id: str, version: int) -> tuple[Placement, bool]:
    on_behalf = admit_host(actor, unit_id)
    placement = held(placements.placement_at_or_missing(unit_id, public_id).public_id)
    if placement.offer is None:
        raise Missing
    if placement.version != version:
        raise Stale(messages.CHANGED_MEANWHILE)
    return placement, on_behalf


def _for_host(actor: Actor, placement: Placement) -> str:
    assert placement.offer is not None
    return messages.for_host(actor.name, placement.offer.unit.name)
