"""Who may apply: rules as data, answers in words."""

from dataclasses import dataclass
from datetime import date

import pytest

from portal.programs.eligibility import When, answer, first_day_under_years, groups

WORKSHOP = {"all": [{"fact": "category", "in": ["general"]}, {"state": ["in_service"]}, {"service_under_years": 4}]}
COUNSELING = {
    "any": [
        {"fact": "category", "in": ["general"], "until": "2025-08-31"},
        {"fact": "category", "in": ["general", "education", "special"], "from": "2025-09-01"},
    ]
}
MENTEE = {"all": [{"fact": "hired_on", "from": "2024-07-02", "to": "2025-07-01"}]}


@dataclass
class Somebody:
    category: str = "general"
    series: str = "교육행정"
    grade: str = "9급"
    state: str = "in_service"
    hired_on: date | None = date(2022, 3, 1)


def when(applying=date(2025, 4, 10), reference=date(2025, 5, 19)):
    return When(applying=applying, reference=reference, contact="인사팀 ☎9231")


@pytest.mark.parametrize(
    ("hired_on", "fits"),
    [(date(2021, 5, 20), True), (date(2021, 5, 19), False), (date(2025, 5, 1), True), (date(2010, 1, 1), False)],
)
def test_under_four_years_ends_on_the_anniversary(hired_on, fits):
    assert answer(WORKSHOP, Somebody(hired_on=hired_on), when()).fits is fits


def test_refusal_shows_the_cut_off_day_and_the_persons_own():
    said = answer(WORKSHOP, Somebody(hired_on=date(2019, 3, 1)), when())
    assert said.words == (
        "최초임용일이 2021. 5. 20. 이후인 분이 신청할 수 있습니다. 회원님의 최초임용일은 2019. 3. 1.입니다."
    )


def test_missing_hire_date_says_whom_to_call():
    said = answer(WORKSHOP, Somebody(hired_on=None), when())
    assert not said.fits
    assert said.words == (
        "최초임용일 자료가 없어 신청 자격을 확인하지 못했습니다. 인사팀 ☎9231로 알려 주시기 바랍니다."
    )


@pytest.mark.parametrize(
    ("reference", "cut_off"),
    [
        (date(2025, 5, 19), date(2021, 5, 20)),
        (date(2024, 2, 29), date(2020, 3, 1)),  # hired on 29 February 2020: four years are full that day
        (date(2025, 2, 28), date(2021, 3, 1)),
        (date(2025, 3, 1), date(2021, 3, 2)),
    ],
)
def test_cut_off_day(reference, cut_off):
    assert first_day_under_years(4, reference) == cut_off


def test_who_was_hired_on_a_leap_day_has_the_anniversary_on_the_first_of_march():
    leap = Somebody(hired_on=date(2024, 2, 29))
    rule = {"service_under_years": 1}
    assert answer(rule, leap, when(reference=date(2025, 2, 28))).fits
    assert not answer(rule, leap, when(reference=date(2025, 3, 1))).fits


@pytest.mark.parametrize(("hired_on", "fits"), [(date(2023, 7, 31), True), (date(2023, 8, 1), False)])
def test_at_least_two_years(hired_on, fits):
    rule = {"service_at_least_years": 2}
    assert answer(rule, Somebody(hired_on=hired_on), when(reference=date(2025, 7, 31))).fits is fits


@pytest.mark.parametrize(
    ("hired_on", "fits"),
    [(date(2024, 7, 1), False), (date(2024, 7, 2), True), (date(2025, 7, 1), True), (date(2025, 7, 2), False)],
)
def test_both_bounds_of_a_cohort_are_included(hired_on, fits):
    assert answer(MENTEE, Somebody(hired_on=hired_on), when()).fits is fits


@pytest.mark.parametrize(("applying", "fits"), [(date(2025, 8, 31), False), (date(2025, 9, 1), True)])
def test_group_is_let_in_from_a_day_of_applying_on(applying, fits):
    said = answer(COUNSELING, Somebody(category="education"), when(applying=applying))
    assert said.fits is fits
    if not fits:
        assert said.words == "일반직인 분이 신청할 수 있습니다. 회원님의 신분은 교육전문직입니다."


def test_not_names_who_is_left_out():
    said = answer({"not": {"state": ["on_leave"]}}, Somebody(state="on_leave"), when())
    assert said.words == "휴직 중인 분은 신청할 수 없습니다. 회원님은 휴직 중이십니다."
    assert answer({"not": {"state": ["on_leave"]}}, Somebody(), when()).fits


def test_not_of_something_unknown_does_not_let_in():
    assert not answer({"not": {"service_under_years": 4}}, Somebody(hired_on=None), when()).fits


def test_every_reason_is_told_once():
    somebody = Somebody(category="education", hired_on=date(2010, 1, 1))
    assert len(answer(WORKSHOP, somebody, when()).reasons) == 2


def test_nobody_fits_while_no_alternative_is_in_force():
    rule = {"any": [{"state": ["in_service"], "from": "2026-01-01"}]}
    assert answer(rule, Somebody(), when()).words == "지금은 신청하실 수 있는 대상이 정해져 있지 않습니다."


def test_grounds_are_kept_for_the_file():
    assert answer(WORKSHOP, Somebody(), when()).grounds == (
        "일반직", "재직", "최초임용일 2022. 3. 1. (기준 2021. 5. 20. 이후)",
    )  # fmt: skip


def test_rule_in_words_for_the_program_page():
    assert groups(WORKSHOP, when()) == ["일반직인 분", "재직 중인 분", "최초임용일이 2021. 5. 20. 이후인 분"]
    assert groups({}, when()) == ["서울특별시교육청 소속 공무원"]


def test_something_that_is_no_rule_is_refused():
    with pytest.raises(ValueError, match="No such rule"):
        answer({"shoe_size": 270}, Somebody(), when())


def test_what_is_for_people_who_are_no_officials_fits_no_official():
    outside = {"outside": "임용후보자 명부에 오른 분"}
    said = answer(outside, Somebody(), when())
    assert said.words == "임용후보자 명부에 오른 분이 신청할 수 있습니다. 임용되신 분은 신청 대상이 아닙니다."
    assert groups(outside, when()) == ["임용후보자 명부에 오른 분"]
