"""A candidate wishes, an officer proposes, a school accepts: each in a browser, with and without scripts."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from portal.core.sheets import Column, write_sheet
from tests.journeys.test_every_page import Axe, in_all_themes

HEADINGS = ("시험 연도", "응시번호", "성명", "생년월일", "휴대전화", "거주 자치구", "직렬", "명부 유효기간")
BY_HAND = {
    "시험 연도": "2025", "응시번호": "99002", "성명": "손후보", "생년월일": "1998-01-05", "휴대전화": "010-3333-4444",
    "명부 유효기간": "2027-06-30",
}  # fmt: skip
Visit = Callable[..., Page]


def test_candidate_wishes_is_placed_and_learns_where(visit: Visit, js: bool) -> None:
    own, desk = visit("candidate", js=js), visit("trainer", js=js)
    own.goto("/")
    expect(own).to_have_url(re.compile("/practicum$"))
    expect(own.get_by_role("search")).to_have_count(0)
    own.get_by_role("link", name="희망서 쓰기").click()
    own.get_by_label("1순위 지역").select_option("중부")
    own.get_by_label("1순위 학교").fill("나래고등학교")
    own.get_by_role("button", name="희망서 제출").click()
    expect(own.locator("[data-error-summary]")).to_be_visible()
    own.locator("#pledge").check()
    own.locator("#privacy").check()
    own.get_by_role("button", name="희망서 제출").click()
    expect(own.locator("#own-way")).to_contain_text("배치할 학교를 찾고 있습니다")

    desk.goto("/admin/practicum")
    desk.get_by_role("link", name="정다은").click()
    row = desk.get_by_role("row", name=re.compile("^나래고등학교"))
    expect(row).to_contain_text("1순위 희망 기관")
    row.get_by_role("button", name="배치 제안").click()
    expect(desk.locator("#steps")).to_contain_text("나래고등학교")

    host = visit("school", js=js)
    host.goto("/host")
    host.get_by_role("link", name="정다은 님 배치 제안").click()
    expect(host.locator("#main")).to_contain_text("수락하시면 보입니다.")
    host.get_by_role("button", name="배치 수락").dblclick()
    expect(host.locator("#main")).to_contain_text(re.compile("정다은.*010-", re.DOTALL))

    desk.goto("/admin/practicum?tab=accepted")
    desk.get_by_label("정다은 선택").check()
    desk.get_by_label("문서번호").fill("총무과-4001")
    desk.get_by_role("button", name="선택한 분 배치 확정").click()
    own.goto("/practicum")
    expect(own.locator("#own-way")).to_contain_text("나래고등학교")


def test_school_declines_with_reasons_and_the_office_looks_elsewhere(visit: Visit, js: bool) -> None:
    host, desk = visit("school", js=js), visit("trainer", js=js)
    host.goto("/host")
    card = host.get_by_role("link", name=re.compile("님 배치 제안")).first
    name = card.inner_text().split()[0]
    card.click()
    host.get_by_text("받기 어렵습니다").click()
    host.get_by_role("button", name="배치 거절").click()
    expect(host.locator("[data-error-summary]")).to_be_visible()
    host.get_by_label("공사·이전 등 시설 사정").check()
    host.get_by_role("button", name="배치 거절").click()
    expect(host.locator("#main")).not_to_contain_text(f"{name} 님 배치 제안")
    desk.goto("/admin/practicum")
    row = desk.get_by_role("row", name=re.compile(name))
    expect(row).to_contain_text("기관 거절")
    expect(row.get_by_role("combobox")).not_to_contain_text(re.compile("(?<!새)나래고등학교"))


def test_officer_places_all_as_suggested(visit: Visit, js: bool) -> None:
    desk = visit("trainer", js=js)
    desk.goto("/admin/practicum")
    button = desk.get_by_role("button", name=re.compile("추천대로 .*모두 배치 제안"))
    count = re.findall(r"\d+", button.inner_text())[0]
    button.click()
    expect(desk.locator("#toasts")).to_contain_text(f"{count}명을 ‘배치 제안’ 처리하였습니다.")
    expect(desk.get_by_role("navigation", name="상태")).to_contain_text("배치할 사람 0")


@pytest.fixture
def candidates(tmp_path: Path) -> Path:
    """A list of candidates as the office gets it."""
    row = ["2025", "99001", "새후보", "1999-03-02", "010-1111-2222", "관악구", "교육행정", "2027-06-30"]
    columns = [Column(word, is_code=True) for word in HEADINGS]
    path = tmp_path / "명부.xlsx"
    path.write_bytes(write_sheet(title="명부", lines=[], columns=columns, rows=[row]))
    return path


def register(desk: Page, candidates: Path, seen: Callable[[Page], None]) -> None:
    """Put one candidate on the list by a file and one by hand; end on the second one's page."""
    desk.goto("/admin/practicum/lists/candidates")
    desk.locator("input[type=file]").set_input_files(candidates)
    desk.get_by_role("button", name="올리고 확인하기").click()
    expect(desk.locator("#main")).to_contain_text("010-1111-2222")
    seen(desk)
    desk.get_by_role("button", name="1명 등록").click()
    desk.get_by_role("link", name="한 명 등록").first.click()
    desk.get_by_role("button", name="등록").click()
    expect(desk.locator("[data-error-summary]")).to_be_visible()
    for label, value in BY_HAND.items():
        desk.get_by_label(label).fill(value)
    desk.get_by_label("거주 자치구").select_option("관악구")
    desk.get_by_label("직렬").select_option("교육행정")
    desk.get_by_role("button", name="등록").click()
    expect(desk.locator("h1")).to_have_text("손후보 후보자")


def appoint(desk: Page) -> None:
    """Make the candidate on the page an official."""
    desk.get_by_role("link", name="임용", exact=True).click()
    for label, value in {"개인번호": "2025990002", "발령 기관": "나래고등학교", "임용일": "2025-08-04"}.items():
        desk.get_by_label(label).fill(value)
    desk.get_by_role("button", name="임용", exact=True).click()
    expect(desk.locator("#main")).to_contain_text("임용으로 종료")


def test_candidate_is_registered_enters_by_the_link_and_is_appointed(
    visit: Visit, js: bool, axe: Axe, candidates: Path
) -> None:
    faults: list[str] = []

    def seen(page: Page) -> None:
        faults.extend(in_all_themes(page, axe) if js else [])

    desk, own = visit("trainer", js=js), visit(js=js, desk=2)
    register(desk, candidates, seen)
    desk.get_by_role("button", name="일회용 링크 만들기").click()
    seen(desk)
    path = desk.locator("code").inner_text().partition("/links/")[2]
    enter = own.get_by_role("button", name="들어가기")
    for given in ("0" * len(path), path):
        own.goto(f"/links/{given}")
        seen(own)
        expect(enter).to_have_count(int(given == path))
    enter.click()
    own.get_by_role("link", name="희망서 쓰기").click()
    own.get_by_label("1순위 지역").select_option("중부")
    own.locator("#pledge").check()
    own.locator("#privacy").check()
    own.get_by_role("button", name="희망서 제출").click()
    expect(own.locator("#own-way")).to_contain_text("배치할 학교를 찾고 있습니다")
    desk.goto("/admin/practicum/candidates?q=99002")
    desk.get_by_role("link", name="손후보").click()
    appoint(desk)
    desk.get_by_role("link", name="임용 되돌리기").click()
    seen(desk)
    desk.get_by_label("사유").fill("동명이인을 잘못 골랐습니다.")
    desk.get_by_role("button", name="임용 되돌리기").click()
    expect(desk.locator("#main")).to_contain_text("배치 준비")
    assert faults == []


def test_officer_plans_the_next_round_and_a_school_changes_its_plan(visit: Visit, js: bool) -> None:
    desk, host = visit("trainer", js=js), visit("school", js=js)
    desk.goto("/admin/practicum/rounds")
    desk.get_by_role("link", name="다음 차수 만들기").click()
    expect(desk.get_by_label("차수 이름")).to_have_value("4차")
    desk.get_by_role("button", name="차수 만들기").click()
    row = desk.get_by_role("row", name=re.compile("4차"))
    row.get_by_role("button", name="지금 접수 시작").click()
    row.get_by_role("button", name="지금 접수 마감").click()
    expect(row).to_contain_text("접수 마감")
    host.goto("/")
    host.get_by_role("link", name="실무수습생 배치 제안 회신").click()
    host.get_by_role("link", name="수용 계획 고치기").click()
    host.get_by_label("받을 인원").fill("1")
    host.get_by_role("button", name="수용 계획 보내기").click()
    expect(host.locator("[data-error-summary]")).to_contain_text("적게 줄일 수 없습니다")
    host.get_by_label("받을 인원").fill("4")
    host.get_by_role("button", name="수용 계획 보내기").click()
    expect(host.locator("#main")).to_contain_text("4명")


def test_officer_hands_out_links_that_open_once(visit: Visit, js: bool) -> None:
    desk = visit("trainer", js=js)
    desk.goto("/admin/practicum/candidates?q=정다은")
    desk.get_by_label("정다은 선택").check()
    desk.get_by_role("button", name="선택한 분의 일회용 링크 만들기").click()
    address = desk.locator("code").first.inner_text()
    path = address[address.index("/links/") :]
    own = visit(js=js)
    own.goto(path)
    own.get_by_role("button", name="들어가기").click()
    expect(own.locator("h1")).to_have_text("나의 실무수습")
    other = visit(js=js)
    other.goto(path)
    expect(other.get_by_role("button", name="들어가기")).to_have_count(0)
