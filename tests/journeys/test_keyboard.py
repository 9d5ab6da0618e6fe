"""By keyboard alone: the queue by its keys, also with a Hangul layout, and a receipt by Tab and Enter."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.pages.applying import CheckPage, ReceiptPage
from tests.journeys.pages.programs import CatalogPage
from tests.journeys.pages.queue import DecisionForm, QueuePage

pytestmark = pytest.mark.usefixtures("decided_at_the_desk")
Visit = Callable[..., Page]
HANGUL = {"j": "ㅓ", "k": "ㅏ", "x": "ㅌ", "a": "ㅁ", "r": "ㄱ", "b": "ㅠ", "u": "ㅕ", "?": "?"}


class Keyboard:
    """Presses keys as a Latin or a Hangul layout sends them; their place on the board is the same."""

    def __init__(self, page: Page, hangul: bool) -> None:
        self.page, self.hangul = page, hangul
        self.wire = page.context.new_cdp_session(page)

    def press(self, key: str) -> None:
        """Press one key."""
        if not self.hangul or key not in HANGUL:
            self.page.keyboard.press("Shift+Slash" if key == "?" else key)
            return
        code = "Slash" if key == "?" else f"Key{key.upper()}"
        event = {"code": code, "key": HANGUL[key], "modifiers": 8 if key == "?" else 0}
        self.wire.send("Input.dispatchKeyEvent", {"type": "keyDown", **event})
        self.wire.send("Input.dispatchKeyEvent", {"type": "keyUp", **event})


@pytest.fixture(params=[False, True], ids=["Latin", "Hangul"])
def hangul(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def test_the_queue_is_worked_by_keys_alone(visit: Visit, hangul: bool) -> None:
    page = visit("trainer")
    queue, keys = QueuePage.open(page), Keyboard(page, hangul)
    names = queue.rows.locator("a[data-open]").all_inner_texts()
    keys.press("j")
    expect(queue.rows.nth(0)).to_be_focused()
    keys.press("j")
    expect(queue.rows.nth(1)).to_be_focused()
    keys.press("k")
    expect(queue.rows.nth(0)).to_be_focused()
    keys.press("Enter")
    expect(queue.panel.get_by_role("heading").first).to_contain_text(names[0])
    keys.press("a")
    expect(queue.results).to_contain_text("1건을 승인했습니다.")
    expect(queue.rows.locator("a[data-open]").first).to_have_text(names[1])
    expect(queue.rows.nth(0)).to_be_focused()
    waiting = page.locator("#menu-words-side a[aria-current] .p-count")
    before = int(waiting.inner_text().removesuffix("건").replace(",", ""))
    keys.press("j")
    keys.press("a")  # not opened: it is the row in focus that is decided, and the next one that follows
    expect(queue.results.locator(".p-undo")).to_have_count(2)
    expect(queue.rows.nth(1)).to_be_focused()
    assert queue.rows.locator("a[data-open]").all_inner_texts()[:2] == [names[1], names[3]]
    expect(page.locator("main")).to_have_count(1)
    expect(waiting).to_have_text(f"{before - 1:,}건")
    keys.press("u")
    expect(queue.results).to_contain_text("1건의 처리를 취소했습니다.")
    expect(queue.results.locator(".p-undo")).to_contain_text([names[0]])
    expect(queue.rows.nth(1)).to_be_focused()
    expect(queue.rows.nth(1)).to_contain_text(names[2])


def test_marked_rows_are_decided_together_by_keys(visit: Visit, hangul: bool) -> None:
    page = visit("trainer")
    queue, keys = QueuePage.open(page), Keyboard(page, hangul)
    names = queue.rows.locator("a[data-open]").all_inner_texts()
    for key in ("j", "x", "j", "x"):
        keys.press(key)
    expect(page.locator("[data-bulk-count]")).to_have_text("2건 선택")
    keys.press("r")
    queue = DecisionForm(page).confirm("신청 내용이 충분하지 않음")
    expect(queue.results).to_contain_text("2건을 반려했습니다.")
    expect(queue.rows.nth(0)).to_be_focused()
    expect(queue.rows.nth(0)).to_contain_text(names[2])
    keys.press("b")
    expect(DecisionForm(page).box).to_contain_text("1건 보완 요청")


def test_the_keys_are_explained_and_do_nothing_in_a_field(visit: Visit, hangul: bool) -> None:
    page = visit("trainer")
    queue, keys = QueuePage.open(page), Keyboard(page, hangul)
    keys.press("?")
    expect(page.locator("#queue-help")).to_be_visible()
    page.locator("#shortcuts-on").uncheck()
    page.keyboard.press("Escape")
    keys.press("j")
    keys.press("?")
    expect(page.locator("#queue-help")).to_be_hidden()
    expect(page.locator("#applications-table tr:focus")).to_have_count(0)
    page.get_by_role("button", name="단축키 보기").click()
    page.locator("#shortcuts-on").check()
    page.keyboard.press("Escape")
    page.locator("#queue-q").focus()
    keys.press("a")
    keys.press("x")
    expect(queue.results).not_to_contain_text("승인")
    expect(page.locator("[data-bulk-bar]")).to_be_hidden()


def test_an_application_is_sent_without_a_mouse(visit: Visit) -> None:
    page = visit("employee")
    CatalogPage.open(page).choose("저경력공무원 워크숍", "2025년 가을 과정").apply("2025년 가을 과정")
    page.locator("[name=boarding]").focus()
    page.keyboard.press("End")
    _tab_to(page, "nights")
    page.keyboard.press("Space")
    _tab_to(page, "emergency")
    page.keyboard.type("bae 010-1234-5678")
    for box in ("duty_ok", "privacy"):
        _tab_to(page, box)
        page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    check = CheckPage(page)
    for _ in range(60):
        page.keyboard.press("Tab")
        if check.send_button.evaluate("button => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    ReceiptPage(page)


def _tab_to(page: Page, name: str) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == name:
            return
    raise AssertionError(f"the Tab key does not reach {name}")
