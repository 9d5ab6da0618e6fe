"""A seeded portal behind the production server, and browsers to walk through it as any persona."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.journeys import server
from tests.journeys.pages.login import LoginPage
from tests.journeys.server import Portal
from tests.seeding.seeded import seeded_database

VENDOR = Path(__file__).parent.parent / "vendor"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESKTOP, PHONE = (1280, 900), (390, 844)
LONG_SESSIONS = {"PORTAL_IDLE_MINUTES": "600", "PORTAL_IDLE_MINUTES_SENSITIVE": "600"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All journeys share one server, so they run in one process, one after the other."""
    for item in items:
        if "journeys" in str(item.path):
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.xdist_group("journeys"))


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A served portal with the demonstration's data."""
    folder = tmp_path_factory.mktemp("journeys")
    database = f"sqlite:///{folder / 'portal.db'}"
    seeded_database(database, folder)
    with server.serving(database, folder, **LONG_SESSIONS) as address:
        served = Portal(address, folder / "portal.db", folder / "copy.db")
        served.keep_as_it_is()
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=server.CHROMIUM)
        yield chromium
        chromium.close()


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
        context.set_default_timeout(10_000)
        context.on("page", self._listen)
        self.contexts[key] = context
        return context

    def _signed_in(self, login_id: str) -> Any:
        if login_id not in self.cookies:
            with self.browser.new_context(base_url=self.portal.address, java_script_enabled=False) as context:
                LoginPage.open(context.new_page()).log_in(login_id)
                self.cookies[login_id] = context.cookies()
            self.portal.keep_sessions()
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


@pytest.fixture(scope="session")
def visitors(browser: Browser, portal: Portal) -> Visitors:
    """The browsers of this session."""
    return Visitors(browser, portal)


@pytest.fixture
def visit(visitors: Visitors, portal: Portal) -> Iterator[Callable[..., Page]]:
    """Begin with the data as seeded; ``visit("employee", js=False)`` opens a page. No page may complain."""
    portal.begin_anew()
    visitors.heard()
    yield visitors.open
    visitors.close()
    assert visitors.heard() == []


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def js(request: pytest.FixtureRequest) -> bool:
    """Walk the journey twice."""
    return bool(request.param)


@pytest.fixture(scope="session")
def axe() -> Callable[..., list[str]]:
    """Return what axe finds wrong on a page, in Korean words with the places; ``axe(page, rules)`` asks less."""
    script = (VENDOR / "axe.min.js").read_text()
    words = json.loads((VENDOR / "axe-ko.json").read_text())

    def check(page: Page, rules: Sequence[str] = ()) -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(script)
            page.evaluate("words => axe.configure({locale: words})", words)
        wanted = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": AXE_TAGS}
        found = page.evaluate("wanted => axe.run({runOnly: wanted, resultTypes: ['violations']})", wanted)["violations"]
        return [f"{rule['id']}: {rule['help']} — {[node['target'] for node in rule['nodes']][:4]}" for rule in found]

    return check
