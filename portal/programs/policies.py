"""Who may see what of a program; asked by the catalog's pages."""

from portal.core.actors import Actor, Role
from portal.directory.models import Unit

RUNNING_ROLES = (Role.OFFICER, Role.LEAD, Role.HEAD)


def may_ask_for_others(actor: Actor) -> bool:
    """Say whether the actor may apply for others at all: who speaks for an institution, and who runs programs."""
    return bool(actor.roles & {Role.INSTITUTION, *RUNNING_ROLES})


def may_open_queue(actor: Actor, owner_unit: Unit) -> bool:
    """Say whether the actor handles the applications of a program that this team, or one below it, owns."""
    above = {int(part) for part in owner_unit.path.split("/") if part}
    return actor.is_everywhere(*RUNNING_ROLES) or not actor.units_as(*RUNNING_ROLES).isdisjoint(above)


def may_run(actor: Actor, owner_unit: Unit) -> bool:
    """Say whether the actor sets up the rounds of a program that this team, or one below it, owns."""
    return may_open_queue(actor, owner_unit)
