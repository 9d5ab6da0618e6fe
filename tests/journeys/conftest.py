"""A seeded portal behind the production server, and browsers to walk through it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from portal.config import DEMO_PASSWORD
from tests import databases
from tests.journeys import server
from tests.seeding.database import seeded_database

VENDOR = Path(__file__).parent.parent / "vendor"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DESKTOP, PHONE = (1280, 900), (390, 844)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All journeys share one server, so they run in one process, one after the other."""
    for item in items:
        if "journeys" in str(item.path):
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.xdist_group("journeys"))


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a portal with the demonstration's data."""
    folder = tmp_path_factory.mktemp("journeys")
    if databases.SERVER:
        with databases.on_server("portal_journeys") as database:
            seeded_database(database)
            with server.serving(database, folder) as url:
                yield url
        return
    database = f"sqlite:///{folder / 'portal.db'}"
    seeded_database(database)
    with server.serving(database, folder) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=server.CHROMIUM)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Open a browser, signed in as a persona if named: ``visit("employee", js=False, size=PHONE, theme="contrast")``."""
    contexts = []

    def open_as(login_id: str = "", *, js: bool = True, size: tuple[int, int] = DESKTOP, theme: str = "") -> Page:
        context = browser.new_context(
            base_url=address,
            java_script_enabled=js,
            viewport={"width": size[0], "height": size[1]},
            locale="ko-KR",
            timezone_id="Asia/Seoul",
            reduced_motion="reduce",
        )
        contexts.append(context)
        if theme:
            context.add_cookies([{"name": "portal-theme", "value": theme, "url": address}])
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.faults = []  # type: ignore[attr-defined]
        page.on("pageerror", lambda error: page.faults.append(str(error)))  # type: ignore[attr-defined]
        page.on("console", lambda line: _note(page, line))
        if login_id:
            page.goto("/login")
            page.fill("input[name=login_id]", login_id)
            page.fill("input[name=password]", DEMO_PASSWORD)
            page.press("input[name=password]", "Enter")
            page.wait_for_url(lambda url: "/login" not in url)
        return page

    yield open_as
    for context in contexts:
        context.close()


def _note(page: Any, line: Any) -> None:
    if line.type == "error" and "Failed to load resource" not in line.text:
        page.faults.append(line.text)


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """Return what axe finds wrong on a page, in Korean words with the places."""
    script = (VENDOR / "axe.min.js").read_text()
    words = json.loads((VENDOR / "axe-ko.json").read_text())

    def check(page: Page) -> list[str]:
        page.evaluate(script)
        page.evaluate("words => axe.configure({locale: words})", words)
        found = page.evaluate("rules => axe.run({runOnly: rules})", AXE_RULES)["violations"]
        return [f"{rule['id']}: {rule['help']} — {[node['target'] for node in rule['nodes']][:4]}" for rule in found]

    return check
