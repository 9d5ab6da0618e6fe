"""선착순: the seat is fixed on arrival, together with the place in line."""

from collections.abc import Sequence

from portal.applications import chosen_words
from portal.applications.line import is_anybody_before, sharing_of
from portal.applications.models import Status
from portal.applications.selection._core import Arrival, Basis, Candidate, Newcomer, Ranked
from portal.programs.seats import claim_seat, has_free_seat, join_waiting, take_seat_for_first


def arrive(who: Newcomer) -> Arrival:
    """Take a seat while there is one and nobody waits who could have it, otherwise a place on the waiting list.

    Those who let others go first wait until the window has closed; a group whose share is taken waits for its own.
    """
    if not (who.is_divided or who.goes_last):
        claim = claim_seat(who.round_id)
        status = Status.SUBMITTED if claim.has_seat else Status.WAITLISTED
        if claim.has_seat or not claim.seat_is_free:
            return Arrival(claim.place, status, claim.has_seat)
        place = claim.place
    else:
        place = join_waiting(who.round_id)
    if who.goes_last:
        return Arrival(place, Status.WAITLISTED, False, chosen_words.LAST_IN_LINE, priority=-1)
    full = sharing_of(who.round_id).full_for(who.groups) if who.is_divided else None
    if full is None and not is_anybody_before(who.round_id, place) and take_seat_for_first(who.round_id):
        return Arrival(place, Status.SUBMITTED, True)
    words = chosen_words.full(full) if full and has_free_seat(who.round_id) else ""
    return Arrival(place, Status.WAITLISTED, False, words)


def ranked(candidates: Sequence[Candidate], basis: Basis) -> list[Ranked]:
    """Keep the order of arrival."""
    order = sorted(candidates, key=lambda one: (one.goes_last, one.place))
    return [Ranked(one, grounds=(chosen_words.arrived(one.place),)) for one in order]
