"""Who may do what with an application; asked by services, pages and tests."""

from datetime import datetime

from portal.applications.models import Application
from portal.applications.workflow import TRANSITIONS, Action
from portal.approvals.policies import decision_is_final
from portal.core.actors import Actor
from portal.programs.models import Round

OFFICERS_ACTIONS = (
    Action.APPROVE,
    Action.RETURN,
    Action.REJECT,
    Action.WAITLIST,
    Action.NOT_SELECT,
    Action.START,
)
"""What an officer may do from the queue, in the order of the buttons."""


def is_own(actor: Actor, application: Application) -> bool:
    """Say whether the application is the actor's own."""
    return actor.person_id is not None and application.person_id == actor.person_id


def may_decide(actor: Actor, application: Application) -> bool:
    """Say whether the actor may decide: of the owning team, and never on the actor's own application."""
    return not is_own(actor, application) and decision_is_final(actor, application.round.program.owner_unit)


def is_staged(application: Application) -> bool:
    """Say whether a decision on it can still be undone; until then nobody decides again."""
    return application.settles_at is not None


def may_wait(application: Application) -> bool:
    """Say whether its round keeps a waiting list at all."""
    return application.round.capacity is not None


def actions_open_to(actor: Actor, application: Application) -> list[Action]:
    """Return what the actor may do with it now, by the table and the rules."""
    if not may_decide(actor, application) or is_staged(application):
        return []
    allowed = [action for action in OFFICERS_ACTIONS if (application.status, action) in TRANSITIONS]
    return [action for action in allowed if action is not Action.WAITLIST or may_wait(application)]


def may_promote(round_: Round, now: datetime) -> bool:
    """Say whether a freed seat still goes to those who wait: until the round starts or while it takes applications."""
    return now.date() < round_.starts_on or (round_.apply_to is not None and now < round_.apply_to)
