"""First come, first served: the seat is fixed on arrival, together with the place in line."""

from portal.applications.models import Status
from portal.applications.selection._core import Arrival
from portal.programs.seats import claim_seat


def arrive(round_id: int) -> Arrival:
    """Take a seat while there is one and nobody waits, otherwise a place on the waiting list."""
    claim = claim_seat(round_id)
    status = Status.SUBMITTED if claim.has_seat else Status.WAITLISTED
    return Arrival(place=claim.place, status=status, holds_seat=claim.has_seat)
