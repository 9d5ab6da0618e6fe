"""How the seats of a round are divided, and whether somebody still fits in."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from portal.programs.models import Dimension, Quota

Groups = Mapping[Dimension, str]
"""To which institution, district office, grade and series somebody belongs."""


@dataclass(frozen=True)
class Limit:
    """At most so many of one group; an empty ``value`` is a limit for each group that has none of its own."""

    dimension: Dimension
    value: str
    seats: int


class Sharing:
    """Counts the seats of each group while they are given away."""

    def __init__(self, limits: Sequence[Limit], taken: Iterable[Groups] = ()) -> None:
        self.limits = {(one.dimension, one.value): one for one in limits}
        self._taken: Counter[tuple[Dimension, str]] = Counter()
        for groups in taken:
            self.take(groups)

    def __bool__(self) -> bool:
        """Say whether anything is divided."""
        return bool(self.limits)

    def full_for(self, groups: Groups) -> Limit | None:
        """Return the limit that keeps somebody of these groups out, or None: they fit in."""
        for dimension, value in groups.items():
            limit = self.limits.get((dimension, value)) or self.limits.get((dimension, ""))
            if value and limit is not None and self._taken[dimension, value] >= limit.seats:
                return limit
        return None

    def take(self, groups: Groups) -> None:
        """Count a seat."""
        self._taken.update(groups.items())


def limits_in(rows: Iterable[Quota]) -> list[Limit]:
    """Return the limits that some rows set."""
    return [Limit(Dimension(row.dimension), row.value, row.seats) for row in rows]
