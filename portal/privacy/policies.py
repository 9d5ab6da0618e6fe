"""Who may answer a request."""

from portal.core.actors import Actor, Role
from portal.privacy.models import PrivacyRequest

DAYS_TO_ANSWER = 10
MOST_OPEN = 5


def is_own(actor: Actor, request: PrivacyRequest) -> bool:
    """Say whether the actor asked for it."""
    return actor.account_id is not None and actor.account_id == request.account_id


def may_answer(actor: Actor, request: PrivacyRequest) -> bool:
    """Say whether the actor may answer: the privacy officer, never on a request of one's own."""
    return Role.PRIVACY in actor.roles and not is_own(actor, request) and request.answered_at is None
