"""Somebody looks up a colleague, a duty, a number."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.pages.directory import FunctionsPage, PeoplePage


def test_a_colleague_is_found_by_name_initials_or_number(visit: Callable[..., Page], js: bool) -> None:
    found = PeoplePage.open(visit("employee", js=js))
    for words in ("ㄱㅅㅇ", "김ㅅㅇ", "김산원", "9231", "9231번", "02-399-9231"):
        found = found.search(words)
        expect(found.results.filter(has_text="김산원")).to_contain_text("9231")
    expect(found.choose("김산원")).to_contain_text("인사상담")


def test_a_duty_is_found_as_it_is_spoken(visit: Callable[..., Page], js: bool) -> None:
    found = PeoplePage.open(visit("school", js=js)).search("전편입학")
    expect(found.results.first).to_contain_text("민원팀")
    expect(found.results.first.locator("mark")).to_have_text("전·편입학")


def test_what_another_department_does_is_answered_with_its_name(visit: Callable[..., Page], js: bool) -> None:
    found = PeoplePage.open(visit("employee", js=js)).search("복지포인트")
    expect(found.main).to_contain_text("노사협력담당관")


def test_a_function_leads_to_its_team_and_its_people(visit: Callable[..., Page], js: bool) -> None:
    functions = FunctionsPage.open(visit("employee", js=js))
    row = functions.row_of("고등학교 전·편입학")
    expect(row).to_contain_text("민원팀")
    row.get_by_role("link").nth(1).click()
    expect(functions.page.locator("#person-card")).to_contain_text("전·편입학")


def test_results_are_walked_with_arrow_keys(visit: Callable[..., Page]) -> None:
    page = visit("employee")
    found = PeoplePage.open(page).search("ㄱㅅㅇ")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(found.results.nth(1).get_by_role("link")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#find")).to_be_focused()


def test_a_search_can_be_sent_to_a_colleague(visit: Callable[..., Page]) -> None:
    page = visit("employee")
    PeoplePage.open(page).search("9231")
    page.wait_for_url("**/people?q=9231**")
    expect(PeoplePage(page).reload().results.first).to_contain_text("김산원")
