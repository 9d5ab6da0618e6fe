"""How the people of a round are chosen, one file a way: what happens on arrival, and in which order they are taken."""

from collections.abc import Iterator, Mapping, Sequence

from portal.applications import chosen_words
from portal.applications.selection import designation, draw, eligibility_only, first_come, priority, review
from portal.applications.selection._core import Arrival, Basis, Candidate, Choice, Method, Newcomer, Ranked
from portal.applications.workflow import Action
from portal.programs.models import SelectionMethod
from portal.programs.quotas import Sharing

METHODS: Mapping[SelectionMethod, Method] = {
    SelectionMethod.FIRST_COME: first_come,
    SelectionMethod.ELIGIBILITY_ONLY: eligibility_only,
    SelectionMethod.REVIEW: review,
    SelectionMethod.PRIORITY: priority,
    SelectionMethod.DRAW: draw,
    SelectionMethod.DESIGNATION: designation,
}


def arrive(method: SelectionMethod, who: Newcomer) -> Arrival:
    """Give an application its place in line and, where the method says so, its seat."""
    return METHODS[SelectionMethod(method)].arrive(who)


def choose(
    method: SelectionMethod,
    candidates: Sequence[Candidate],
    basis: Basis,
    *,
    free: int | None,
    sharing: Sharing,
    reserve: int | None,
    fixed: Mapping[int, Action] | None = None,
) -> list[Choice]:
    """Propose what becomes of each candidate, in the order of the method; who does not fit is out, with the reason.

    ``free`` seats (None: no limit) go to the first whose groups are not full; then so many wait as the ``reserve``
    takes. Without a limit on seats there is no waiting list. What is ``fixed`` by an officer stands, and the others
    get what it leaves.
    """
    order = METHODS[SelectionMethod(method)].ranked([one for one in candidates if not one.misfit], basis)
    unfit = (one for one in candidates if one.misfit)
    return [
        *_filled(order, fixed or {}, free=free, sharing=sharing, reserve=reserve),
        *(Choice(one.application_id, Action.REJECT, grounds=one.misfit) for one in unfit),
    ]


def _filled(
    order: Sequence[Ranked], fixed: Mapping[int, Action], *, free: int | None, sharing: Sharing, reserve: int | None
) -> Iterator[Choice]:
    """Go down an order and give seats, then places to wait."""
    left, waiting = free, 0
    for one in order:
        if fixed.get(one.candidate.application_id) is Action.APPROVE:
            sharing.take(one.candidate.groups)
            left = left if left is None else left - 1
    for rank, one in enumerate(order, 1):
        given, full = fixed.get(one.candidate.application_id), sharing.full_for(one.candidate.groups)
        if given is not None:
            waiting += given is Action.WAITLIST
            yield _choice(one, given, rank)
        elif one.may_sit and full is None and (left is None or left > 0):
            sharing.take(one.candidate.groups)
            left = left if left is None else left - 1
            yield _choice(one, Action.APPROVE, rank)
        elif one.may_sit and free is not None and (reserve is None or waiting < reserve):
            waiting += 1
            yield _choice(one, Action.WAITLIST, rank, chosen_words.waits(waiting, full, left))
        else:
            yield _choice(one, Action.NOT_SELECT, rank, *((chosen_words.left_out(full, left),) if one.may_sit else ()))


def _choice(one: Ranked, action: Action, rank: int, *why: str) -> Choice:
    grounds = "\n".join((*why, *one.grounds))
    return Choice(one.candidate.application_id, action, rank, one.score, grounds)


__all__ = ["METHODS", "Arrival", "Basis", "Candidate", "Choice", "Newcomer", "arrive", "choose"]
