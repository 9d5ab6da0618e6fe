"""Browsers of the personas, kept warm between the journeys."""

from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.pages.login import LoginPage
from tests.journeys.server import Portal

DESKTOP, PHONE = (1280, 900), (390, 844)
PATIENCE = 30_000  # milliseconds: a busy machine is slow, not broken
expect.set_options(timeout=PATIENCE)


class Visitors:
    """Opens browsers; each persona logs in once, and cookie, fonts and styles are used again."""

    def __init__(self, browser: Browser, portal: Portal) -> None:
        self.browser, self.portal = browser, portal
        self.cookies: dict[str, Any] = {}
        self.contexts: dict[Any, BrowserContext] = {}
        self.faults: list[str] = []

    def open(
        self, login_id: str = "", *, js: bool = True, size: tuple[int, int] = DESKTOP, theme: str = "", desk: int = 1
    ) -> Page:
        """Open a page, signed in as a persona if named; another desk is another computer of the same person."""
        key = (login_id, js, size, desk)
        context = self.contexts.get(key) or self._begin(key, js=js, size=size)
        context.clear_cookies()
        context.add_cookies(self._signed_in(login_id) if login_id else [])
        if theme:
            context.add_cookies([{"name": "portal-theme", "value": theme, "url": self.portal.address}])
        return context.new_page()

    def _begin(self, key: Any, *, js: bool, size: tuple[int, int]) -> BrowserContext:
        context = self.browser.new_context(
            base_url=self.portal.address,
            java_script_enabled=js,
            viewport={"width": size[0], "height": size[1]},
            locale="ko-KR",
            timezone_id="Asia/Seoul",
            reduced_motion="reduce",
            is_mobile=size == PHONE,
            has_touch=size == PHONE,
        )
        context.set_default_timeout(PATIENCE)
        context.on("page", self._listen)
        self.contexts[key] = context
        return context

    def _signed_in(self, login_id: str) -> Any:
        if login_id not in self.cookies:
            with self.browser.new_context(base_url=self.portal.address, java_script_enabled=False) as context:
                LoginPage.open(context.new_page()).log_in(login_id)
                self.cookies[login_id] = context.cookies()
            self.portal.kept.keep_sessions()
        return self.cookies[login_id]

    def _listen(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("console", lambda line: self._note(page, line))

    def _note(self, page: Page, line: Any) -> None:
        if line.type in ("error", "warning") and "Failed to load resource" not in line.text:
            self.faults.append(f"{page.url}: {line.text}")

    def close(self) -> None:
        """Close what was opened; the browsers stay warm."""
        for context in self.contexts.values():
            for page in context.pages:
                page.close()

    def heard(self) -> list[str]:
        """Return what the browsers have complained about since the last time."""
        faults, self.faults = self.faults, []
        return faults
