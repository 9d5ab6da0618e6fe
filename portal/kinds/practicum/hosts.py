"""What an institution sees: its own plan, the candidates it is asked to take, and nobody else's."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.core.actors import Actor, Role
from portal.core.errors import Missing
from portal.directory.models import Unit
from portal.kinds.practicum import policies
from portal.kinds.practicum.models import HostOffer, Placement, PlacementState
from portal.kinds.practicum.queries import hosting, placements, rounds
from portal.kinds.practicum.reading import note_placement
from portal.programs.models import Round

KNOWS_CONTACT = (PlacementState.HOST_ACCEPTED, PlacementState.ORDERED)
"""Where an institution may call the candidate: once it has said yes, and until the practicum is over."""


@dataclass(frozen=True)
class Here:
    """One institution in the round that matters now."""

    unit: Unit
    offer: HostOffer | None
    asked: Sequence[Placement]
    taken: Sequence[Placement]
    gone: Sequence[Placement]


@dataclass(frozen=True)
class HostPage:
    """The institutions that somebody speaks for, and the round they are asked about."""

    round: Round | None
    contact: str
    may_offer: bool
    places: Sequence[Here]


def host_page(actor: Actor) -> HostPage:
    """Return what the actor may see as the one who speaks for institutions."""
    round_ = rounds.current(rounds.rounds())
    units = hosting.institutions_of(actor.units_as(Role.INSTITUTION))
    if round_ is None:
        return HostPage(None, "", may_offer=False, places=[])
    places = [_here(unit, round_) for unit in units]
    for taken in (one for place in places for one in place.taken):  # whose telephone numbers the page shows
        note_placement(actor, taken)
    return HostPage(
        round=round_,
        contact=rounds.contact_of(round_.program),
        may_offer=policies.may_offer(round_),
        places=places,
    )


def institution_or_missing(actor: Actor, unit_id: int) -> Unit:
    """Return an institution the actor speaks for; raises Missing for all others."""
    if not policies.may_answer_for(actor, unit_id):
        raise Missing
    return hosting.institutions_of([unit_id])[0]


def knows_contact(placement: Placement) -> bool:
    """Say whether the host may see the candidate's telephone number."""
    if policies.is_ordered(placement):
        return not policies.is_over(placement)
    return placement.state in KNOWS_CONTACT


def _here(unit: Unit, round_: Round) -> Here:
    found = placements.placements_at(unit.id, round_.id)
    return Here(
        unit=unit,
        offer=hosting.offer_of(unit.id, round_.id),
        asked=[one for one in found if one.state == PlacementState.PROPOSED],
        taken=[one for one in found if knows_contact(one)],
        gone=[one for one in found if one.state != PlacementState.PROPOSED and not knows_contact(one)],
    )
