"""What every way of choosing answers."""

from dataclasses import dataclass

from portal.applications.models import Status


@dataclass(frozen=True)
class Arrival:
    """What an application gets on arrival: a place in line, a state, and perhaps a seat."""

    place: int
    status: Status
    holds_seat: bool
