"""What every page has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from playwright.sync_api import Locator, Page, expect

if TYPE_CHECKING:
    from tests.journeys.pages.login import LoginPage


class PortalPage:
    """A page of the portal in a browser; ``path`` and ``title`` are what its kind is known by."""

    path = "/"
    title = ""

    def __init__(self, page: Page) -> None:
        self.page = page
        if self.title:
            expect(self.heading).to_contain_text(self.title)

    @classmethod
    def open(cls, page: Page, query: str = "") -> Self:
        """Go to the page by its address."""
        page.goto(cls.path + query)
        return cls(page)

    @property
    def heading(self) -> Locator:
        """The one h1."""
        return self.page.locator("h1")

    @property
    def main(self) -> Locator:
        """What is on the page, without the frame."""
        return self.page.locator("#main")

    @property
    def toasts(self) -> Locator:
        """The messages in the corner."""
        return self.page.locator("#toasts")

    def reload(self) -> Self:
        """Load the page again."""
        self.page.reload()
        return type(self)(self.page)

    def status_of(self, path: str) -> int:
        """Go to an address and return the answer's number."""
        answer = self.page.goto(path)
        assert answer is not None
        return answer.status

    def has_script(self) -> bool:
        """Say whether this browser runs the page's scripts."""
        return self.page.locator(".p-js:visible").count() > 0

    def log_out(self) -> LoginPage:
        """Leave."""
        from tests.journeys.pages.login import LoginPage  # noqa: PLC0415 - every page leads there, and it is a page

        self.page.get_by_role("button", name="로그아웃").click()
        return LoginPage(self.page)
