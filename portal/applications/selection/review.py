"""심사: the mean of the points its reviewers gave; who is level draws lots."""

from collections.abc import Sequence
from statistics import fmean

from portal.applications import chosen_words
from portal.applications.selection._core import Basis, Candidate, Ranked
from portal.applications.selection.chosen_later import arrive as arrive
from portal.applications.selection.draw import places_drawn


def ranked(candidates: Sequence[Candidate], basis: Basis) -> list[Ranked]:
    """Put the best mean first; an application without any points is last."""
    places = places_drawn(basis.seed, [one.receipt_no for one in candidates])
    means = {one.application_id: round(fmean(one.points), 2) if one.points else 0.0 for one in candidates}
    order = sorted(candidates, key=lambda one: (one.goes_last, -means[one.application_id], places[one.receipt_no]))
    return [
        Ranked(
            one,
            means[one.application_id],
            (
                chosen_words.reviewed(one.points, means[one.application_id]),
                chosen_words.drawn_if_level(places[one.receipt_no]),
                *chosen_words.last(one.goes_last),
            ),
        )
        for one in order
    ]
