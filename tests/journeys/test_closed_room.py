"""The closed room walked through: somebody asks, the institution calls and enters sessions, the office pays."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect
from xlsxwriter import Workbook

from portal.config import DEMO_PASSWORD
from tests.journeys.pages.base import PortalPage
from tests.journeys.server import Portal

Visit = Callable[..., Page]
STRANGERS = ("sysadmin", "auditor", "school", "counselor", "trainer")
DOORS = ("/partner", "/admin/support", "/admin/support/settlement", "/admin/support/totals", "/admin/support/openings")


def test_asked_called_counted_extended_and_paid(visit: Visit, portal: Portal, js: bool) -> None:
    own, house, desk = visit("employee", js=js), visit("provider", js=js), visit("officer", js=js)
    number = _ask(own)
    _call(house, number)
    _grant_and_pay(desk, number)
    own.goto("/support")
    expect(own.locator("#main")).to_contain_text("10회 / 11회")
    own.get_by_role("link", name="신청 취소·동의 철회").click()
    own.get_by_role("button", name="취소하고 파기").click()
    expect(own.locator("#main")).to_contain_text("신청 취소")
    _nobody_else(visit, portal, number)


def _ask(own: Page) -> str:
    """Ask, forget to agree, agree, and call for help; return the number."""
    own.goto("/support")
    own.get_by_role("link", name="신청서 쓰기").click()
    own.get_by_label("휴대전화", exact=True).check()
    own.get_by_label("휴대전화 번호").fill("010-2345-6789")
    own.get_by_label("화상").check()
    own.get_by_label("평일 저녁").check()
    own.get_by_role("button", name="신청서 제출").click()
    expect(own.locator("[data-error-summary]")).to_contain_text("동의하셔야")
    expect(own.get_by_label("휴대전화 번호")).to_have_value("010-2345-6789")
    own.locator("#consent").check()
    own.get_by_role("button", name="신청서 제출").click()
    number = own.locator("#usage-number").inner_text()
    own.get_by_role("button", name="긴급 상담 요청").click()
    expect(own.locator("#main")).to_contain_text("가장 먼저 연락드립니다")
    return number


def _call(house: Page, number: str) -> None:
    """Call, enter a session twice, as a second click does, and ask for more of them."""
    house.goto("/")
    expect(house).to_have_title(re.compile(r"^\(긴급 2\) 이용 관리"))
    house.get_by_role("link", name=number).click()
    house.get_by_role("button", name="연락처 열기").click()
    expect(_opened(house, number)).to_contain_text("010-2345-6789")
    house.get_by_role("button", name="연락했음으로 표시").click()
    expect(house.locator("#main")).not_to_contain_text("긴급 요청")
    for _ in range(2):
        house.get_by_role("button", name="등록", exact=True).click()
        expect(house.get_by_role("row", name=re.compile("2025. 7. 31.*참석"))).to_have_count(1)
    house.get_by_text("횟수 연장 요청").click()
    house.get_by_label("상담사가 추가 회기가").check()
    house.get_by_role("button", name="연장 요청", exact=True).click()
    expect(house.locator("#main")).to_contain_text("연장 승인 대기")


def _grant_and_pay(desk: Page, number: str) -> None:
    """Grant more sessions, look at what the month will cost and at the sums."""
    desk.goto("/admin/support")
    desk.get_by_role("button", name=f"{number} 승인", exact=True).click()
    expect(desk.locator("#toasts")).to_contain_text("처리했습니다")
    expect(desk.get_by_role("row", name=re.compile(number))).to_contain_text("1회")
    desk.get_by_role("link", name="정산").click()
    expect(desk.get_by_role("row", name=re.compile(number))).to_contain_text("80,000")
    expect(desk.locator("#invoices")).to_contain_text("달이 끝난 뒤에 정산하실 수 있습니다.")
    desk.get_by_role("link", name="합계").click()
    expect(desk.locator("#main")).to_contain_text("2025. 6. 30.(월)까지")


def _opened(page: Page, number: str) -> Locator:
    """Return the contact; who logged in more than ten minutes ago types the password first and goes on."""
    asked = page.get_by_role("textbox", name="비밀번호")
    card = page.locator("#contact-card")
    expect(asked.or_(card.locator(".p-phone"))).to_be_visible()
    if asked.is_visible():
        asked.fill(DEMO_PASSWORD)
        page.get_by_role("button", name="확인", exact=True).click()
        page.get_by_role("button", name=re.compile("이어서 제출하기|연락처 열기")).click()
    expect(page.locator("h1")).to_have_text(number)
    return card


def _nobody_else(visit: Visit, portal: Portal, number: str) -> None:
    for who in STRANGERS:
        page = PortalPage(visit(who, js=False))
        assert [page.status_of(door) for door in DOORS] == [404] * len(DOORS), who
    head = PortalPage(visit("head", js=False))
    assert [head.status_of(door) for door in DOORS] == [404, 404, 404, 200, 200]
    expect(head.main).not_to_contain_text(number)
    assert number not in repr(portal.ask("SELECT * FROM audit_entry"))


def test_an_institution_enters_its_month_by_number_and_one_who_did_not_come(
    visit: Visit, portal: Portal, tmp_path: Path, js: bool
) -> None:
    [[number, public_id]] = portal.ask(
        "SELECT number, public_id FROM psych_case JOIN psych_allowance ON psych_allowance.id = allowance_id"
        " WHERE state = 'open' AND used BETWEEN 1 AND 5 ORDER BY number LIMIT 1"
    )
    house = visit("provider", js=js)
    house.goto("/partner")
    house.get_by_role("link", name="엑셀로 등록").click()
    head = ("이용번호", "일자", "방식", "구분")
    for rows, formula, said in (
        ([("SC25-AAAA", "2025-07-30", "전화", "참석")], False, "해당하는 이용번호가 없습니다"),
        ([(number, "2025-07-30", "전화", "참석")], True, "수식"),
    ):
        house.locator("input[type=file]").set_input_files(_book(tmp_path, head, rows, formula=formula))
        house.get_by_role("button", name="올려서 확인").click()
        expect(house.locator("#main")).to_contain_text(said)
    house.locator("input[type=file]").set_input_files(_book(tmp_path, head, [(number, "2025-07-30", "전화", "참석")]))
    house.get_by_role("button", name="올려서 확인").click()
    house.get_by_role("button", name="1건 등록").click()
    expect(house.locator("#toasts")).to_contain_text("1건을 등록했습니다.")
    house.goto(f"/partner/cases/{public_id}")
    expect(house.get_by_role("row", name=re.compile("2025. 7. 30"))).to_be_visible()
    house.locator("#held_on").fill("2025-07-31")
    house.locator("#kind").select_option("이용자 불참")
    house.get_by_role("button", name="등록", exact=True).click()
    expect(house.get_by_role("row", name=re.compile("2025. 7. 31"))).to_contain_text("이용자 불참")
    house.locator("summary", has_text="종결").click()
    house.locator("#ending").select_option("중단")
    house.get_by_role("button", name="종결", exact=True).click()
    house.get_by_role("link", name="종결·취소").click()
    expect(house.get_by_role("link", name=number)).to_be_visible()


PAPER = {
    "employee": ("/support", "/support/request", "/support/details", "/support/withdrawal"),
    "provider": ("/partner", "/partner/cases/{one}", "/partner/uploads"),
    "officer": (
        "/admin/support",
        "/admin/support/settlement",
        "/admin/support/totals",
        "/admin/support/providers",
        "/admin/support/rules",
        "/admin/support/reopenings",
    ),
    "head": ("/admin/support/totals", "/admin/support/openings"),
}


def test_paper_shows_no_more_than_the_screen_under_a_title_that_says_nothing(visit: Visit, portal: Portal) -> None:
    own = visit("employee")
    own.goto("/support")
    if own.get_by_role("link", name="신청서 쓰기").is_visible():
        _ask(own)
    [[one]] = portal.ask("SELECT public_id FROM psych_case WHERE state = 'open' ORDER BY number LIMIT 1")
    for who, addresses in PAPER.items():
        page = own if who == "employee" else visit(who)
        for address in addresses:
            assert PortalPage(page).status_of(address.format(one=one)) == 200, address
            screen = _words(page)
            page.emulate_media(media="print")
            paper = _words(page)
            page.emulate_media(media="screen")
            assert paper, address
            assert paper - screen == set(), address
            assert not re.search("상담|심리", page.title()), address
            if who == "employee":
                assert {"109", "1577-0199"} <= paper, address


def _words(page: Page) -> set[str]:
    return set(page.locator("body").inner_text().split())


def _book(folder: Path, head: tuple[str, ...], rows: list[tuple[str, ...]], *, formula: bool = False) -> Path:
    path = folder / "7월.xlsx"
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate((head, *rows)):
            sheet.write_row(at, 0, row)
        if formula:
            sheet.write_formula("B2", "=TODAY()")
    return path


def test_asking_takes_no_mouse(visit: Visit) -> None:
    own = visit("employee")
    own.goto("/support/request")
    for name, key in (
        ("contact_by", "Space"),
        ("mobile", "010-2345-6789"),
        ("way", "Space"),
        ("times", "Space"),
        ("consent", "Space"),
    ):
        _tab_to(own, name)
        own.keyboard.press(key) if key == "Space" else own.keyboard.type(key)
    own.keyboard.press("Enter")
    expect(own.locator("#usage-number")).to_have_text(re.compile(r"^SC25-\w{4}$"))


def _tab_to(page: Page, name: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == name:
            return
    raise AssertionError(f"the Tab key does not reach {name}")
