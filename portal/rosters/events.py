"""What happens to imports, past tense; listeners read it in the same transaction."""

from dataclasses import dataclass

from portal.core.actors import Actor


@dataclass(frozen=True)
class RosterMoved:
    """A file was brought in, applied, taken back or discarded."""

    actor: Actor
    roster_id: int
    action: str
