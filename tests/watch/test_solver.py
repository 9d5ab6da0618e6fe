"""The solver: rules are never broken, turns are shared evenly, and a month that cannot be filled says where."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.watch.problem import Candidate, Problem, Slot
from portal.watch.solver import solve

FIRST = date(2025, 4, 1)
GROUPS = ("weekday", "friday", "saturday")
quick = settings(max_examples=25, deadline=None)


def at(number):
    return FIRST + timedelta(days=number)


@st.composite
def problems(draw, *, free=False):
    """A month of a few days, each with one or two seats, and a few people."""
    length = draw(st.integers(1, 8))
    slots = [Slot(n, at(n), draw(st.sampled_from(GROUPS)), draw(st.integers(1, 2))) for n in range(length)]
    days = st.integers(0, length - 1).map(at)
    people = [
        Candidate(
            number,
            away=frozenset() if free else draw(st.frozensets(days, max_size=3)),
            fixed=() if free else tuple(draw(st.lists(st.integers(-6, -1).map(at), max_size=1))),
            had={} if free else {group: draw(st.integers(0, 3)) for group in GROUPS},
        )
        for number in range(draw(st.integers(2, 6)))
    ]
    return Problem(slots, people, 1 if free else draw(st.integers(1, 5)))


def days_of(plan, problem, person):
    return sorted(slot.day for slot in problem.slots if person in plan.chosen.get(slot.id, ()))


@quick
@given(problems())
def test_no_plan_breaks_a_rule(problem):
    plan = solve(problem, seconds=5)
    for slot in problem.slots:
        chosen = plan.chosen.get(slot.id, [])
        assert len(chosen) == len(set(chosen)) == slot.seats - plan.missing.get(slot.id, 0)
    for one in problem.people:
        turns = days_of(plan, problem, one.id)
        assert not one.away.intersection(turns)
        every = sorted([*turns, *one.fixed])
        assert all((later - earlier).days >= problem.gap for earlier, later in pairwise(every) if later in turns)


@quick
@given(problems(free=True))
def test_among_people_who_are_all_free_no_two_differ_by_more_than_one(problem):
    """In each group and over all groups; the last is what a plan that looks at groups alone would not keep."""
    plan = solve(problem, seconds=5)
    counts = {one.id: Counter() for one in problem.people}
    for slot in problem.slots:
        for person in plan.chosen.get(slot.id, ()):
            counts[person][slot.group] += 1
    for group in GROUPS:
        had = [count[group] for count in counts.values()]
        assert max(had) - min(had) <= 1, group
    totals = [count.total() for count in counts.values()]
    assert max(totals) - min(totals) <= 1


def test_whoever_had_fewer_of_that_sort_of_day_comes_first():
    people = [Candidate(n, had={"saturday": had, "weekday": 3 - had}) for n, had in enumerate((2, 0, 1))]
    assert solve(Problem([Slot(1, at(0), "saturday", 1)], people, 14)).chosen == {1: [1]}


def test_a_month_that_cannot_be_filled_is_filled_as_far_as_it_goes():
    slots = [Slot(n, at(n), "weekday", 2) for n in range(3)]
    plan = solve(Problem(slots, [Candidate(n) for n in range(4)], 14))
    assert sum(plan.missing.values()) == 2 and not plan.is_complete
    assert sum(map(len, plan.chosen.values())) == 4


def test_a_month_that_can_be_filled_is_filled_though_there_is_no_time_to_be_fair():
    slots = [Slot(n, at(n), GROUPS[n % 3], 2) for n in range(30)]
    people = [Candidate(number, had={"weekday": number % 4}) for number in range(40)]
    assert solve(Problem(slots, people, 14), seconds=0.5).missing == {}
