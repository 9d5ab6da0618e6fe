"""What happens to addresses of calendars, past tense; listeners read it in the same transaction."""

from dataclasses import dataclass

from portal.core.actors import Actor


@dataclass(frozen=True)
class FeedMade:
    """Somebody made the address of their calendar, or a new one in place of the old."""

    actor: Actor


@dataclass(frozen=True)
class FeedRevoked:
    """Somebody closed the address of their calendar."""

    actor: Actor
