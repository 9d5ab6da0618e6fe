"""Finding people and functions."""

from playwright.sync_api import Locator, expect

from tests.journeys.pages.base import PortalPage


class PeoplePage(PortalPage):
    """The search for people, duties and numbers."""

    path = "/people"
    title = "직원·업무 찾기"

    @property
    def results(self) -> Locator:
        """The rows found."""
        return self.page.locator("#people-table tbody tr")

    @property
    def card(self) -> Locator:
        """The card of the person chosen."""
        return self.page.locator("#person-card")

    def search(self, words: str) -> "PeoplePage":
        """Type words; without scripts, press the button as well."""
        self.page.locator("#find").fill(words)
        if self.has_script():
            expect(self.page.locator("#people-table [role=status]")).to_contain_text(f"‘{words}’")
        else:
            self.main.get_by_role("button", name="찾기").click()
        return PeoplePage(self.page)

    def choose(self, name: str) -> Locator:
        """Open somebody's card, on this page or on its own."""
        self.results.get_by_role("link", name=name).first.click()
        expect(self.card).to_contain_text(name)
        return self.card


class FunctionsPage(PortalPage):
    """Who answers for which function."""

    path = "/functions"
    title = "부서별 기능"

    def row_of(self, function: str) -> Locator:
        """The row of a function."""
        return self.page.get_by_role("row").filter(has_text=function)
