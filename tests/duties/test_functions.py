"""What a division does leads to the people who answer for it, and back."""

import pytest

from portal.core.actors import Role
from tests.factories.directory import account_for, small_office
from tests.factories.duties import function


@pytest.fixture
def office(app, clock):
    made = small_office()
    people, units = made.people, made.units
    division = units["총무과"]
    function(
        "공인·당직·보안·청사 관리", division, units["총무팀"], main=people["송인솔"], deputy=people["박하솔"], order=1
    )
    function("고등학교 전·편입학 학생 배정", division, units["민원팀"], main=people["전사민"], order=4)
    function("기록물·정보공개 관리", division, order=6)
    return made


@pytest.fixture
def browser(office, as_):
    return as_(account_for(office.people["까치우"].person))


def test_functions_name_team_people_and_numbers_in_their_order(browser, office, htmx):
    text = browser.get("/functions", headers=htmx("functions-table")).get_data(as_text=True)
    assert text.index("공인·당직") < text.index("전·편입학") < text.index("기록물")
    for expected in (
        "총무팀",
        "송인솔",
        "9205",
        "박하솔",
        "9204",
        f"/people/{office.people['송인솔'].person.public_id}",
    ):
        assert expected in text
    assert ("<html" in text) is not htmx.on


def test_function_without_a_team_says_so(browser):
    assert "담당 팀이 아직 등록되지 않았습니다" in browser.get("/functions?q=기록물").get_data(as_text=True)


@pytest.mark.parametrize("typed", ["전편입학", "민원팀", "전사민", "9332"])
def test_functions_are_found_by_word_team_person_and_number(browser, typed):
    text = browser.get("/functions", query_string={"q": typed}).get_data(as_text=True)
    assert "학생 배정" in text
    assert "공인·당직" not in text


def test_a_team_shows_what_it_answers_for(browser, office):
    text = browser.get(f"/functions?unit={office.units['총무팀'].code}").get_data(as_text=True)
    assert "공인·당직" in text
    assert "학생 배정" not in text


def test_a_persons_card_leads_to_the_functions_of_the_team(browser, office):
    card = browser.get(f"/people/{office.people['송인솔'].person.public_id}").get_data(as_text=True)
    assert f"/functions?unit={office.units['총무팀'].code}" in card


def test_a_post_that_nobody_holds_today_reads_no_data(browser, office, clock):
    office.people["송인솔"].valid_to = clock.today()
    text = browser.get("/functions?q=공인").get_data(as_text=True)
    assert "송인솔" not in text
    assert "자료 없음" in text


@pytest.mark.parametrize("typed", ["\x00", "%", "😀", "가" * 10_000, "없는기능"])
def test_odd_words_find_nothing_and_break_nothing(browser, typed):
    answer = browser.get("/functions", query_string={"q": typed, "unit": typed})
    assert answer.status_code == 200


def test_statements_do_not_grow_with_the_functions(browser, office, statements):
    browser.get("/functions")
    statements.clear()
    browser.get("/functions")
    first = len(statements)
    for n in range(10, 20):
        function(f"기능 {n}", office.units["총무과"], office.units["인사팀"], main=office.people["김산원"], order=n)
    browser.get("/functions")
    statements.clear()
    browser.get("/functions")
    assert len(statements) == first


@pytest.mark.parametrize("role", [Role.CANDIDATE, Role.PROVIDER])
def test_candidates_and_outside_institutions_have_no_directory(office, as_, role):
    outsider = as_(account_for(None, role))
    for path in ("/functions", "/people", f"/people/{office.people['한솔'].person.public_id}"):
        assert outsider.get(path).status_code == 403
