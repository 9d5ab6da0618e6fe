"""What an official is called is computed."""

from datetime import timedelta

import pytest

from portal.directory import queries
from portal.directory.models import Category, UnitKind
from portal.directory.titles import title_of
from tests.factories.directory import UnitFactory, holder

G, E, S = Category.GENERAL, Category.EDUCATION, Category.SPECIAL


@pytest.mark.parametrize(
    ("post_title", "category", "grade", "kind", "manages", "title"),
    [
        ("과장", G, "3급", UnitKind.DIVISION, False, "과장"),
        ("팀장", G, "5급", UnitKind.TEAM, False, "팀장"),
        ("", G, "3급", UnitKind.DIVISION, False, "부이사관"),
        ("", G, "4급", UnitKind.DIVISION, False, "서기관"),
        ("", G, "5급", UnitKind.TEAM, False, "사무관"),
        *(("", G, grade, UnitKind.TEAM, False, "주무관") for grade in ("6급", "7급", "8급", "9급", "전문경력관")),
        ("", G, "기록연구사", UnitKind.TEAM, False, "기록연구사"),
        ("", G, "6급", UnitKind.SCHOOL, True, "행정실장"),
        ("", G, "5급", UnitKind.SCHOOL, True, "행정실장"),
        ("", G, "7급", UnitKind.SCHOOL, False, "주무관"),
        ("", E, "중등", UnitKind.DIVISION, False, "장학사"),
        ("", E, "장학관", UnitKind.DIVISION, False, "장학관"),
        ("", E, "초등", UnitKind.AFFILIATED, False, "교육연구사"),
        ("비서", S, "별정", UnitKind.OFFICE, False, "비서"),
        ("", S, "별정", UnitKind.OFFICE, False, "별정직"),
    ],
)
def test_title(post_title, category, grade, kind, manages, title):
    computed = title_of(
        post_title=post_title, category=category, grade=grade, unit_kind=kind, manages_school=manages
    )  # fmt: skip
    assert computed == title


@pytest.fixture
def school(app, clock):
    return UnitFactory(name="나래고등학교", kind=UnitKind.SCHOOL)


def title(held):
    return queries.card_facts(held.person_id).title


def test_the_highest_clerk_of_a_school_manages_its_office(school):
    technician = holder("강시설", school, grade="6급", series="시설관리")
    clerk = holder("나급여", school, grade="8급")
    chief = holder("다실장", school, grade="6급")
    assert [title(held) for held in (technician, clerk, chief)] == ["주무관", "주무관", "행정실장"]


def test_of_equal_clerks_the_first_post_manages(school):
    second, first = holder("가나다", school, order=2), holder("라마바", school, order=1)
    assert [title(held) for held in (first, second)] == ["행정실장", "주무관"]


def test_somebody_who_comes_tomorrow_does_not_manage_today(school, clock):
    holder("내일옴", school, grade="5급", since=clock.today() + timedelta(days=1))
    today = holder("오늘맡음", school, grade="7급")
    assert title(today) == "행정실장"
