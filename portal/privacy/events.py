"""What has happened to requests about one's own data."""

from dataclasses import dataclass

from portal.core.actors import Actor


@dataclass(frozen=True)
class RequestAsked:
    """Somebody asked for a correction, a deletion or the like."""

    request_id: int
    actor: Actor


@dataclass(frozen=True)
class RequestAnswered:
    """The privacy officer answered a request."""

    request_id: int
    actor: Actor
    outcome: str
