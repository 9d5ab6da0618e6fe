"""What happens to applications, past tense; states and actions are their codes."""

from dataclasses import dataclass
from datetime import datetime

from portal.core.actors import Actor


@dataclass(frozen=True)
class ApplicationMoved:
    """An application moved; ``told_at`` is when the applicant may learn of it, ``batch`` names a bulk decision."""

    application_id: int
    actor: Actor
    action: str
    before: str
    after: str
    reason: str
    told_at: datetime
    batch: str = ""


@dataclass(frozen=True)
class RoundHandled:
    """An officer did something with a round as a whole: drew lots, ran its method, accepted the result, set its rules.

    ``before`` and ``after`` are words for the trail.
    """

    round_id: int
    actor: Actor
    action: str
    after: str = ""
    before: str = ""
    reason: str = ""


@dataclass(frozen=True)
class SubstituteAsked:
    """Somebody asked that a colleague comes instead, or an answer was given; ``action`` says which."""

    substitution_id: int
    actor: Actor
    action: str


@dataclass(frozen=True)
class DecisionUndone:
    """An officer took a decision back before it settled."""

    application_id: int
    actor: Actor
    batch: str
    before: str
    after: str


@dataclass(frozen=True)
class ApplicationCorrected:
    """An applicant changed the answers of a sent application; ``changed`` are labels, never what was answered."""

    application_id: int
    actor: Actor
    changed: tuple[str, ...] = ()


@dataclass(frozen=True)
class EligibilityKept:
    """An officer accepted that somebody no longer fits, with a reason."""

    application_id: int
    actor: Actor
    reason: str


@dataclass(frozen=True)
class RoundMoved:
    """The round of an application moved to another day; its sender is asked whether that suits."""

    application_id: int
    actor: Actor
    reason: str


@dataclass(frozen=True)
class ApplicationConfirmed:
    """An applicant said that the new day suits."""

    application_id: int
    actor: Actor


@dataclass(frozen=True)
class ViewSaved:
    """An officer kept the queue's filters under a name (``save``), or gave them up (``drop``)."""

    actor: Actor
    public_id: str
    name: str
    query: str
    is_shared: bool
    action: str


@dataclass(frozen=True)
class ApplicationNoted:
    """An officer or counselor wrote a note that the applicant never sees; what it says is not told."""

    application_id: int
    actor: Actor


@dataclass(frozen=True)
class DecisionStaged:
    """An officer put a decision on the list that goes up; nobody outside hears of it."""

    application_id: int
    actor: Actor
    action: str
    reason: str


@dataclass(frozen=True)
class DecisionUnstaged:
    """A decision left the list: taken back, taken out by an approver, or overtaken by its applicant."""

    application_id: int
    actor: Actor
    action: str
    how: str
    reason: str
