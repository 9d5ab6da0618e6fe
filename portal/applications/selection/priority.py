"""우선순위: weighted criteria; who is level draws the same lots as a draw would."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from portal.applications import chosen_words
from portal.applications.selection._core import Basis, Candidate, Ranked
from portal.applications.selection.chosen_later import arrive as arrive
from portal.applications.selection.draw import places_drawn
from portal.core.clock import add_years

LONG_SERVICE = 10
"""After so many years of service there are no more points for few of them."""


@dataclass(frozen=True)
class _Field:
    """All candidates of a run, as a criterion needs them."""

    reference: date
    arrival: Mapping[int, int]


def ranked(candidates: Sequence[Candidate], basis: Basis) -> list[Ranked]:
    """Put the highest score first."""
    places = places_drawn(basis.seed, [one.receipt_no for one in candidates])
    by_arrival = sorted(candidates, key=lambda one: one.place)
    field = _Field(basis.reference, {one.application_id: n for n, one in enumerate(by_arrival)})
    scored = [(one, *_score(one, basis.criteria, field)) for one in candidates]
    scored.sort(key=lambda row: (row[0].goes_last, -row[1], places[row[0].receipt_no]))
    return [
        Ranked(
            one,
            score,
            (*lines, chosen_words.drawn_if_level(places[one.receipt_no]), *chosen_words.last(one.goes_last)),
        )
        for one, score, lines in scored
    ]


def _score(one: Candidate, criteria: Mapping[str, int], field: _Field) -> tuple[float, list[str]]:
    total, lines = 0.0, []
    for name, weight in criteria.items():
        share, why = CRITERIA[name](one, field)
        points = round(weight * share, 2)
        total += points
        lines.append(chosen_words.scored(name, points, weight, why))
    return round(total, 2), lines


def _first_time(one: Candidate, _field: _Field) -> tuple[float, str]:
    return (0.0 if one.times_before else 1.0), chosen_words.times_before(one.times_before)


def _short_service(one: Candidate, field: _Field) -> tuple[float, str]:
    if one.hired_on is None:
        return 0.0, chosen_words.UNKNOWN_HIRE_DATE
    whole = (field.reference - add_years(field.reference, -LONG_SERVICE)).days
    served = min(max((field.reference - one.hired_on).days, 0), whole)
    return 1 - served / whole, chosen_words.served_since(one.hired_on)


def _hard_school(one: Candidate, _field: _Field) -> tuple[float, str]:
    return (1.0 if one.is_hard_school else 0.0), chosen_words.hard_school(one.is_hard_school)


def _arrival(one: Candidate, field: _Field) -> tuple[float, str]:
    number, count = field.arrival[one.application_id], len(field.arrival)
    return 1 - number / count, chosen_words.nth_of(number + 1, count)


CRITERIA: Mapping[str, Callable[[Candidate, _Field], tuple[float, str]]] = {
    "first_time": _first_time,
    "short_service": _short_service,
    "hard_school": _hard_school,
    "arrival": _arrival,
}
