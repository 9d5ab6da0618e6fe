"""An officer clones last year's workshop, changes its window and rule, adds a question; an employee answers it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.visitors import PHONE


@pytest.mark.parametrize("js", [True], ids=["with JavaScript"])
def test_next_years_round_is_set_up_and_applied_for(
    visit: Callable[..., Page], js: bool, axe: Callable[..., list[str]]
) -> None:
    officer = visit("trainer", js=js)
    officer.goto("/admin/programs")
    section = officer.locator("section", has=officer.get_by_role("heading", name="저경력공무원 워크숍"))
    section.get_by_role("button", name="2025년 다음 차수로 복사", exact=True).click()
    expect(officer.locator("main")).to_contain_text("준비 중")
    settings = officer.url
    officer.locator("#name").fill("2026년 새 회차")
    officer.locator("#apply_from").fill("2025-07-01T09:00")
    officer.locator("#apply_to").fill("2025-08-30T18:00")
    officer.get_by_role("button", name="저장", exact=True).click()
    expect(officer.locator("main")).to_contain_text("다음 근무일인 2025. 9. 1.(월) 18:00까지 받습니다")
    assert axe(officer) == []

    officer.get_by_role("link", name="신청 자격").click()
    expect(officer.locator(".p-preview")).to_contain_text("명이 신청할 수 있습니다")
    officer.locator("#kind").select_option("series")
    officer.get_by_role("button", name="고르기").click()
    officer.locator("#condition-form").get_by_label("교육행정").check()
    officer.locator("#condition-form").get_by_role("button", name="조건 넣기").click()
    expect(officer.locator(".p-rule")).to_contain_text("교육행정인 분")
    assert axe(officer) == []

    officer.goto(f"{settings}/questions/form")
    officer.locator("#label").fill("모둠에서 맡고 싶은 일")
    officer.locator("#required").check()
    officer.get_by_role("button", name="저장", exact=True).click()
    expect(officer.locator("main")).to_contain_text("모둠에서 맡고 싶은 일")
    officer.goto(settings)
    officer.get_by_role("button", name="공개하기").click()
    expect(officer.locator("main")).to_contain_text("접수 중")

    employee = visit("newcomer", js=js, size=PHONE)
    employee.goto("/programs/" + settings.split("/programs/")[1] + "/application")
    expect(employee.locator("#questions")).to_contain_text("모둠에서 맡고 싶은 일")
    employee.get_by_role("button", name="내용 확인하기").last.click()
    expect(employee.locator("[data-error-summary]")).to_contain_text("모둠에서 맡고 싶은 일")
