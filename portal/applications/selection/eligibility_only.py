"""자격확인만: everybody who fits takes part."""

from collections.abc import Sequence

from portal.applications import chosen_words
from portal.applications.selection._core import Basis, Candidate, Ranked
from portal.applications.selection.chosen_later import arrive as arrive


def ranked(candidates: Sequence[Candidate], basis: Basis) -> list[Ranked]:
    """Take all, by arrival, in case there are fewer seats."""
    order = sorted(candidates, key=lambda one: (one.goes_last, one.place))
    return [Ranked(one, grounds=(chosen_words.FITS,)) for one in order]
