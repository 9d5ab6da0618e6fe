"""Whose decision is final: one policy, asked by everybody who decides."""

from portal.core.actors import Actor, Role
from portal.directory.models import Unit

HEADING_ROLES = (Role.LEAD, Role.HEAD)
FINAL_ROLES = (Role.OFFICER, *HEADING_ROLES)
"""Until an approval line carries a list of decisions upward, the officer of the owning team decides finally."""


def decision_is_final(actor: Actor, owner_unit: Unit) -> bool:
    """Say whether the actor's decision on a program of this team is the last word.

    A role held for a unit holds for the units below it: the head of the division decides for its teams.
    """
    return _holds(actor, FINAL_ROLES, owner_unit)


def answers_for(actor: Actor, owner_unit: Unit) -> bool:
    """Say whether the actor heads the team or what stands above it."""
    return _holds(actor, HEADING_ROLES, owner_unit)


def _holds(actor: Actor, roles: tuple[Role, ...], unit: Unit) -> bool:
    if actor.is_everywhere(*roles):
        return True
    from_the_root = {int(part) for part in unit.path.split("/") if part}
    return not actor.units_as(*roles).isdisjoint(from_the_root)
