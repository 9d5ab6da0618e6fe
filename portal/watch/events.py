"""What happens around duty, past tense; listeners read it in the same transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.core.actors import Actor


@dataclass(frozen=True)
class RulesChanged:
    """A kind, the rules, a local rule, or who is excused changed; of an excuse that is one's own wish, no reason."""

    actor: Actor
    action: str
    name: str
    ref: str = ""
    subject_id: int | None = None
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class RosterMoved:
    """A month was asked for, found, proposed, ordered or thrown away."""

    actor: Actor
    roster_id: int
    action: str
    reason: str = ""


@dataclass(frozen=True)
class TurnChanged:
    """Somebody is on duty instead of somebody else, or chose the day of rest."""

    actor: Actor
    turn_id: int
    action: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    reason: str = ""
    concerned: Sequence[int] = ()


@dataclass(frozen=True)
class SwapMoved:
    """A swap was asked for, taken, approved, declined, withdrawn or let pass."""

    actor: Actor
    swap_id: int
    action: str
    before: str
    after: str
    note: str = ""


@dataclass(frozen=True)
class LogMoved:
    """The log of a shift was handed over, checked, confirmed or given back."""

    actor: Actor
    log_id: int
    action: str
    reason: str = ""


@dataclass(frozen=True)
class TurnNears:
    """Somebody is on duty tomorrow."""

    turn_id: int
