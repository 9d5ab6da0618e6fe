"""One's own account: where one is logged in, and a new password."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from portal.config import DEMO_PASSWORD
from tests.journeys.pages.account import NEW_PASSWORD, told, type_password
from tests.journeys.pages.login import LoginPage

Visit = Callable[..., Page]


def test_one_sees_and_ends_where_one_is_logged_in(visit: Visit) -> None:
    own, home, phone = visit(js=False, desk=4), visit(js=False, desk=5), visit(js=False, desk=6)
    for page in (own, home, phone):
        LoginPage.open(page).log_in("veteran")
    own.goto("/account")
    rows = own.locator("#main tbody tr")
    expect(rows.filter(has_text="지금 이 화면")).to_have_count(1)
    count = rows.count()
    rows.filter(has_not_text="지금 이 화면").first.get_by_role("button", name="끝내기").click()
    told(own, "그곳의 로그인을 끝냈습니다.")
    expect(rows).to_have_count(count - 1)
    own.get_by_role("button", name="이 화면을 뺀 모든 로그인 끝내기").click()
    expect(rows).to_have_count(1)
    for page in (home, phone):
        page.goto("/account")
        LoginPage(page)
    LoginPage(home).log_in("veteran")
    own.get_by_role("link", name="비밀번호 바꾸기").click()
    type_password(own, NEW_PASSWORD, current="wrong-password")
    own.get_by_role("button", name="비밀번호 바꾸기").click()
    expect(own.locator("[data-error-summary]")).to_contain_text("지금 쓰시는 비밀번호가 맞지 않습니다.")
    type_password(own, NEW_PASSWORD, current=DEMO_PASSWORD)
    own.get_by_role("button", name="비밀번호 바꾸기").click()
    told(own, "비밀번호를 바꾸었습니다.")
    home.goto("/account")
    LoginPage(home).log_in("veteran", NEW_PASSWORD)
