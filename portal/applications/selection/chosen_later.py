"""Eligibility, review, priority, draw and designation: the place in line now, the seat with the decision."""

from portal.applications.models import Status
from portal.applications.selection._core import Arrival
from portal.programs.seats import join_line


def arrive(round_id: int) -> Arrival:
    """Note the order of arrival; whoever decides gives the seat."""
    return Arrival(place=join_line(round_id), status=Status.SUBMITTED, holds_seat=False)
