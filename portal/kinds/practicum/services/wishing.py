"""What candidates do, or an officer for them: wish for a place, put the form aside, step back."""

from typing import Any

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Missing, Refusal
from portal.core.events import emit
from portal.core.resident_numbers import refuse_resident_numbers
from portal.core.transaction import command
from portal.kinds.practicum import messages, policies
from portal.kinds.practicum.events import WishChanged
from portal.kinds.practicum.gate import admit_desk, held
from portal.kinds.practicum.models import Candidate, Choice, Placement, PlacementState, Wish, WishDraft
from portal.kinds.practicum.moving import begin, leave_host, move
from portal.kinds.practicum.orders import Wished
from portal.kinds.practicum.queries import candidates, placements, rounds
from portal.kinds.practicum.workflow import Action
from portal.programs.models import Round


@command
def wish_for(actor: Actor, candidate_public_id: str, round_id: int, *, wished: Wished) -> Wish:
    """Send or change what a candidate wishes for; sent twice, or from two tabs, it is one wish.

    Raises Refusal with the reason when the round or the candidate is not ready for it.
    """
    candidate = candidates.candidate_or_missing(candidate_public_id)
    on_behalf = _admit(actor, candidate)
    round_ = rounds.round_or_missing(round_id)
    if not policies.may_wish(candidate, round_):
        raise Refusal(messages.NOT_ON_LIST)
    if not on_behalf and not policies.is_taking_wishes(round_):
        raise Refusal(messages.NOT_OPEN)
    refuse_resident_numbers(wished.circumstances, field="circumstances")
    live = placements.live_placement(candidate.id, round_.id)
    if not policies.may_change_wish(live):
        raise Refusal(messages.NOT_CHANGEABLE)
    try:
        with db.session.begin_nested():
            wish = _kept(actor, candidate, round_, wished, live)
    except IntegrityError:  # a second tab was quicker by a moment
        live = placements.live_placement(candidate.id, round_.id)
        if live is None:
            raise
        wish = _kept(actor, candidate, round_, wished, live)
    _drop_draft(candidate.id, round_.id)
    return wish


def _kept(actor: Actor, candidate: Candidate, round_: Round, wished: Wished, live: Placement | None) -> Wish:
    now = clock.now()
    wish = live.wish if live else Wish(candidate=candidate, round=round_, submitted_at=now)
    wish.pledged_at, wish.consent_text = now, messages.CONSENT
    wish.available_from, wish.circumstances = wished.available_from, wished.circumstances
    wish.typed_by_id, wish.typed_by_name = actor.account_id, actor.name[:40]
    wish.is_on_behalf = not policies.is_own(actor, candidate)
    wish.choices.clear()
    db.session.add(wish)
    db.session.flush()
    wish.choices.extend(
        Choice(rank=rank, area=area, unit_id=unit_id) for rank, (area, unit_id) in enumerate(wished.choices, 1)
    )
    db.session.flush()
    if live is None:
        placement = Placement(candidate=candidate, round=round_, wish=wish, state=PlacementState.ELIGIBLE, moved_at=now)
        db.session.add(placement)
        note = messages.on_behalf(actor.name, candidate.name) if wish.is_on_behalf else ""
        begin(placement, actor=actor, note=note)
    emit(WishChanged(wish.id, actor, "change" if live else "send"))
    return wish


@command
def keep_draft(actor: Actor, round_id: int, *, typed: dict[str, Any]) -> WishDraft:
    """Save what a candidate has typed so far; nobody else sees it."""
    candidate = candidates.candidate_of(actor)
    rounds.round_or_missing(round_id)
    draft = candidates.draft_of(candidate.id, round_id)
    if draft is None:
        draft = WishDraft(candidate_id=candidate.id, round_id=round_id)
        db.session.add(draft)
    draft.answers, draft.saved_at = typed, clock.now()
    db.session.flush()
    return draft


@command
def withdraw(actor: Actor, public_id: str, *, reason: str) -> Placement:
    """Step back from the practicum, before it begins or in its course; the seat goes back to the host.

    It changes nothing in the order of appointment.
    """
    placement = held(public_id)
    on_behalf = _admit(actor, placement.candidate)
    if not policies.may_withdraw(placement):
        raise Refusal(messages.NOT_WITHDRAWABLE)
    if not reason.strip():
        raise Refusal(messages.NO_REASON, field="reason")
    refuse_resident_numbers(reason, field="reason")
    note = f"{reason} ({messages.on_behalf(actor.name, placement.candidate.name)})" if on_behalf else reason
    if policies.has_begun(placement):
        placement.last_day = clock.today()
        move(placement, Action.ABANDON, actor=actor, note=note)
    else:
        move(placement, Action.WITHDRAW, actor=actor, note=note)
        leave_host(placement)
    placement.wish.withdrawn_at = clock.now()
    db.session.flush()
    emit(WishChanged(placement.wish_id, actor, "withdraw"))
    return placement


def _admit(actor: Actor, candidate: Candidate) -> bool:
    """Say whether an officer acts on behalf; raises Missing for whoever is neither candidate nor officer."""
    if policies.is_own(actor, candidate):
        if policies.is_appointed(candidate):
            raise Missing
        return False
    admit_desk(actor)
    return True


def _drop_draft(candidate_id: int, round_id: int) -> None:
    db.session.execute(delete(WishDraft).where(WishDraft.candidate_id == candidate_id, WishDraft.round_id == round_id))
