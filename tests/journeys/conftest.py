"""A seeded portal behind the production server, and browsers to walk through it as any persona."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.accounts.sign_on.provider import mocked
from tests.journeys import server
from tests.journeys.kept import keep
from tests.journeys.server import Portal
from tests.journeys.visitors import Visitors
from tests.seeding.seeded import own_database, seeded_database

VENDOR = Path(__file__).parent.parent / "vendor"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE_RUN = "([within, wanted]) => axe.run(within, {runOnly: wanted, resultTypes: ['violations']})"
LONG_SESSIONS = {"PORTAL_IDLE_MINUTES": "600", "PORTAL_IDLE_MINUTES_SENSITIVE": "600"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Walk them only where they are asked for; each test process has a server and a database of its own."""
    for item in items:
        if "journeys" in str(item.path):
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Portal]:
    """A served portal with the demonstration's data."""
    folder = tmp_path_factory.mktemp("journeys")
    with own_database(f"portal_journeys_{worker_id}", folder) as database:
        seeded_database(database, folder)
        sign_on = {"PORTAL_OIDC_CLIENT_ID": "portal", "PORTAL_OIDC_CLIENT_SECRET": "of no consequence"}
        sign_on["PORTAL_OIDC_NUMBER_CLAIM"] = "sub"  # what the mock asks for on its page
        with (
            mocked() as provider,
            server.serving(database, folder, **LONG_SESSIONS, **sign_on, PORTAL_OIDC_ISSUER=provider) as address,
        ):
            yield Portal(address, database, keep(database, folder))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=server.BROWSER, args=server.CHROMIUM)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def visitors(browser: Browser, portal: Portal) -> Visitors:
    """The browsers of this session."""
    return Visitors(browser, portal)


@pytest.fixture
def visit(visitors: Visitors, portal: Portal) -> Iterator[Callable[..., Page]]:
    """Begin with the data as seeded; ``visit("employee", js=False)`` opens a page. No page may complain."""
    portal.kept.put_back()
    visitors.heard()
    yield visitors.open
    visitors.close()
    assert visitors.heard() == []


@pytest.fixture
def decided_at_the_desk(portal: Portal, visit: Callable[..., Page]) -> None:
    """Let no approval line carry decisions up: they are the desk's own, and can be undone."""
    portal.ask("UPDATE approval_line SET ended_at = made_at WHERE ended_at IS NULL")


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def js(request: pytest.FixtureRequest) -> bool:
    """Walk the journey twice."""
    return bool(request.param)


@pytest.fixture(scope="session")
def axe() -> Callable[..., list[str]]:
    """Return what axe finds wrong on a page, in Korean words with the places; rules or a place (CSS) ask less."""
    script = (VENDOR / "axe.min.js").read_text()
    words = json.loads((VENDOR / "axe-ko.json").read_text())

    def check(page: Page, rules: Sequence[str] = (), within: str = "html") -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(script)
            page.evaluate("words => axe.configure({locale: words})", words)
        wanted = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": AXE_TAGS}
        found = page.evaluate(AXE_RUN, [within, wanted])["violations"]
        return [f"{rule['id']}: {rule['help']} — {[node['target'] for node in rule['nodes']][:4]}" for rule in found]

    return check
