"""How the people of a round are chosen: what happens when an application arrives, one file a way."""

from collections.abc import Callable

from portal.applications.selection import chosen_later, first_come
from portal.applications.selection._core import Arrival
from portal.programs.models import SelectionMethod

ARRIVING: dict[SelectionMethod, Callable[[int], Arrival]] = {
    SelectionMethod.FIRST_COME: first_come.arrive,
    SelectionMethod.ELIGIBILITY_ONLY: chosen_later.arrive,
    SelectionMethod.REVIEW: chosen_later.arrive,
    SelectionMethod.PRIORITY: chosen_later.arrive,
    SelectionMethod.DRAW: chosen_later.arrive,
    SelectionMethod.DESIGNATION: chosen_later.arrive,
}


def arrive(method: SelectionMethod, round_id: int) -> Arrival:
    """Give an application its place in line and, where the method says so, its seat."""
    return ARRIVING[SelectionMethod(method)](round_id)
