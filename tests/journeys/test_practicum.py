"""A candidate wishes, an officer proposes, a school accepts: each in a browser, with and without scripts."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

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
    host.get_by_role("button", name="배치 수락").click()
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
