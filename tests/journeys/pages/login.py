"""Logging in."""

from playwright.sync_api import Locator

from portal.config import DEMO_PASSWORD
from tests.journeys.pages.base import PortalPage


class LoginPage(PortalPage):
    """The log-in page, with the cards of the personas."""

    path = "/login"
    title = "로그인"

    @property
    def form(self) -> Locator:
        """The two fields and their button; each card below has a form of its own."""
        return self.page.locator("form").filter(has=self.page.locator("input[name=login_id]:visible"))

    def fill(self, login_id: str, password: str = DEMO_PASSWORD) -> None:
        """Type number and password."""
        self.form.locator("input[name=login_id]").fill(login_id)
        self.form.locator("input[name=password]").fill(password)

    def log_in(self, login_id: str, password: str = DEMO_PASSWORD) -> PortalPage:
        """Log in and go where that leads."""
        self.fill(login_id, password)
        self.form.get_by_role("button", name="로그인").click()
        self.page.wait_for_url(lambda url: "/login" not in url)
        return PortalPage(self.page)

    def fail_to_log_in(self, login_id: str, password: str) -> Locator:
        """Try a wrong number or password and return what the page says."""
        self.fill(login_id, password)
        self.form.get_by_role("button", name="로그인").click()
        return self.page.locator("[data-error-summary]")

    def enter_as(self, who: str) -> PortalPage:
        """Press the button on a persona's card."""
        self.page.get_by_role("button", name=f"{who} 계정으로 들어가기").click()
        self.page.wait_for_url(lambda url: "/login" not in url)
        return PortalPage(self.page)
