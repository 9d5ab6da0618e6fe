"""지정: the officer's list, in its order; nobody else."""

from collections.abc import Sequence

from portal.applications import chosen_words
from portal.applications.selection._core import Basis, Candidate, Ranked
from portal.applications.selection.chosen_later import arrive as arrive


def ranked(candidates: Sequence[Candidate], basis: Basis) -> list[Ranked]:
    """Put the named first, as they were named."""
    number = {application_id: place for place, application_id in enumerate(basis.designated, 1)}
    named = sorted(
        (one for one in candidates if one.application_id in number), key=lambda one: number[one.application_id]
    )
    others = sorted((one for one in candidates if one.application_id not in number), key=lambda one: one.place)
    return [
        *(Ranked(one, grounds=(chosen_words.designated(number[one.application_id]),)) for one in named),
        *(Ranked(one, grounds=(chosen_words.NOT_DESIGNATED,), may_sit=False) for one in others),
    ]
