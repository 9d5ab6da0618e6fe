"""The doors of the room: whoever does not run the practicum does not learn what is behind them."""

from portal.core.actors import Actor
from portal.core.errors import Missing
from portal.kinds.practicum import policies
from portal.kinds.practicum.models import Placement
from portal.kinds.practicum.queries.placements import placement_or_missing
from portal.kinds.practicum.queries.rounds import owners_of_practicum
from portal.programs.seats import hold_rounds


def admit_desk(actor: Actor) -> None:
    """Let go on whoever runs the practicum; raises Missing for others."""
    if not any(policies.may_run(actor, owner) for owner in owners_of_practicum()):
        raise Missing


def admit_host(actor: Actor, unit_id: int) -> bool:
    """Let go on who speaks for the institution, or who runs the practicum (True: on its behalf); else Missing."""
    if policies.may_answer_for(actor, unit_id):
        return False
    admit_desk(actor)
    return True


def held(public_id: str) -> Placement:
    """Return a placement; whoever else moves one of its round waits, so that seats and rows are locked in one order."""
    placement = placement_or_missing(public_id)
    hold_rounds([placement.round_id])
    return placement
