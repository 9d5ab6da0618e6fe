"""What the methods share that choose when the window has closed: on arrival nobody gets a seat."""

from portal.applications.models import Status
from portal.applications.selection._core import Arrival, Newcomer
from portal.programs.seats import join_line


def arrive(who: Newcomer) -> Arrival:
    """Note the order of arrival; whoever decides gives the seat."""
    return Arrival(place=join_line(who.round_id), status=Status.SUBMITTED, holds_seat=False)
