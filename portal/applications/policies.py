"""Who may do what with an application; asked by services, pages and tests."""

from portal.applications.models import Application
from portal.approvals.policies import decision_is_final
from portal.core.actors import Actor


def is_own(actor: Actor, application: Application) -> bool:
    """Say whether the application is the actor's own."""
    return actor.person_id is not None and application.person_id == actor.person_id


def may_decide(actor: Actor, application: Application) -> bool:
    """Say whether the actor may decide: of the owning team, and never on the actor's own application."""
    return not is_own(actor, application) and decision_is_final(actor, application.round.program.owner_unit_id)
