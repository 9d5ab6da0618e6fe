"""What happens to applications, past tense; listeners read it in the same transaction."""

from dataclasses import dataclass
from datetime import datetime

from portal.applications.models import Status
from portal.applications.workflow import Action
from portal.core.actors import Actor


@dataclass(frozen=True)
class ApplicationMoved:
    """An application moved by an action; ``told_at`` is when the applicant may learn of it, ``batch`` names a bulk decision."""

    application_id: int
    actor: Actor
    action: Action
    before: Status
    after: Status
    reason: str
    told_at: datetime
    batch: str = ""


@dataclass(frozen=True)
class DecisionUndone:
    """An officer took a decision back before it settled."""

    application_id: int
    actor: Actor
    batch: str
    before: Status
    after: Status


@dataclass(frozen=True)
class ApplicationCorrected:
    """An applicant changed the answers of a sent application."""

    application_id: int
    actor: Actor
