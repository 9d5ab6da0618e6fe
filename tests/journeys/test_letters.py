"""The desk of the letters that nobody took."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.server import Portal

Visit = Callable[..., Page]
Axe = Callable[..., list[str]]
DEAD_LETTER = (
    "INSERT INTO letter (person_id, address, subject, link, message_ref, state, tries, last_error, created_at,"
    " next_try_at, version) SELECT id, 'nobody@sen.example', '', '/notices', :ref, 'dead', 9, '550 사서함 없음',"
    " '2025-07-30 01:00:00', '2025-07-30 01:00:00', 1 FROM person LIMIT 1"
)


def test_letters_nobody_took_are_seen_and_dealt_with_once(visit: Visit, portal: Portal, axe: Axe, js: bool) -> None:
    for ref in ("1" * 32, "2" * 32):
        portal.ask(DEAD_LETTER, ref=ref)
    desk, stale = visit("sysadmin", js=js), visit("sysadmin", js=js)
    desk.goto("/")
    desk.locator("#main").get_by_role("link", name="보내지 못한 메일").click()
    stale.goto("/admin/mail")
    letters = desk.locator("#letter-list tbody tr")
    expect(letters).to_have_count(2)
    expect(letters.first).to_contain_text("550 사서함 없음")
    assert axe(desk) == [] if js else True
    letters.first.get_by_role("button", name="다시 보내기").click()
    expect(desk.locator("#letter-list")).to_contain_text("에 다시 보냅니다.")
    if js:  # the second half of a double click, now over another letter's button
        desk.get_by_role("button", name="다시 보내기").hover()
        desk.mouse.down(click_count=2)
        desk.mouse.up(click_count=2)
        expect(desk.get_by_role("button", name="다시 보내기")).to_have_count(1)
    desk.get_by_role("button", name="폐기").click()
    expect(letters).to_have_count(1)
    stale.get_by_role("button", name="폐기").first.click()
    expect(stale.locator("body")).to_contain_text("다른 관리자가 먼저 처리했거나")
    assert sorted(portal.ask("SELECT state FROM letter")) == [("dropped",), ("waiting",)]
