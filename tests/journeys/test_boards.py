"""A team puts a form up; an official finds it by initials, takes its file along, and subscribes to a calendar."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from portal.core.sheets import Column, write_sheet
from tests.journeys.server import Portal
from tests.journeys.visitors import PHONE


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "확인서.xlsx"
    path.write_bytes(write_sheet(title="확인서", lines=["서식"], columns=[Column("성명")], rows=[[""]]))
    return path


def test_a_form_goes_up_is_found_and_comes_down(
    visit: Callable[..., Page], js: bool, file: Path, axe: Callable[..., list[str]]
) -> None:
    writer = visit("trainer", js=js)
    writer.goto("/library")
    writer.get_by_role("link", name="서식 올리기").click()
    writer.locator("#body").fill("쓰는 법을 적습니다.")
    writer.get_by_role("button", name="저장하고 미리 보기").click()
    expect(writer.locator("[data-error-summary]")).to_contain_text("제목")
    expect(writer.locator("#body")).to_have_value("쓰는 법을 적습니다.")
    writer.locator("#title").fill("두루마리 확인서")
    writer.locator("input[type=file]").set_input_files(file)
    writer.get_by_role("button", name="저장하고 미리 보기").click()
    expect(writer.locator("main")).to_contain_text("아직 게시하지 않았습니다")
    if js:
        assert axe(writer) == []
    writer.get_by_role("button", name="게시", exact=True).click()
    expect(writer.locator("main")).to_contain_text("게시 중")

    reader = visit("employee", js=js, size=PHONE)
    reader.goto("/library")
    search = reader.locator("#board-search")
    search.fill("ㄷㄹㅁㄹ")
    if not js:
        reader.locator("main").get_by_role("button", name="찾기").click()
    expect(reader.locator("#posts tbody tr")).to_have_count(1)
    with reader.expect_download() as given:
        reader.get_by_role("link", name="확인서.xlsx").click()
    assert given.value.suggested_filename == "확인서.xlsx"
    reader.get_by_role("link", name="두루마리 확인서").click()
    expect(reader.locator("main")).to_contain_text("인재개발팀")
    assert reader.evaluate("document.documentElement.scrollWidth") <= PHONE[0]

    writer.get_by_role("button", name="게시 내리기").click()
    expect(writer.get_by_role("button", name="다시 게시")).to_be_visible()
    assert reader.reload().status == 404


def test_a_calendar_is_subscribed_to_and_closed(
    visit: Callable[..., Page], portal: Portal, axe: Callable[..., list[str]]
) -> None:
    page = visit("employee", size=PHONE)
    page.goto("/account")
    page.get_by_role("link", name="내 캘린더에서 보기").click()
    page.get_by_role("button", name="주소 만들기").click()
    address = page.locator("#feed-address").input_value()
    assert axe(page) == []
    with urlopen(portal.address + urlsplit(address).path) as answer:
        assert answer.headers["Content-Type"].startswith("text/calendar")
        assert b"BEGIN:VCALENDAR" in answer.read()
    page.goto("/account/calendar")
    page.get_by_role("button", name="주소 없애기").click()
    expect(page.locator("main")).to_contain_text("아직 주소를 만들지 않으셨습니다")
