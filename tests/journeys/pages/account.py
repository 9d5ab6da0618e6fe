"""One's own account: its password, and what a page says in the corner."""

from playwright.sync_api import Page, expect

NEW_PASSWORD = "느린 달팽이 우산 27"


def type_password(page: Page, new: str, current: str = "") -> None:
    """Type a new password twice."""
    if current:
        page.locator("#current").fill(current)
    page.locator("#password").fill(new)
    page.locator("#password_again").fill(new)


def told(page: Page, words: str) -> None:
    """Wait for the message in the corner."""
    expect(page.locator("#toasts")).to_contain_text(words)
