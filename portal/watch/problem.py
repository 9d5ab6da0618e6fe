"""A month to be filled, as the solver sees it: nothing of the database, nothing of the web."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta


@dataclass(frozen=True)
class Slot:
    """One shift: its day, the group it counts in (weekday, Friday …) and how many people it takes."""

    id: int
    day: date
    group: str
    seats: int


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be on duty: the days that are impossible, turns already fixed, and how many there were before.

    ``fixed`` are days of turns before and after the month, to which the distance is kept as well.
    """

    id: int
    away: frozenset[date] = frozenset()
    fixed: tuple[date, ...] = ()
    had: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Return how many turns there were before, of every group."""
        return sum(self.had.values())


@dataclass(frozen=True)
class Problem:
    """A month: its shifts, the people, and the least number of days from one turn to the next."""

    slots: Sequence[Slot]
    people: Sequence[Candidate]
    distance: int

    @property
    def gap(self) -> int:
        """Return the distance that is kept: two turns on one day are never possible."""
        return max(1, self.distance)

    def is_free(self, one: Candidate, day: date) -> bool:
        """Say whether somebody could be on duty that day, were it the only turn of the month."""
        return day not in one.away and not self.is_too_close(one, day)

    def is_too_close(self, one: Candidate, day: date) -> bool:
        """Say whether a day lies too close to a turn outside the month."""
        return any(abs(day - other) < timedelta(days=self.gap) for other in one.fixed)


@dataclass(frozen=True)
class Plan:
    """What was found: who for which shift, and the shifts for which people are missing, with how many."""

    chosen: Mapping[int, Sequence[int]]
    missing: Mapping[int, int]

    @property
    def is_complete(self) -> bool:
        """Say whether every shift is filled."""
        return not self.missing
