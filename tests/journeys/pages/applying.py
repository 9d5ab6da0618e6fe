"""From the form over the check page to the receipt."""

from pathlib import Path
from typing import Self

from playwright.sync_api import Locator, expect

from tests.journeys.pages.base import PortalPage
from tests.journeys.pages.mine import MyApplicationPage


class FormPage(PortalPage):
    """Any form with the fields of a kind."""

    @property
    def errors(self) -> Locator:
        """The summary of what has to be mended."""
        return self.page.locator("[data-error-summary]")

    @property
    def saved(self) -> Locator:
        """Where the page says that the draft is saved."""
        return self.page.locator("[data-draft-status]")

    def field(self, name: str) -> Locator:
        """A field by its name."""
        return self.main.locator(f"[name={name}]")

    def tick(self, *labels: str) -> Self:
        """Tick boxes or choose radio buttons by their words."""
        for label in labels:
            self.main.get_by_label(label, exact=True).check()
        return self

    def fill_workshop(self, emergency: str = "배우자 010-1234-5678") -> Self:
        """Answer what a workshop asks; one of a single day asks for no nights."""
        self.field("boarding").select_option("개별 이동")
        if self.field("nights").count():
            self.tick("1일차")
        self.field("emergency").fill(emergency)
        self.field("duty_ok").check()
        return self

    def fill_wishes(self) -> Self:
        """Answer what a mentee is asked, anew."""
        for box in self.main.get_by_role("checkbox").all():
            box.uncheck()
        return self.tick("무관", "급여", "계약", "화요일", "대면")

    def fill_offer(self) -> Self:
        """Answer what a mentor is asked."""
        self.tick("예산", "지출")
        self.field("mentee_max").fill("2")
        self.field("reason").fill("처음 맡은 급여 업무로 밤을 새운 기억이 있어 돕고 싶습니다.")
        self.field("office_ok").check()
        return self

    def fill_counseling(self, body: str, file: Path | None = None) -> Self:
        """Answer what somebody is asked who wants counseling."""
        self.tick("전보", "본청 내방")
        self.field("body").fill(body)
        self.field("slot_1").fill("2025-08-05T10:00")
        if file is not None:
            self.field("files").set_input_files(file)
        return self


class ApplicationFormPage(FormPage):
    """The form of a round."""

    def _send_to_check(self) -> None:
        self.main.locator(".p-sticky-actions").get_by_role("button", name="내용 확인하기").click()

    def agree(self) -> Self:
        """Consent to the use of what was typed."""
        self.field("privacy").check()
        return self

    def go_on(self) -> "CheckPage":
        """Go to the check page."""
        self._send_to_check()
        return CheckPage(self.page)

    def go_on_in_vain(self) -> "ApplicationFormPage":
        """Try to go on with something missing."""
        self._send_to_check()
        expect(self.errors).to_be_visible()
        return ApplicationFormPage(self.page)


class CheckPage(PortalPage):
    """What will be sent."""

    title = "확인해 주시기 바랍니다"

    @property
    def send_button(self) -> Locator:
        """The button that sends it."""
        return self.main.get_by_role("button", name="신청서 제출")

    def send(self) -> "ReceiptPage":
        """Send it."""
        self.send_button.click()
        return ReceiptPage(self.page)

    def mend(self) -> ApplicationFormPage:
        """Go back to the form."""
        self.main.get_by_role("link", name="내용 고치기").click()
        return ApplicationFormPage(self.page)


class ReceiptPage(PortalPage):
    """What happens next, and the number."""

    title = "접수되었습니다"

    @property
    def number(self) -> str:
        """The receipt's number."""
        return self.main.locator("#receipt-number").inner_text()

    def go_to_application(self) -> MyApplicationPage:
        """Open the application."""
        self.main.get_by_role("link", name="나의 신청 보기").click()
        return MyApplicationPage(self.page)
