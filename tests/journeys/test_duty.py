"""Somebody cannot keep a duty: asked for on a desk, agreed to on a phone, approved by the head, seen by everybody."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.visitors import PHONE


def test_a_duty_changes_hands(visit: Callable[..., Page], axe: Callable[..., list[str]]) -> None:
    asker = visit("duty")
    asker.goto("/duty")
    expect(asker.locator("#watch-now")).to_contain_text("당직실")
    asker.get_by_role("link", name="다음 달").click()
    expect(asker.locator("#watch-month-title")).to_have_text("2025년 8월 당직표")
    expect(asker.locator("td.is-mine")).to_contain_text("박하솔")
    asker.get_by_role("link", name="나의 당직").click()
    asker.get_by_role("link", name="바꾸기", exact=True).click()
    asker.get_by_role("button", name="변경 신청").click()
    expect(asker.locator("[data-error-summary]")).to_contain_text("사유")
    asker.locator("#reason").fill("출장")
    asker.get_by_role("button", name="변경 신청").click()
    expect(asker.locator("main")).to_contain_text("변경 신청 중")
    assert axe(asker) == []

    taker = visit("trainer", size=PHONE)
    taker.goto("/duty/own")
    taker.get_by_role("link", name="박하솔").click()
    taker.get_by_role("button", name="동의하기").click()
    expect(taker.locator("main")).to_contain_text("승인 대기")
    assert taker.evaluate("document.documentElement.scrollWidth") <= PHONE[0]

    head = visit("head")
    head.goto("/notices")
    head.get_by_role("button", name="승인하실 당직 변경이 있습니다.").or_(
        head.get_by_role("link", name="승인하실 당직 변경이 있습니다.")
    ).first.click()
    head.get_by_role("button", name="승인", exact=True).click()
    expect(head.locator("#toasts")).to_contain_text("당직표가 바뀌었습니다")

    taker.goto("/duty?month=2025-08")
    expect(taker.locator("#watch-month .p-narrow-only").get_by_text("나", exact=True)).not_to_have_count(0)
