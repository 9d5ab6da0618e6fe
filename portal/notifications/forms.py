"""The shapes of what is asked about letters, words and messages."""

from secrets import token_hex
from typing import Any

from wtforms import HiddenField
from wtforms.validators import Length, Regexp

from portal.core.fields import WholeNumber
from portal.core.forms import PortalForm, StringField, TextAreaField, at_most, required
from portal.notifications import wording
from portal.notifications.wording import LONGEST_BODY, LONGEST_TITLE, Words

SHORTEST_REASON = 5


class LetterForm(PortalForm):
    """Which version of a letter was on the screen."""

    version = WholeNumber("판", [required()])


class WordsForm(PortalForm):
    """What a program says at one step; ``step`` is set by ``of``."""

    step: str

    title = StringField(
        "알림 제목",
        [required("제목을 적어 주시기 바랍니다."), at_most(LONGEST_TITLE)],
        render_kw={"maxlength": LONGEST_TITLE},
    )
    body = TextAreaField("알림 내용", [at_most(LONGEST_BODY)], render_kw={"rows": 5, "maxlength": LONGEST_BODY})
    subject = StringField(
        "메일 제목",
        [at_most(LONGEST_TITLE)],
        description="비워 두시면 알림 제목을 씁니다. 개인에 관한 자리표는 넣으실 수 없습니다.",
        render_kw={"maxlength": LONGEST_TITLE},
    )
    letter = TextAreaField(
        "메일 본문",
        [at_most(LONGEST_BODY)],
        description="비워 두시면 ‘총무과 포털에 새 알림이 있습니다.’라고 씁니다. 이어서 포털의 주소를 덧붙입니다.",
        render_kw={"rows": 3, "maxlength": LONGEST_BODY},
    )
    version = WholeNumber("판", [required()])

    @classmethod
    def of(cls, step: str, **filled: Any) -> "WordsForm":
        """Return the form of a step."""
        form = cls(**filled)
        form.step = step
        return form

    @property
    def words(self) -> Words:
        """Return what was written."""
        return Words(*((self[name].data or "") for name in ("title", "body", "subject", "letter")))

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the placeholders of every field as well."""
        good = super().validate(extra_validators)
        for name, wrong in wording.faults_of(self.step, self.words).items():
            self[name].errors = [*self[name].errors, *wrong]
            good = False
        return good


class ResetForm(PortalForm):
    """Which version of the words was on the screen."""

    version = WholeNumber("판", [required()])


class MailingForm(PortalForm):
    """A message to the marked rows, or to all that filters choose."""

    key = HiddenField("양식", [required(), Regexp(r"[0-9a-f]{32}\Z")], default=lambda: token_hex(16))
    query = HiddenField("조건", [at_most(2_000)])
    title = StringField(
        "제목",
        [required("제목을 적어 주시기 바랍니다."), at_most(LONGEST_TITLE)],
        render_kw={"maxlength": LONGEST_TITLE},
    )
    body = TextAreaField(
        "내용",
        [required("내용을 적어 주시기 바랍니다."), at_most(LONGEST_BODY)],
        render_kw={"rows": 6, "maxlength": LONGEST_BODY},
    )
    reason = TextAreaField(
        "보내는 까닭",
        [
            required("보내는 까닭을 적어 주시기 바랍니다."),
            Length(min=SHORTEST_REASON, message=f"{SHORTEST_REASON}자 이상 적어 주시기 바랍니다."),
            at_most(300),
        ],
        description="감사 기록에 남고 받는 분께는 보이지 않습니다.",
        render_kw={"rows": 2, "maxlength": 300},
    )
    people = WholeNumber("받는 분")

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the placeholders as well."""
        good = super().validate(extra_validators)
        for name, wrong in wording.faults_of_message(self.title.data or "", self.body.data or "").items():
            self[name].errors = [*self[name].errors, *wrong]
            good = False
        return good
