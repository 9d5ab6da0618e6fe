"""Whose decision is final: one policy, asked by everybody who decides."""

from portal.core.actors import Actor, Role
from portal.directory.models import Unit

FINAL_ROLES = (Role.OFFICER, Role.LEAD, Role.HEAD)
"""Until an approval line carries a list of decisions upward, the officer of the owning team decides finally."""


def decision_is_final(actor: Actor, owner_unit: Unit) -> bool:
    """Say whether the actor's decision on a program of this team is the last word.

    A role held for a unit holds for the units below it: the head of the division decides for its teams.
    """
    if actor.is_everywhere(*FINAL_ROLES):
        return True
    from_the_root = {int(part) for part in owner_unit.path.split("/") if part}
    return not actor.units_as(*FINAL_ROLES).isdisjoint(from_the_root)
