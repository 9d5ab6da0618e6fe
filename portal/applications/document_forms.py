"""The shape of what is sent about lists: sending one up, taking a step, taking rows out, publishing, correcting."""

from typing import Any

from wtforms import BooleanField, Field, TextAreaField

from portal.applications.services.documents import Sending
from portal.core.fields import WholeNumber
from portal.core.forms import PortalForm, StringField, at_most, required

MOST_ROWS = 2000


class IdsField(Field):  # type: ignore[misc]  # WTForms carries no types
    """The chosen rows by their numbers; what is no number is left out."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the numbers."""
        good = (one for one in valuelist[:MOST_ROWS] if one.isascii() and one.isdigit() and len(one) < 10)
        self.data = [int(one) for one in good]

    def _value(self) -> str:
        return ""


class SendingForm(PortalForm):
    """What an officer writes with a list that goes up."""

    title = StringField("제목", [required("제목을 적어 주시기 바랍니다."), at_most(120)], render_kw={"maxlength": 120})
    words = TextAreaField(
        "검토 의견",
        [at_most(2000)],
        description="선정 기준과 결재자가 먼저 아셔야 할 내용을 적습니다. 신청자에게는 보이지 않습니다.",
        render_kw={"rows": 4, "maxlength": 2000},
    )
    related_no = StringField(
        "관련 문서번호", [at_most(60)], description="업무관리시스템의 문서번호가 있으면 적습니다. 예: 총무과-1234"
    )
    publishes_itself = BooleanField("결재가 끝나면 바로 결과를 발표합니다.")
    row = IdsField("신청")
    is_part = StringField("고른 신청만")

    @property
    def sending(self) -> Sending:
        """Return what is sent; with ``is_part`` only the marked rows go."""
        part = frozenset(self.row.data or ()) if self.is_part.data else frozenset()
        return Sending(
            self.title.data or "",
            self.words.data or "",
            self.related_no.data or "",
            bool(self.publishes_itself.data),
            part,
        )


class RemovalForm(PortalForm):
    """Rows to be taken off a list, and why."""

    row = IdsField("신청")
    version = WholeNumber("판")
    words = StringField("까닭", [at_most(300)])

    @property
    def reasons(self) -> dict[int, str]:
        """Return the reason for each row."""
        return dict.fromkeys(self.row.data or (), self.words.data or "")


class StepForm(PortalForm):
    """A step of a document: approving, or returning with words."""

    version = WholeNumber("판", [required()])
    words = TextAreaField("의견", [at_most(500)], render_kw={"rows": 2, "maxlength": 500})
    ahead = BooleanField("앞 단계는 후결로 두고 먼저 결재합니다.")
    one_step = BooleanField("바로 앞 결재자에게만 반송합니다.")


class NumberForm(PortalForm):
    """The number of the official document system."""

    related_no = StringField("관련 문서번호", [at_most(60)], render_kw={"maxlength": 60})


class RevisionForm(PortalForm):
    """Why a result that was told is taken up again."""

    version = WholeNumber("판", [required()])
    reason = TextAreaField(
        "정정하는 까닭",
        [required("정정하는 까닭을 적어 주시기 바랍니다."), at_most(500)],
        description="신청자에게 정정 안내와 함께 그대로 알려 드립니다.",
        render_kw={"rows": 3, "maxlength": 500},
    )


def first_error(form: PortalForm) -> str:
    """Return what is wrong with a form in one sentence."""
    errors: list[Any] = [one for found in form.errors.values() for one in found]
    return str(errors[0]) if errors else ""
