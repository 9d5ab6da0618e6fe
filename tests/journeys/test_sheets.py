"""An officer takes the queue as a spreadsheet; an administrator brings officials in and takes them back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from portal.core.sheets import Column, write_sheet
from tests.journeys.visitors import DESKTOP, PHONE

HEADINGS = ("개인번호", "성명", "신분구분", "직렬", "직급", "소속", "내선")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with a new official and one whose unit does not exist."""
    rows = [
        ["2025901", "한새로", "일반직", "교육행정", "9급", "총무과 인사팀", "9298"],
        ["2025902", "두새로", "일반직", "교육행정", "9급", "없는 과", "9297"],
    ]
    columns = [Column(word, is_code=True) for word in HEADINGS]
    path = tmp_path / "직원.xlsx"
    path.write_bytes(write_sheet(title="직원", lines=[], columns=columns, rows=rows))
    return path


def test_the_filtered_queue_is_taken_with_a_reason(visit: Callable[..., Page], js: bool, tmp_path: Path) -> None:
    page = visit("trainer", js=js)
    page.goto("/admin/applications?state=all&q=김")
    page.get_by_role("link", name="파일로 내려받기").click()
    expect(page.locator("main")).to_contain_text("찾은 말 ‘김’")
    page.get_by_role("button", name="파일 만들기").click()
    expect(page.locator("[data-error-summary]")).to_contain_text("사유")
    page.get_by_label("선정 심사·결재 자료").check()
    page.locator("[name=reason]").fill("가을 워크숍 선정 심사 자료 작성")
    page.get_by_role("button", name="파일 만들기").click()
    with page.expect_download() as given:
        page.locator("main").get_by_role("button", name="내려받기").click()
    path = tmp_path / "out.xlsx"
    given.value.save_as(path)
    assert given.value.suggested_filename.startswith("신청_목록_")
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert "서선욱" in rows[1][0] and "가을 워크숍" in rows[2][0]
    assert all("김" in row[2] for row in rows[7:])


def test_officials_are_brought_in_and_taken_back(visit: Callable[..., Page], js: bool, file: Path) -> None:
    page = visit("sysadmin", js=js)
    page.goto("/admin/people-import")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="올려서 비교하기").click()
    expect(page.locator("main")).to_contain_text("소속 ‘없는 과’")
    page.get_by_label("오류가 없는 행만 반영합니다.").check()
    page.get_by_role("button", name="1명만 반영하기").click()
    expect(page.locator("main")).to_contain_text("반영 완료")
    page.goto("/people?q=한새로")
    expect(page.locator("#people-table")).to_contain_text("9298")
    page.go_back()
    page.get_by_role("button", name="반영하기 전으로 되돌리기").click()
    expect(page.locator("main")).to_contain_text("되돌림")
    page.goto("/people?q=한새로")
    expect(page.locator("#people-table")).not_to_contain_text("9298")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_what_is_told_of_a_file_is_for_everybody(
    visit: Callable[..., Page], axe: Callable[..., list[str]], file: Path, size: tuple[int, int]
) -> None:
    page = visit("sysadmin", size=size)
    page.goto("/admin/people-import")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="올려서 비교하기").click()
    expect(page.locator("main")).to_contain_text("없는 과")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    page = visit("trainer", size=size)
    page.goto("/exports/new?list=queue&state=all")
    page.get_by_label("출석부·명찰").check()
    page.locator("[name=reason]").fill("교육장 출석부 준비")
    page.get_by_role("button", name="파일 만들기").click()
    expect(page.locator("main")).to_contain_text("내려받으실 수 있습니다")
    assert axe(page) == []
