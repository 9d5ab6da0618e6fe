"""The officers' queue."""

from playwright.sync_api import Locator, Page, expect

from tests.journeys.pages.base import PortalPage


class QueuePage(PortalPage):
    """The list, the open application beside it, and the bar for the marked rows."""

    path = "/admin/applications"
    title = "승인함"

    @property
    def rows(self) -> Locator:
        """The rows of the list."""
        return self.page.locator("#applications-table tr[data-row]")

    @property
    def panel(self) -> Locator:
        """The open application."""
        return self.page.locator("#application-panel")

    @property
    def results(self) -> Locator:
        """What came of the last decision, and what can be undone."""
        return self.page.locator("#queue-results")

    def row(self, key: str) -> Locator:
        """The row of an application by its random id."""
        return self.page.locator(f"#applications-table tr[data-row='{key}']")

    def tab(self, label: str) -> "QueuePage":
        """Change to another state."""
        tab = self.page.locator(".p-tabs__tab").filter(has_text=label)
        tab.click()
        expect(tab).to_have_attribute("aria-current", "page")
        return self

    def search(self, words: str) -> "QueuePage":
        """Filter by a name or a number."""
        self.page.locator("#queue-q").fill(words)
        self.page.locator("#queue-filters").get_by_role("button", name="거르기").click()
        expect(self.page.locator("#queue-q")).to_have_value(words)
        return QueuePage(self.page)

    def choose(self, key: str) -> "OpenApplication":
        """Open an application: beside the list, or without scripts on its own page."""
        name = self.row(key).locator("a[data-open]")
        words = name.inner_text()
        name.click()
        expect(self.panel.get_by_role("heading").first).to_contain_text(words)
        return OpenApplication(self.page)

    def mark(self, *keys: str) -> "QueuePage":
        """Mark rows."""
        for key in keys:
            self.row(key).get_by_role("checkbox").check()
        return self

    def decide_marked(self, label: str) -> "QueuePage":
        """Press a button in the bar for the marked rows."""
        self.page.locator("[data-bulk-bar]").get_by_role("button", name=label).click()
        return self

    def undo(self) -> "QueuePage":
        """Take the last decisions back."""
        self.results.get_by_role("button", name="실행 취소").first.click()
        return self


class OpenApplication(PortalPage):
    """The panel, or the page of one application."""

    @property
    def panel(self) -> Locator:
        """The application."""
        return self.page.locator("#application-panel")

    def decide(self, label: str) -> QueuePage:
        """Press a button that needs no more words."""
        self.panel.get_by_role("button", name=label).click()
        expect(self.page.locator("#queue-workspace")).to_be_visible()
        return QueuePage(self.page)

    def ask_to(self, label: str) -> "DecisionForm":
        """Press a button that asks why."""
        self.panel.get_by_role("button", name=label).click()
        return DecisionForm(self.page)


class DecisionForm(PortalPage):
    """Why an application is rejected or returned."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        expect(self.box).to_be_visible()

    @property
    def box(self) -> Locator:
        """The form."""
        return self.page.locator("#decision-form")

    def confirm(self, *reasons: str, note: str = "") -> QueuePage:
        """Give the reasons and do it."""
        for reason in reasons:
            self.box.get_by_label(reason).check()
        if note:
            self.box.locator("[name=note]").fill(note)
        self.box.get_by_role("button", name="확정").click()
        expect(self.box).to_have_count(0)
        return QueuePage(self.page)
