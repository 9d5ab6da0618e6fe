"""What every way of choosing answers."""

from dataclasses import dataclass

from portal.applications.models import Status
from portal.applications.workflow import Action


@dataclass(frozen=True)
class Arrival:
    """What an application gets on arrival: a place in line, a state, and perhaps a seat."""

    place: int
    status: Status
    holds_seat: bool


@dataclass(frozen=True)
class Choice:
    """What a way of choosing proposes for one application, and on what grounds; an officer puts it on the list."""

    application_id: int
    action: Action
    rank: int | None = None
    score: float | None = None
    grounds: str = ""
