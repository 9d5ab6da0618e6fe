"""From rows to the solver's problem, and from its plan back to words: why somebody, and why it cannot be done."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from portal.watch import calendar, messages, queries
from portal.watch.models import Group, WatchRoster, WatchSetting, WatchShift
from portal.watch.problem import Candidate, Plan, Problem, Slot

COUNTED_FOR = timedelta(days=365)
Solver = Callable[[Problem], Plan]


@dataclass(frozen=True)
class Draft:
    """A month as it goes to the solver, with the rows it was made of."""

    problem: Problem
    shifts: Sequence[WatchShift]
    members: Sequence[queries.Member]


def draft_of(roster: WatchRoster, setting: WatchSetting) -> Draft:
    """Return the problem of a month in a number of statements that does not grow with people or days."""
    until = calendar.next_month(roster.month)
    members = queries.members_of(setting.unit, roster.month, until - timedelta(days=1))
    shifts = queries.shifts_of(roster.id)
    days = list(calendar.days_of(roster.month))
    had = _had(members, roster)
    beside = queries.days_beside(roster, until, setting.distance_days)
    people = [
        Candidate(
            one.person_id,
            away=frozenset(day for day in days if one.obstacle(day)),
            fixed=tuple(beside.get(one.person_id, ())),
            had=had[one.person_id],
        )
        for one in members
    ]
    slots = [Slot(shift.id, shift.day, shift.group, shift.people) for shift in shifts]
    return Draft(Problem(slots, people, setting.distance_days), shifts, members)


def _had(members: Sequence[queries.Member], roster: WatchRoster) -> dict[int, dict[str, int]]:
    """Return the turns of the last year by person and group; who came later starts with what the others had at least.

    Otherwise a newcomer would be on duty until a year's worth is made up for.
    """
    first = roster.month - COUNTED_FOR
    counts = queries.counts_before([one.person_id for one in members], first, roster.month, besides=roster.id)
    settled = [counts[one.person_id] for one in members if one.since <= first and not one.barred]
    least = {group: min((had.get(group, 0) for had in settled), default=0) for group in Group}
    return {
        one.person_id: {
            group: max(counts[one.person_id].get(group, 0), least[group] if one.since > first else 0) for group in Group
        }
        for one in members
    }


def why_chosen(draft: Draft, plan: Plan) -> dict[tuple[int, int], dict[str, Any]]:
    """Return the facts of each choice: counts before, the least of all, days since the last turn, how many could."""
    problem = draft.problem
    people = {one.id: one for one in problem.people}
    facts = {}
    for slot in problem.slots:
        could = [one for one in problem.people if problem.is_free(one, slot.day)]
        least = min((one.had.get(slot.group, 0) for one in could), default=0)
        for person_id in plan.chosen.get(slot.id, ()):
            one = people[person_id]
            past = [day for day in (*one.fixed, *_days_of(person_id, plan, problem)) if day < slot.day]
            facts[slot.id, person_id] = {
                "had": one.had.get(slot.group, 0),
                "least": least,
                "total": one.total,
                "since": (slot.day - max(past)).days if past else None,
                "free": len(could),
            }
    return facts


def faults(draft: Draft, plan: Plan, solver: Solver) -> list[str]:
    """Say in words which days could not be filled, by which rules, and what would help."""
    if plan.is_complete:
        return []
    by_id = {shift.id: shift for shift in draft.shifts}
    said = [
        f"{messages.seats_missing(shift.day, shift.kind.name, needed=shift.people, missing=missing)} "
        f"{messages.standing_out(**_standing_out(draft, plan, shift))}"
        for shift, missing in ((by_id[slot], count) for slot, count in plan.missing.items())
    ]
    return [*said, what_helps(draft.problem, plan, solver)]


def what_helps(problem: Problem, plan: Plan, solver: Solver) -> str:
    """Look for the greatest distance with which the month could be filled, by halving."""
    low, high, best = 1, problem.gap - 1, 0
    while low <= high:
        middle = (low + high) // 2
        if solver(Problem(problem.slots, problem.people, middle)).is_complete:
            best, low = middle, middle + 1
        else:
            high = middle - 1
    if best:
        return messages.shorter_distance(best, problem.distance)
    return messages.more_people(max(plan.missing.values()))


def _standing_out(draft: Draft, plan: Plan, shift: WatchShift) -> dict[str, int]:
    counts: Counter[str] = Counter()
    members: Mapping[int, queries.Member] = {one.person_id: one for one in draft.members}
    chosen = set(plan.chosen.get(shift.id, ()))
    for one in draft.problem.people:
        obstacle = members[one.id].obstacle(shift.day)
        if one.id in chosen:
            continue
        if obstacle:
            counts[obstacle] += 1
        elif draft.problem.is_too_close(one, shift.day):
            counts["near"] += 1
        else:
            counts["busy"] += 1
    return {
        "excluded": counts[messages.EXCLUDED],
        "away": counts[messages.AWAY],
        "not_there": counts[messages.NOT_THERE],
        "near": counts["near"],
        "busy": counts["busy"],
    }


def _days_of(person_id: int, plan: Plan, problem: Problem) -> list[date]:
    return [slot.day for slot in problem.slots if person_id in plan.chosen.get(slot.id, ())]
