"""The shape of what a team writes."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import BooleanField, DateField, HiddenField, MultipleFileField, TextAreaField
from wtforms.validators import InputRequired, Optional, Regexp, ValidationError

from portal.boards.models import Board
from portal.core import clock
from portal.core.errors import Refusal
from portal.core.fields import CHOOSE, SelectField
from portal.core.forms import PortalForm, StringField, at_most, required

FIRST_DAY, LAST_DAY = date(1950, 1, 1), date(2100, 1, 1)
NO_DAY = "날짜를 확인해 주시기 바랍니다."


def in_reach(_form: PortalForm, field: Any) -> None:
    """Refuse days that no notice has; a validator."""
    if field.data is not None and not FIRST_DAY <= field.data < LAST_DAY:
        raise ValidationError(NO_DAY)


class PostForm(PortalForm):
    """A notice or a form; of a notice number and revision are left out."""

    key = HiddenField("열쇠", [Regexp(r"[0-9a-f]{32}\Z")])
    unit = SelectField("게시 부서", [required(CHOOSE)], coerce=str)
    title = StringField("제목", [required("제목을 적어 주시기 바랍니다."), at_most(120)], render_kw={"maxlength": 120})
    form_no = StringField(
        "서식 번호",
        [at_most(40)],
        description="예: 총무과-제3호 서식. 없으면 비워 두셔도 됩니다.",
        render_kw={"maxlength": 40},
    )
    revised_on = DateField("개정일", [Optional(), in_reach])
    body = TextAreaField(
        "내용",
        [required("내용을 적어 주시기 바랍니다."), at_most(10_000)],
        description="빈 줄로 문단을 나눕니다. http로 시작하는 주소는 누를 수 있게 보입니다.",
        render_kw={"rows": 12, "maxlength": 10_000},
    )
    files = MultipleFileField(
        "첨부 파일",
        description="PDF, HWP, HWPX, DOCX, XLSX, JPG, PNG 파일을 10개까지, 하나에 20MB까지 올리실 수 있습니다.",
        render_kw={"accept": ".pdf,.hwp,.hwpx,.docx,.xlsx,.jpg,.jpeg,.png"},
    )
    shown_from = DateField(
        "게시 시작일",
        [InputRequired("게시 시작일을 적어 주시기 바랍니다."), in_reach],
        default=clock.today,
        description="앞날을 적으시면 그날부터 보입니다.",
    )
    shown_until = DateField(
        "게시 종료일", [Optional(), in_reach], description="이날까지 보입니다. 비워 두시면 계속 보입니다."
    )
    is_pinned = BooleanField("목록 맨 위에 고정합니다.")

    @classmethod
    def of(cls, board: Board, units: Sequence[tuple[str, str]], **filled: Any) -> "PostForm":
        """Return the form of a board for the teams somebody writes for; a change of a post names no team."""
        form = cls(**filled)
        form.unit.choices = list(units)
        if not units:
            del form.unit
        if board is not Board.FORMS:
            del form.form_no
            del form.revised_on
        return form

    def words(self) -> dict[str, Any]:
        """Return what a post says, whichever board it is on."""
        names = ("title", "body", "shown_from", "shown_until", "is_pinned")
        said = {"form_no": "", "revised_on": None, **{name: self[name].data for name in names}}
        if "form_no" in self:
            said |= {"form_no": self.form_no.data or "", "revised_on": self.revised_on.data}
        return said


class VersionForm(PortalForm):
    """An order about one post, given for the version that was looked at."""

    version = StringField("판", [required(), Regexp(r"[0-9]{1,9}\Z")])

    def checked(self, otherwise: str) -> int:
        """Return the version that was looked at; raises Refusal when the form carries none."""
        if not self.validate_on_submit():
            raise Refusal(otherwise)
        return int(self.version.data)
