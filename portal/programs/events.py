"""What happens to rounds, past tense."""

from dataclasses import dataclass

from portal.core.actors import Actor


@dataclass(frozen=True)
class SeatsChanged:
    """A round got more or fewer seats, or divides them otherwise; whoever keeps the waiting list lets it move up."""

    round_id: int
    actor: Actor
    before: str
    after: str
    reason: str = ""
