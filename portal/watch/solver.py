"""Finds the fairest month with HiGHS, a solver of linear programs in whole numbers.

Only the job worker imports this module: the solver and what it stands on take memory that no web worker needs.

For each person and group, and for each person over all groups, the n-th turn costs 2n - 1, so that the sum is that of
the squares: whoever has fewer comes first. A seat that stays empty costs more than any choice could save, so that a
month that cannot be filled is filled as far as it goes and says where it does not.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby, pairwise

import highspy

from portal.watch.problem import Candidate, Plan, Problem, Slot

SECONDS = 20.0
OPTIONS = {"output_flag": False, "log_to_console": False, "random_seed": 7, "threads": 1}
EMPTY_SEAT = 100_000.0
HALF = 0.5


def solve(problem: Problem, *, seconds: float = SECONDS) -> Plan:
    """Return the fairest plan that was found in a time; rules are kept in every plan, fairness is as good as found."""
    return _Model(problem, seconds).plan()


class _Model:
    def __init__(self, problem: Problem, seconds: float) -> None:
        self.problem = problem
        self.highs = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy carries types only in part
        for option, value in {**OPTIONS, "time_limit": seconds}.items():
            self.highs.setOptionValue(option, value)
        self.taken = {
            (one.id, slot.id): self.highs.addBinary()
            for one in problem.people
            for slot in problem.slots
            if problem.is_free(one, slot.day)
        }
        self.empty = {slot.id: self.highs.addIntegral(lb=0, ub=slot.seats) for slot in problem.slots}
        self.costs: list[highspy.highs_linear_expression] = [EMPTY_SEAT * one for one in self.empty.values()]
        self._fill_seats()
        for one in problem.people:
            self._keep_distance(one)
            self._count_fairly(one)

    def plan(self) -> Plan:
        """Fill the seats, which is quick, then share the turns fairly from there for as long as there is time.

        A month that can be filled is therefore never called impossible because a busy machine ran out of time.
        """
        self.highs.minimize(self.highs.qsum(list(self.empty.values())))
        filled = self.highs.getSolution()
        self.highs.setObjective(self.highs.qsum(self.costs), highspy.ObjSense.kMinimize)
        self.highs.setSolution(filled)
        self.highs.run()
        chosen: dict[int, list[int]] = defaultdict(list)
        for (person, slot), value in zip(self.taken, self.highs.vals(list(self.taken.values())), strict=True):
            if value > HALF:
                chosen[slot].append(person)
        missing = {slot.id: slot.seats - len(chosen[slot.id]) for slot in self.problem.slots}
        return Plan(dict(chosen), {slot: count for slot, count in missing.items() if count})

    def _fill_seats(self) -> None:
        for slot in self.problem.slots:
            there = [self.taken[one.id, slot.id] for one in self.problem.people if (one.id, slot.id) in self.taken]
            self.highs.addConstr(self.highs.qsum([*there, self.empty[slot.id]]) == slot.seats)

    def _keep_distance(self, one: Candidate) -> None:
        open_slots = self._open_to(one)
        for window in _windows(open_slots, self.problem.gap):
            self.highs.addConstr(self.highs.qsum([self.taken[one.id, slot.id] for slot in window]) <= 1)

    def _count_fairly(self, one: Candidate) -> None:
        """Let each further turn of somebody cost more than the one before, by group and over all."""
        open_slots = self._open_to(one)
        most = _most(open_slots, self.problem.gap)
        groups = groupby(sorted(open_slots, key=lambda slot: slot.group), lambda slot: slot.group)
        for group, slots in groups:
            self._let_cost(one, slots, before=one.had.get(group, 0), most=most)
        self._let_cost(one, open_slots, before=one.total, most=most)

    def _let_cost(self, one: Candidate, slots: Iterable[Slot], *, before: int, most: int) -> None:
        turns = [self.taken[one.id, slot.id] for slot in slots]
        steps = [self.highs.addVariable(lb=0, ub=1) for _ in range(min(most, len(turns)))]
        if steps:
            self.highs.addConstr(self.highs.qsum(turns) == self.highs.qsum(steps))
            self.costs += [(2 * (before + n) - 1) * step for n, step in enumerate(steps, 1)]

    def _open_to(self, one: Candidate) -> list[Slot]:
        return [slot for slot in self.problem.slots if (one.id, slot.id) in self.taken]


def _windows(slots: list[Slot], gap: int) -> Iterator[list[Slot]]:
    """Return the sets of shifts of which one person can take only one; a set inside another is left out."""
    days = sorted({slot.day for slot in slots})
    reach = [_within(days, first, gap) for first in days]
    for before, now in pairwise([[], *reach]):
        if not set(now) <= set(before):
            yield [slot for slot in slots if slot.day in now]


def _within(days: list[date], first: date, gap: int) -> list[date]:
    return [day for day in days if first <= day < first + timedelta(days=gap)]


def _most(slots: list[Slot], gap: int) -> int:
    """Return how many turns of one person fit into the month at most."""
    count, last = 0, None
    for slot in sorted(slots, key=lambda slot: slot.day):
        if last is None or slot.day - last >= timedelta(days=gap):
            count, last = count + 1, slot.day
    return count
