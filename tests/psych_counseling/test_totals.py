"""No sum tells of fewer than five people, whatever the numbers are."""

from hypothesis import given
from hypothesis import strategies as st

from portal.kinds.psych_counseling.totals import FEWEST, hidden_lines, table

COUNTS = st.lists(st.integers(0, 12), min_size=1, max_size=9)
LINES = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda two: (min(two), max(two))), min_size=1, max_size=9
)


@given(COUNTS)
def test_no_line_that_is_shown_tells_of_a_small_group(counts):
    hidden, _sums = hidden_lines(counts)
    assert not [n for at, n in enumerate(counts) if at not in hidden and 0 < n < FEWEST]


@given(LINES)
def test_what_is_missing_from_a_shown_sum_is_two_groups_or_more_and_five_people_or_more(pairs):
    rows = [(str(at), people, active * 3, active) for at, (people, active) in enumerate(pairs)]
    made = table(rows)
    hidden = [row for row, line in zip(rows, made.lines, strict=True) if line.people is None]
    if made.people is None:
        assert hidden
        return
    for place in (1, 3):
        groups = [row[place] for row in hidden if row[place]]
        assert not groups or (len(groups) >= 2 and sum(groups) >= FEWEST)
    assert made.people == sum(row[1] for row in rows)
    assert made.people - sum(line.people or 0 for line in made.lines) == sum(row[1] for row in hidden)


@given(LINES)
def test_a_line_is_hidden_whole_or_not_at_all(pairs):
    made = table([(str(at), people, active * 3, active) for at, (people, active) in enumerate(pairs)])
    assert all((line.people is None) == (line.sessions is None) for line in made.lines)


@given(COUNTS.filter(lambda counts: not [n for n in counts if 0 < n < FEWEST]))
def test_nothing_is_hidden_where_no_group_is_small(counts):
    assert hidden_lines(counts) == (frozenset(), True)


def test_one_small_group_takes_the_next_smallest_with_it():
    made = table([("전화", 17, 60, 17), ("대면", 40, 140, 40), ("이메일", 3, 9, 3), ("화상", 11, 39, 11)])
    assert [line.people for line in made.lines] == [17, 40, None, None]
    assert (made.people, made.sessions) == (71, 248)


def test_one_small_group_alone_hides_the_sum_too():
    made = table([("4월", 3, 9, 3)])
    assert (made.people, made.sessions) == (None, None)
    assert made.hides_something


def test_nobody_is_no_secret():
    made = table([("4월", 8, 20, 8), ("5월", 0, 0, 0)])
    assert [line.people for line in made.lines] == [8, 0]
    assert not made.hides_something
