"""The officials who apply: drawn by chance, nobody twice, those with a part to play left alone."""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from random import Random


@dataclass(frozen=True)
class Official:
    """What an application keeps of its applicant."""

    id: int
    account_id: int
    name: str
    category: str
    series: str
    grade: str
    state: str
    hired_on: date | None
    mobile: str
    unit_id: int
    unit_name: str
    unit_kind: str
    district: str
    manages: bool


class Crowd:
    """Everybody who may be drawn."""

    def __init__(self, people: list[Official], dice: Random, *, without: Collection[int]) -> None:
        self.by_id = {person.id: person for person in people}
        self._free = [person for person in people if person.id not in without]
        dice.shuffle(self._free)

    def draw(self, count: int, fits: Callable[[Official], bool], *, per_unit: int = 2) -> list[Official]:
        """Return *count* people who fit, at most some from one unit; raises ValueError when there are too few."""
        drawn: list[Official] = []
        units: Counter[int] = Counter()
        for person in self._free:
            if len(drawn) == count:
                break
            if fits(person) and units[person.unit_id] < per_unit:
                units[person.unit_id] += 1
                drawn.append(person)
        if len(drawn) < count:
            raise ValueError(f"Only {len(drawn)} of {count} people fit")
        gone = {person.id for person in drawn}
        self._free = [person for person in self._free if person.id not in gone]
        return drawn
