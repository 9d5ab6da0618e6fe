"""Coming in, leaving, and a session that ends in mid-form: nothing typed is lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from portal.config import DEMO_PASSWORD
from tests.journeys.pages.applying import CheckPage
from tests.journeys.pages.base import PortalPage
from tests.journeys.pages.login import LoginPage
from tests.journeys.pages.programs import CatalogPage
from tests.journeys.pages.queue import QueuePage
from tests.journeys.server import Portal

Visit = Callable[..., Page]
AUTUMN = ("저경력공무원 워크숍", "2025년 가을 과정")


def test_a_persona_comes_in_with_one_press(visit: Visit, js: bool) -> None:
    page = LoginPage.open(visit(js=js)).enter_as("인사팀 담당 김산원")
    expect(page.page.locator(".p-tools__who")).to_contain_text("김산원")


def test_a_wrong_password_says_no_more_than_that(visit: Visit, js: bool) -> None:
    login = LoginPage.open(visit(js=js))
    known = login.fail_to_log_in("officer", "wrong-password").inner_text()
    unknown = LoginPage.open(login.page).fail_to_log_in("nobody-at-all", "wrong-password").inner_text()
    assert known == unknown


def test_logging_in_leads_to_where_one_wanted_to_go(visit: Visit, js: bool) -> None:
    page = visit(js=js)
    page.goto("/programs?kind=workshop")
    LoginPage(page).log_in("employee")
    assert page.url.endswith("/programs?kind=workshop")


def test_the_offices_sign_on_leads_to_where_one_wanted_to_go(visit: Visit, portal: Portal, js: bool) -> None:
    of_employee = "SELECT personal_no FROM person JOIN account ON account.person_id = person.id WHERE login_id = :who"
    ((number,),) = portal.ask(of_employee, who="employee")
    page = visit(js=js)
    page.route(lambda url: not url.startswith("http://127.0.0.1:"), lambda route: route.abort())  # the mock's looks
    page.goto("/programs?kind=workshop")
    page.get_by_role("link", name="통합인증으로 로그인").click()
    page.get_by_role("button", name="Deny").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("통합인증으로 로그인하지 못했습니다")
    page.goto("/programs?kind=workshop")
    page.get_by_role("link", name="통합인증으로 로그인").click()
    page.locator("input[name=sub]").fill(number)
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_url("**/programs?kind=workshop")
    PortalPage(page).log_out()
    page.get_by_role("link", name="통합인증에서도 로그아웃").click()
    page.wait_for_url("**/oauth2/end_session?*")


def test_leaving_ends_the_session_on_the_server(visit: Visit, js: bool) -> None:
    page = visit("employee", js=js)
    kept = page.context.cookies()
    PortalPage.open(page).log_out()
    page.context.add_cookies(kept)  # type: ignore[arg-type]  # what it gives, it takes
    page.goto("/applications")
    LoginPage(page)


def test_a_form_sent_after_the_session_ended_is_kept(visit: Visit, portal: Portal, js: bool) -> None:
    form = CatalogPage.open(visit("employee", js=js)).choose(*AUTUMN).apply(AUTUMN[1])
    form.fill_workshop("동생 010-5555-4444").agree()
    portal.end_session_of("employee")
    page = form.page
    form.main.locator(".p-sticky-actions").get_by_role("button", name="내용 확인하기").click()
    box = page.locator("main form").filter(has=page.locator("input[name=login_id]"))
    box.locator("input[name=login_id]").fill("employee")
    box.locator("input[name=password]").fill(DEMO_PASSWORD)
    box.get_by_role("button", name="로그인").click()
    page.get_by_role("button", name="이어서 제출하기").click()
    expect(CheckPage(page).main).to_contain_text("동생 010-5555-4444")
    CheckPage(page).send()


def test_a_draft_that_could_not_be_saved_opens_the_log_in_over_the_form(visit: Visit, portal: Portal) -> None:
    form = CatalogPage.open(visit("employee")).choose(*AUTUMN).apply(AUTUMN[1])
    portal.end_session_of("employee")
    form.field("expect").fill("로그인이 끝난 뒤에 적은 글")
    _log_in_again(form.page, "employee")
    expect(form.field("expect")).to_have_value("로그인이 끝난 뒤에 적은 글")
    expect(form.saved).to_contain_text("저장됨")
    form.fill_workshop().agree().go_on().send()


@pytest.mark.usefixtures("decided_at_the_desk")
def test_a_decision_after_the_session_ended_asks_to_log_in_over_the_list(visit: Visit, portal: Portal) -> None:
    queue = QueuePage.open(visit("trainer"))
    key = queue.rows.first.get_attribute("data-row") or ""
    queue.mark(key)
    portal.end_session_of("trainer")
    queue.decide_marked("승인")
    _log_in_again(queue.page, "trainer")
    expect(queue.row(key).get_by_role("checkbox")).to_be_checked()
    queue.decide_marked("승인")
    expect(queue.results).to_contain_text("1건을 승인했습니다.")


def _log_in_again(page: Page, login_id: str) -> None:
    dialog = page.locator("#login-dialog")
    expect(dialog).to_be_visible(timeout=8_000)
    expect(dialog.locator("input[name=login_id]")).to_be_focused()
    dialog.locator("input[name=login_id]").fill(login_id)
    dialog.locator("input[name=password]").fill(DEMO_PASSWORD)
    dialog.get_by_role("button", name="로그인").click()
    expect(dialog).to_be_hidden()
