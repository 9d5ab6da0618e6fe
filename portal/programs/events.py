"""What happens to programs and rounds, past tense; listeners read it in the same transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.core.actors import Actor


@dataclass(frozen=True)
class SeatsChanged:
    """A round got more or fewer seats, or divides them otherwise; whoever keeps the waiting list lets it move up."""

    round_id: int
    actor: Actor
    before: str
    after: str
    reason: str = ""


@dataclass(frozen=True)
class ProgramChanged:
    """The words of a program were changed."""

    actor: Actor
    program_id: int
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(frozen=True)
class RoundChanged:
    """A round was opened, changed, published, called off or deleted; names and values are in words."""

    actor: Actor
    round_id: int
    name: str
    action: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    reason: str = ""
