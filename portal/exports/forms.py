"""The shape of what is asked: a list, a purpose, a reason; and of a second person's decision."""

from secrets import token_hex
from typing import Any
from urllib.parse import parse_qsl

from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Regexp

from portal.core.fields import choices_of
from portal.core.forms import PortalForm, at_most, required
from portal.exports import messages
from portal.exports.lists import Purpose
from portal.exports.models import FileFormat

SHORTEST_REASON = 5
LONGEST_QUERY = 2_000
ANSWERS = [SelectChoice("approve", "승인"), SelectChoice("refuse", "반려")]


class ExportForm(PortalForm):
    """Why somebody takes a list, and for what."""

    list = StringField("목록", [required(), at_most(30)])
    query = StringField("조건", [at_most(LONGEST_QUERY)])
    key = StringField("양식", [required(), Regexp(r"[0-9a-f]{32}\Z")], default=lambda: token_hex(16))
    purpose = RadioField("목적", validators=[required(messages.NO_PURPOSE)], validate_choice=True)
    file_format = RadioField(
        "파일 형식",
        choices=choices_of(messages.FORMAT),
        default=FileFormat.XLSX.value,
        description="공문에 붙이실 명단은 한글 파일로도 받으실 수 있습니다.",
    )
    reason = TextAreaField(
        "사유",
        [
            required("내려받는 사유를 적어 주시기 바랍니다."),
            Length(min=SHORTEST_REASON, message=f"사유를 {SHORTEST_REASON}자 이상 적어 주시기 바랍니다."),
            at_most(300),
        ],
        render_kw={"rows": 3, "maxlength": 300},
    )

    def offer(self, purposes: tuple[Purpose, ...]) -> "ExportForm":
        """Offer the purposes; the only one is chosen already."""
        self.purpose.choices = [SelectChoice(purpose.key, purpose.label) for purpose in purposes]
        if len(purposes) == 1 and not self.purpose.data:
            self.purpose.data = purposes[0].key
        if all(purpose.formats == (FileFormat.XLSX,) for purpose in purposes):
            del self.file_format
        return self

    @property
    def wanted_format(self) -> FileFormat:
        """Return what kind of file is wanted; where there is only one, it is not asked."""
        return FileFormat(self.file_format.data) if "file_format" in self else FileFormat.XLSX

    @property
    def filters(self) -> dict[str, str]:
        """Return the filters as the form carries them."""
        return dict(parse_qsl((self.query.data or "")[:LONGEST_QUERY]))


class DecisionForm(PortalForm):
    """A second person's answer."""

    answer = RadioField(
        "결정", choices=[SelectChoice("approve", "승인"), SelectChoice("refuse", "반려")], validators=[required()]
    )
    note = TextAreaField("의견", [at_most(300)], render_kw={"rows": 2, "maxlength": 300})
    version = StringField("판", [required(), Regexp(r"[0-9]{1,9}\Z")])

    @property
    def order(self) -> dict[str, Any]:
        """Return what the form orders."""
        return {
            "approve": self.answer.data == "approve",
            "note": self.note.data or "",
            "version": int(self.version.data or 0),
        }
