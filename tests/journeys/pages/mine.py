"""One's own applications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import Locator

from tests.journeys.pages.base import PortalPage

if TYPE_CHECKING:
    from tests.journeys.pages.applying import FormPage


class MyApplicationsPage(PortalPage):
    """The list, each with its timeline."""

    path = "/applications"
    title = "나의 신청"

    def card(self, text: str) -> Locator:
        """The card of one application."""
        return self.main.locator("article").filter(has_text=text)

    def choose(self, text: str) -> MyApplicationPage:
        """Open an application."""
        self.card(text).get_by_role("heading").get_by_role("link").click()
        return MyApplicationPage(self.page)


class MyApplicationPage(PortalPage):
    """One application whole."""

    @property
    def state(self) -> Locator:
        """The state in words."""
        return self.main.locator(".p-badge").first

    @property
    def timeline(self) -> Locator:
        """Who did what and who holds it now."""
        return self.main.locator(".p-timeline")

    def withdraw(self, reason: str = "") -> MyApplicationPage:
        """Take it back."""
        self.main.get_by_role("link", name="신청 취소").click()
        self.main.locator("[name=reason]").fill(reason)
        self.main.get_by_role("button", name="신청 취소").click()
        self.page.wait_for_url(lambda url: not url.endswith("/withdrawal"))
        return MyApplicationPage(self.page)

    def mend(self) -> CorrectionPage:
        """Go to the form of an application that came back, or can still be changed."""
        self.main.get_by_role("link", name="보완하기").or_(self.main.get_by_role("link", name="내용 고치기")).click()
        return CorrectionPage(self.page)


class CorrectionPage(PortalPage):
    """The form of a sent application."""

    def form(self) -> FormPage:
        """Return the same page as a form."""
        from tests.journeys.pages.applying import FormPage  # noqa: PLC0415 - the receipt leads here and here leads there

        return FormPage(self.page)

    def save(self) -> MyApplicationPage:
        """Send the changed answers."""
        self.main.locator("form[enctype] .p-btn--primary").last.click()
        self.page.wait_for_url(lambda url: not url.endswith("/correction"))
        return MyApplicationPage(self.page)
