"""Writes down what becomes of candidates, wishes, hosts and placements; what was wished for is not copied."""

from typing import Any

from portal.audit.listeners import note
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.events import listen
from portal.kinds.practicum.events import CandidateChanged, HostAnswered, PlacementMoved, RoundPlanned, WishChanged
from portal.kinds.practicum.models import Candidate, HostOffer, Placement, Wish
from portal.programs.models import Round


@listen(CandidateChanged)
def note_candidate(event: CandidateChanged) -> None:
    """Note who came on the list, left it or was appointed."""
    candidate = db.session.get_one(Candidate, event.candidate_id)
    _note(event.actor, f"candidate.{event.action}", candidate, after=event.after, reason=event.reason)


@listen(WishChanged)
def note_wish(event: WishChanged) -> None:
    """Note that a wish was sent, changed or taken back, and in which round."""
    wish = db.session.get_one(Wish, event.wish_id)
    _note(event.actor, f"candidate.wish_{event.action}", wish.candidate, after={"round": wish.round.name})


@listen(PlacementMoved)
def note_placement(event: PlacementMoved) -> None:
    """Note a step of a placement and the host it was about."""
    placement = db.session.get_one(Placement, event.placement_id)
    host = placement.offer.unit.full_name if placement.offer else ""
    before = {"placement": event.before} if event.before else {}
    after = {"placement": event.after, "round": placement.round.name, "unit": host}
    _note(
        event.actor, f"placement.{event.action}", placement.candidate, before=before, after=after, reason=event.reason
    )


@listen(HostAnswered)
def note_host(event: HostAnswered) -> None:
    """Note what an institution offered."""
    offer = db.session.get_one(HostOffer, event.offer_id)
    note(
        event.actor,
        "host.offer",
        object_type="host",
        object_ref=offer.public_id,
        object_name=f"{offer.unit.full_name} {offer.round.name}",
        before={} if event.seats_before is None else {"seats": event.seats_before},
        after={"seats": event.seats},
    )


@listen(RoundPlanned)
def note_round(event: RoundPlanned) -> None:
    """Note that a round was planned, or which of its days and hours became what."""
    round_ = db.session.get_one(Round, event.round_id)
    note(
        event.actor,
        f"round.{event.action}",
        object_type="round",
        object_ref=str(round_.id),
        object_name=f"{round_.program.title} {round_.year}년 {round_.name}",
        before=event.before,
        after=event.after,
    )


def _note(actor: Actor, action: str, candidate: Candidate, **facts: Any) -> None:
    note(
        actor,
        action,
        object_type=action.partition(".")[0],
        object_ref=candidate.public_id,
        object_name=f"{candidate.exam_year}-{candidate.exam_no} {candidate.name}",
        subject_id=candidate.person_id,
        **{"before": {}, "after": {}, **facts},
    )
