"""What happens to candidates, wishes, hosts and placements, past tense; listeners read it in the same transaction."""

from dataclasses import dataclass, field
from typing import Any

from portal.core.actors import Actor


@dataclass(frozen=True)
class CandidateChanged:
    """Somebody came on the list, left it or was appointed; ``action`` says which."""

    candidate_id: int
    actor: Actor
    action: str
    after: dict[str, Any] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True)
class RoundPlanned:
    """A round was planned, or its days and hours were changed; ``action`` says which."""

    round_id: int
    actor: Actor
    action: str
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class WishChanged:
    """A candidate wished for a place, changed the wish or took it back; an officer may have typed it."""

    wish_id: int
    actor: Actor
    action: str


@dataclass(frozen=True)
class HostAnswered:
    """An institution said what it can take in a round."""

    offer_id: int
    actor: Actor
    seats_before: int | None
    seats: int


@dataclass(frozen=True)
class PlacementMoved:
    """A placement came to be or changed its state; ``batch`` ties those that were moved together."""

    placement_id: int
    actor: Actor
    action: str
    before: str | None
    after: str
    reason: str = ""
