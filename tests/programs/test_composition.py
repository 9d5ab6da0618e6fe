"""Rules composed of rules keep the laws of logic, and service less leave is counted as an office counts it."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.programs.eligibility import Break, Part, When, answer, fitting, groups, parsed

TODAY, REFERENCE = date(2025, 4, 10), date(2025, 5, 19)
WHEN = When(applying=TODAY, reference=REFERENCE, contact="인사팀 ☎9231")


@dataclass(frozen=True)
class Somebody:
    category: str = "general"
    series: str = "교육행정"
    grade: str = "9급"
    state: str = "in_service"
    hired_on: date | None = date(2021, 5, 20)
    unit_path: str = "/1/5/12/"
    unit_name: str = "동부교육지원청"
    unit_kind: str = "district_office"
    service_breaks: tuple[Break, ...] = ()
    parts: tuple[Part, ...] = ()


DAYS = st.dates(date(2010, 1, 1), date(2025, 5, 1))
LEAVE = st.builds(lambda first, length: Break(first, first + timedelta(days=length), "휴직"), DAYS, st.integers(0, 900))
PEOPLE = st.builds(
    Somebody,
    category=st.sampled_from(["general", "education"]),
    grade=st.sampled_from(["7급", "8급", "9급"]),
    state=st.sampled_from(["in_service", "on_leave"]),
    hired_on=st.none() | DAYS,
    unit_path=st.sampled_from(["/1/5/12/", "/1/6/", ""]),
    unit_kind=st.sampled_from(["school", "team", ""]),
    service_breaks=st.lists(LEAVE, max_size=2).map(tuple),
    parts=st.lists(st.builds(Part, st.sampled_from([3, 4]), DAYS, st.booleans()), max_size=3).map(tuple),
)
LEAVES = st.sampled_from(
    [
        {"fact": "category", "in": ["general"]},
        {"grade": ["8급", "9급"]},
        {"state": ["in_service"]},
        {"fact": "unit_kind", "in": ["school"]},
        {"unit": [{"id": 5, "name": "동부교육지원청"}]},
        {"service_under_years": 4},
        {"service_at_least_years": 2, "less_breaks": True},
        {"took_part": 3, "title": "워크숍", "within_years": 3},
        {"took_part": None, "how": "absent"},
        {"fact": "hired_on", "from": "2020-01-01", "to": "2024-12-31"},
    ]
)
RULES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, max_size=3)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=6,
)


def known(rule, who):
    return parsed(rule, WHEN).fits(who)


@given(RULES, PEOPLE)
def test_twice_not_is_nothing(rule, who):
    assert known({"not": {"not": rule}}, who) == known(rule, who)


@given(RULES, RULES, PEOPLE)
def test_not_all_is_any_not_and_the_other_way_round(one, two, who):
    assert known({"not": {"all": [one, two]}}, who) == known({"any": [{"not": one}, {"not": two}]}, who)
    assert known({"not": {"any": [one, two]}}, who) == known({"all": [{"not": one}, {"not": two}]}, who)


@given(RULES, RULES, PEOPLE)
def test_order_does_not_matter_and_nobody_fits_a_rule_and_its_opposite(one, two, who):
    assert known({"all": [one, two]}, who) == known({"all": [two, one]}, who)
    assert known({"any": [one, two]}, who) == known({"any": [two, one]}, who)
    assert known({"all": [one, {"not": one}]}, who) is not True


@given(RULES, st.lists(PEOPLE, max_size=8))
def test_the_count_is_the_sum_of_the_answers_and_each_answer_has_its_words(rule, people):
    answers = [answer(rule, who, WHEN) for who in people]
    assert fitting(rule, people, WHEN) == [one.fits for one in answers]
    assert all(one.fits or one.words for one in answers)
    assert all(groups(rule, WHEN))


@given(PEOPLE, st.integers(1, 10))
def test_without_leave_both_ways_of_counting_agree(who, years):
    served = Somebody(hired_on=who.hired_on)
    for key in ("service_under_years", "service_at_least_years"):
        assert known({key: years}, served) == known({key: years, "less_breaks": True}, served)


def test_the_working_is_shown_as_an_office_writes_it():
    leave = (Break(date(2023, 1, 1), date(2023, 6, 30), "휴직"),)
    who = Somebody(service_breaks=leave)
    said = answer({"service_at_least_years": 4, "less_breaks": True}, who, WHEN)
    assert "2021. 5. 20.~2025. 5. 18.(기준일 전날까지) 3년 11개월 29일 − 휴직 6개월 = 3년 5개월 29일" in said.words
    assert answer({"service_under_years": 4, "less_breaks": True}, who, WHEN).grounds[0].startswith("재직기간 2021.")


def test_leave_brings_somebody_back_under_the_years():
    long_ago = Somebody(
        hired_on=date(2020, 5, 19), service_breaks=(Break(date(2022, 3, 1), date(2023, 6, 30), "휴직"),)
    )
    rule = {"service_under_years": 4}
    assert not answer(rule, long_ago, WHEN).fits
    assert answer({**rule, "less_breaks": True}, long_ago, WHEN).fits


@pytest.mark.parametrize(("ended_on", "fits"), [(date(2022, 4, 10), True), (date(2022, 4, 9), False)])
def test_history_is_looked_at_for_so_many_years(ended_on, fits):
    who = Somebody(parts=(Part(3, ended_on, False),))
    rule = {"took_part": 3, "title": "저경력공무원 워크숍", "within_years": 3}
    assert answer(rule, who, WHEN).fits is fits
    said = answer({"not": rule}, who, WHEN)
    assert said.fits is not fits
    if fits:
        assert said.words == (
            "최근 3년 안에 저경력공무원 워크숍에 참여한 적이 있는 분은 신청할 수 없습니다. "
            "회원님은 1회 참여하셨습니다(최근 2022. 4. 10.)."
        )


def test_a_branch_of_the_tree_is_named_with_ones_own_unit():
    rule = {"unit": [{"id": 6, "name": "서부교육지원청"}]}
    assert answer(rule, Somebody(), WHEN).words == (
        "서부교육지원청에 근무하시는 분이 신청할 수 있습니다. 회원님의 소속은 동부교육지원청입니다."
    )
    assert answer({"unit": [{"id": 12, "name": "동부교육지원청"}]}, Somebody(), WHEN).grounds == ("동부교육지원청",)
