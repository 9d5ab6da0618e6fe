"""No two pages of sums differ by fewer than five people, whatever is entered, and whenever."""

from datetime import date, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from portal.kinds.psych_counseling.totals import FEWEST, Entered, Standing, next_standing, standing_behind

ENDS = [date(2025, month, 1) - timedelta(days=1) for month in range(5, 12)]
DAYS = st.integers(0, 200).map(lambda days: date(2025, 4, 1) + timedelta(days=days))
ENTRY = st.builds(Entered, person=st.integers(0, 14), is_meeting=st.booleans(), entered_on=DAYS)
TOGETHER = st.tuples(st.integers(4, 9), st.booleans(), DAYS).map(
    lambda group: [Entered(person, group[1], group[2]) for person in range(group[0])]
)
STREAMS = st.tuples(st.lists(TOGETHER, max_size=8), st.lists(ENTRY, max_size=12)).map(
    lambda both: [one for group in both[0] for one in group] + both[1]
)


def pages_of(stream, removed=None):
    """Return the numbers of each page from the empty one on, and the day it stands at, as the nights publish them."""
    pages = [(date.min, Standing())]
    for end in ENDS:
        there = [one for at, one in enumerate(stream) if (removed or {}).get(at, date.max) > end]
        now = next_standing(pages[-1][1], there, since=pages[-1][0], until=end)
        if now is not None:
            pages.append((end, now))
    return pages


def numbers_of(page):
    """Return every number that stands on a page."""
    return {"people": page.people, "meetings": page.meetings, "remote": page.remote, "sessions": page.sessions}


def differences(pages):
    """Return what anybody gets who subtracts any page from any later one, the empty one included."""
    for (since, before), (until, after) in combinations(pages, 2):
        earlier, later = numbers_of(before), numbers_of(after)
        yield since, until, {name: later[name] - earlier[name] for name in later}


@given(STREAMS)
def test_no_difference_of_any_two_pages_tells_of_fewer_than_five(stream):
    for since, until, grown in differences(pages_of(stream)):
        assert not [step for step in grown.values() if step != 0 and step < FEWEST], grown
        new = [one for one in stream if since < one.entered_on <= until]
        groups = {"meetings": {one.person for one in new if one.is_meeting}, "sessions": {one.person for one in new}}
        groups["remote"] = {one.person for one in new if not one.is_meeting}
        assert not [name for name, people in groups.items() if grown[name] and len(people) < FEWEST], grown
        before = {one.person for one in stream if one.entered_on <= since}
        first = {one.person for one in new} - before
        assert grown["people"] == len(first)


@given(STREAMS, st.dictionaries(st.integers(0, 40), DAYS, max_size=12))
def test_sessions_that_are_taken_back_do_not_open_a_gap(stream, removed):
    for _since, _until, grown in differences(pages_of(stream, removed)):
        assert not [step for step in grown.values() if step != 0 and step < FEWEST], grown


@given(STREAMS)
def test_the_last_page_is_the_truth_of_its_day(stream):
    until, last = pages_of(stream)[-1]
    counted = [one for one in stream if one.entered_on <= until]
    assert last.people == len({one.person for one in counted})
    assert last.sessions == len(counted)


def test_a_small_group_waits_for_the_next_month_and_the_whole_page_with_it():
    april, may, june = (date(2025, month, 10) for month in (4, 5, 6))
    stream = [Entered(person, True, april) for person in range(8)]
    stream += [Entered(person, True, may) for person in range(8, 20)] + [Entered(20, False, may)]
    stream += [Entered(person, False, june) for person in range(21, 25)]
    assert pages_of(stream)[1:] == [(ENDS[0], Standing(8, 8, 0)), (ENDS[2], Standing(25, 20, 5))]


def test_many_sessions_of_one_person_are_no_group():
    stream = [Entered(1, True, date(2025, 4, day)) for day in range(1, 20)]
    assert pages_of(stream) == [(date.min, Standing())]
    assert standing_behind(stream) == Standing(1, 1, 0)
