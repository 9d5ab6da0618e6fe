"""Who writes the words of a program, and to whom an officer may write."""

from portal.applications.models import Application
from portal.applications.policies import may_handle
from portal.approvals.policies import decision_is_final
from portal.core.actors import Actor, Role
from portal.programs.kinds import kind_of
from portal.programs.models import Program

WRITERS = (Role.OFFICER, Role.LEAD, Role.HEAD)
MOST_PEOPLE = 5_000


def may_word(actor: Actor, program: Program) -> bool:
    """Say whether the actor may see and change what a program says: who handles its applications."""
    return decision_is_final(actor, program.owner_unit)


def is_fixed(program: Program) -> bool:
    """Say whether a program's words cannot be changed: of sensitive kinds nothing may be said but a link."""
    return kind_of(program).is_sensitive


def may_write_to(actor: Actor, application: Application) -> bool:
    """Say whether the actor may write to somebody about an application: who handles it."""
    return may_handle(actor, application)
