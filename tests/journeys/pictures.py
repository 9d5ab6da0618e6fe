"""Take the documentation's pictures from the running portal, so that they never lie: ``make pictures``."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys import server
from tests.journeys.kept import keep
from tests.journeys.pages.applying import ReceiptPage
from tests.journeys.pages.directory import PeoplePage
from tests.journeys.pages.login import LoginPage
from tests.journeys.pages.mine import MyApplicationsPage
from tests.journeys.pages.programs import CatalogPage
from tests.journeys.pages.queue import QueuePage
from tests.journeys.palette import reduced
from tests.journeys.server import Portal
from tests.journeys.test_approvals import send_up
from tests.journeys.visitors import DESKTOP, PHONE, Visitors
from tests.seeding.seeded import seeded_database

FOLDER = Path("docs/pictures")
MOST_BYTES = 150_000
AUTUMN = ("저경력공무원 워크숍", "2025년 가을 과정")


class Picture(NamedTuple):
    """A picture: its file's name, who looks, and the way to what is shown."""

    name: str
    who: str
    go: Callable[[Page], object]
    size: tuple[int, int] = DESKTOP
    theme: str = ""


def form(page: Page) -> None:
    """Open the application form."""
    CatalogPage.open(page).choose(*AUTUMN).apply(AUTUMN[1])


def receipt(page: Page) -> ReceiptPage:
    """Apply and stop at the receipt."""
    form_page = CatalogPage.open(page).choose(*AUTUMN).apply(AUTUMN[1])
    return form_page.fill_workshop().agree().go_on().send()


def applications(page: Page) -> None:
    """Apply and open the list of one's own applications."""
    receipt(page)
    MyApplicationsPage.open(page)


def queue(page: Page) -> None:
    """Open the queue with two rows marked and an application beside it."""
    found = QueuePage.open(page)
    keys = [row.get_attribute("data-row") or "" for row in found.rows.all()[:3]]
    found.choose(keys[0])
    found.mark(*keys[1:])


PICTURES = (
    Picture("login", "", LoginPage.open, (1280, 1100)),
    Picture("home", "trainer", lambda page: page.goto("/")),
    Picture("catalog", "employee", CatalogPage.open),
    Picture("program", "employee", lambda page: CatalogPage.open(page).choose(*AUTUMN), (1280, 1000)),
    Picture("form", "employee", form),
    Picture("receipt", "employee", receipt),
    Picture("applications", "employee", applications),
    Picture("queue", "trainer", queue),
    Picture("approval", "trainer", send_up, (1280, 1000)),
    Picture("duty", "employee", lambda page: page.goto("/duty"), (1280, 1000)),
    Picture("people", "employee", lambda page: PeoplePage.open(page).search("ㄱㅅㅇ").choose("김산원")),
    Picture("functions", "employee", lambda page: page.goto("/functions")),
    Picture("form-phone", "employee", form, PHONE),
    Picture("home-dark", "trainer", lambda page: page.goto("/"), theme="dark"),
    Picture("home-contrast", "trainer", lambda page: page.goto("/"), theme="contrast"),
)


def take(picture: Picture, visitors: Visitors) -> Path:
    """Take one picture and return its file; raises when it is too large to keep."""
    page = visitors.open(picture.who, size=picture.size, theme=picture.theme)
    picture.go(page)
    page.mouse.move(0, 0)
    page.wait_for_timeout(500)
    file = FOLDER / f"{picture.name}.png"
    shot = page.screenshot(animations="disabled", caret="hide")
    page.goto("about:blank")
    file.write_bytes(reduced(page, shot))
    visitors.close()
    if file.stat().st_size > MOST_BYTES:
        raise SystemExit(f"{file} has {file.stat().st_size:,} bytes; {MOST_BYTES:,} are the most")
    return file


def take_all(browser: Browser, portal: Portal) -> None:
    """Take every picture, each from the data as seeded."""
    visitors = Visitors(browser, portal)
    for picture in PICTURES:
        portal.kept.put_back()
        print(take(picture, visitors))  # noqa: T201 - a command's output


def main() -> None:
    """Start a seeded portal and take the pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = f"sqlite:///{folder / 'portal.db'}"
        seeded_database(database, folder)
        with server.serving(database, folder) as address, sync_playwright() as playwright:
            portal = Portal(address, database, keep(database, folder))
            browser = playwright.chromium.launch(executable_path=server.BROWSER, args=server.CHROMIUM)
            take_all(browser, portal)
            browser.close()


if __name__ == "__main__":
    main()
