"""What one can apply for."""

from playwright.sync_api import Locator

from tests.journeys.pages.applying import ApplicationFormPage
from tests.journeys.pages.base import PortalPage


class CatalogPage(PortalPage):
    """The catalog: open to me, open to others, coming, closed."""

    path = "/programs"
    title = "신청하기"

    def card(self, program: str, round_name: str) -> Locator:
        """The card of a program's round."""
        return self.main.locator("li.p-card").filter(has_text=program).filter(has_text=round_name)

    def choose(self, program: str, round_name: str) -> "ProgramPage":
        """Open the program on a card."""
        self.card(program, round_name).get_by_role("link").first.click()
        return ProgramPage(self.page)


class ProgramPage(PortalPage):
    """A program with its rounds."""

    def round(self, name: str) -> Locator:
        """The part of the page about one round."""
        return self.main.locator("section[id^=round-]").filter(has=self.page.get_by_role("heading", name=name))

    def apply(self, round_name: str) -> ApplicationFormPage:
        """Press the button that leads to the form, new or begun."""
        begin = self.round(round_name).get_by_role("link", name="신청하기")
        begin.or_(self.round(round_name).get_by_role("link", name="이어서 작성하기")).click()
        return ApplicationFormPage(self.page)
