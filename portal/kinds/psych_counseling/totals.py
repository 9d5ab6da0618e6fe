"""What may be told of few people: cells under five, and whatever would give them away, are hidden."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

FEWEST = 5


@dataclass(frozen=True)
class Line:
    """One line of the published table; None: hidden."""

    value: str
    people: int | None
    sessions: int | None


@dataclass(frozen=True)
class Table:
    """One line for each value of an axis, and the sums; no table crosses two axes."""

    lines: Sequence[Line]
    people: int | None
    sessions: int | None

    @property
    def hides_something(self) -> bool:
        """Say whether a cell is hidden."""
        return any(None in (line.people, line.sessions) for line in self.lines) or self.people is None


def hidden_lines(*measures: Sequence[int]) -> tuple[frozenset[int], bool]:
    """Return the lines to hide, and whether the sums may be shown.

    Each measure counts the people whom a line tells of. A line with a group of fewer than five is hidden. So are,
    beginning with the smallest, as many others as it takes that by each measure the hidden ones are at least two groups
    and five people together: what is missing from a sum then tells of no smaller group. When there are not enough, the
    sums are hidden. Nobody is no secret: a line of zeros is shown.
    """
    lines = range(len(measures[0]) if measures else 0)
    hidden = {at for at in lines if any(0 < counts[at] < FEWEST for counts in measures)}
    others = sorted(set(lines) - hidden, key=lambda at: (min(counts[at] for counts in measures), at))
    others = [at for at in others if any(counts[at] for counts in measures)]
    while not _covers(hidden, measures) and others:
        hidden.add(others.pop(0))
    return frozenset(hidden), _covers(hidden, measures)


def table(rows: Sequence[tuple[str, int, int, int]]) -> Table:
    """Return the published table of (value, people first seen, sessions, people behind the sessions)."""
    hidden, sums_are_safe = hidden_lines([row[1] for row in rows], [row[3] for row in rows])
    lines = [
        Line(value, None, None) if at in hidden else Line(value, people, sessions)
        for at, (value, people, sessions, _active) in enumerate(rows)
    ]
    if not sums_are_safe:
        return Table(lines, None, None)
    return Table(lines, sum(row[1] for row in rows), sum(row[2] for row in rows))


def _covers(hidden: Collection[int], measures: Sequence[Sequence[int]]) -> bool:
    for counts in measures:
        groups = [counts[at] for at in hidden if counts[at]]
        if groups and (len(groups) < 2 or sum(groups) < FEWEST):
            return False
    return True
