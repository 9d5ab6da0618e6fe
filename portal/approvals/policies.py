"""Whose decision is final: one policy, asked by everybody who decides."""

from portal.core.actors import Actor, Role

FINAL_ROLES = (Role.OFFICER, Role.LEAD, Role.HEAD)
"""Until an approval line carries a list of decisions upward, the officer of the owning team decides finally."""


def decision_is_final(actor: Actor, owner_unit_id: int) -> bool:
    """Say whether the actor's decision on a program of this team is the last word."""
    return actor.is_everywhere(*FINAL_ROLES) or owner_unit_id in actor.units_as(*FINAL_ROLES)
