"""Whose decision is final, and who takes which step of a document: one policy, asked by everybody who decides."""

from portal.approvals.models import Document, DocumentState, StepState
from portal.approvals.queries import Hand, Hands
from portal.core.actors import Actor, Role
from portal.directory.models import Unit

HEADING_ROLES = (Role.LEAD, Role.HEAD)
FINAL_ROLES = (Role.OFFICER, *HEADING_ROLES)
"""Where no approval line carries a list of decisions upward, the officer of the owning team decides finally."""


def decision_is_final(actor: Actor, owner_unit: Unit) -> bool:
    """Say whether the actor's decision on a program of this team is the last word.

    A role held for a unit holds for the units below it: the head of the division decides for its teams.
    """
    return _holds(actor, FINAL_ROLES, owner_unit)


def answers_for(actor: Actor, owner_unit: Unit) -> bool:
    """Say whether the actor heads the team or what stands above it."""
    return _holds(actor, HEADING_ROLES, owner_unit)


def may_change_line(actor: Actor, owner_unit: Unit) -> bool:
    """Say whether the actor says which line a program of this team goes up: its officers, and who heads it."""
    return decision_is_final(actor, owner_unit)


def hand_of(actor: Actor, hands: Hands | None) -> Hand | None:
    """Return how the actor may take a step, if they may: as its holder or as who stands in today."""
    return hands.of(actor.person_id) if hands is not None and actor.person_id is not None else None


def may_recall(actor: Actor, document: Document) -> bool:
    """Say whether the actor may take the document back: who drafted it, until somebody has taken a step."""
    taken = any(step.state in (StepState.APPROVED, StepState.POST_APPROVED) for step in document.steps)
    is_drafter = actor.person_id is not None and document.drafter_id == actor.person_id
    return is_drafter and document.state == DocumentState.RUNNING and not taken


def may_write_line(actor: Actor) -> bool:
    """Say whether there can be a program at all whose line the actor changes."""
    return bool(actor.roles & set(FINAL_ROLES))


def _holds(actor: Actor, roles: tuple[Role, ...], unit: Unit) -> bool:
    if actor.is_everywhere(*roles):
        return True
    from_the_root = {int(part) for part in unit.path.split("/") if part}
    return not actor.units_as(*roles).isdisjoint(from_the_root)
