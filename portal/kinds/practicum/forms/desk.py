"""What officers fill in."""

import re

from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, SelectChoice, SelectMultipleField
from wtforms.validators import AnyOf, NumberRange, Optional, Regexp

from portal.core.fields import CHOOSE, Mobile, SelectField, WholeNumber
from portal.core.forms import PortalForm, StringField, TextAreaField, at_most, required
from portal.kinds.practicum.areas import HOMES
from portal.kinds.practicum.forms.fields import Day, NoResidentNumber
from portal.kinds.practicum.messages import NOBODY_PICKED
from portal.kinds.practicum.models import Candidate
from portal.kinds.practicum.orders import Appointment, Facts, Mark
from portal.kinds.practicum.workflow import Action

OFFICERS_ACTIONS = (Action.PROPOSE, Action.RECALL, Action.DEFER, Action.ORDER)
MOST_MARKS = 500
SERIES = ("교육행정", "사서", "전산", "공업", "보건", "시설", "시설관리", "운전", "조리", "기록연구")
DISTRICTS = [SelectChoice("", "골라 주시기 바랍니다"), *HOMES]
EXAM_NO = re.compile(r"[0-9A-Za-z가-힣\-]{1,20}")
_PUBLIC_ID = re.compile(r"[0-9a-f]{32}")
_MARK = re.compile(r"([0-9a-f]{32}):([0-9]{1,6})(?::([0-9a-f]{32}))?")


class CandidateForm(PortalForm):
    """What the office keeps of a candidate; never a resident registration number."""

    exam_year = WholeNumber(
        "시험 연도",
        [required(), NumberRange(2000, 2099, message="연도를 네 자리로 적어 주시기 바랍니다.")],
        render_kw={"inputmode": "numeric", "maxlength": 4},
    )
    exam_no = StringField(
        "응시번호",
        [required(), Regexp(EXAM_NO.pattern + "$", message="숫자와 글자로 20자 이내로 적어 주시기 바랍니다."),
         NoResidentNumber()],
        render_kw={"maxlength": 20},
    )  # fmt: skip
    name = StringField("성명", [required(), at_most(40), NoResidentNumber()], render_kw={"maxlength": 40})
    birth_date = Day("생년월일", [required()])
    mobile = Mobile(
        "휴대전화", [required()], description="예: 010-1234-5678", render_kw={"inputmode": "tel", "maxlength": 20}
    )
    district = SelectField("거주 자치구", [required(CHOOSE)], choices=DISTRICTS)
    series = SelectField("직렬", [required(CHOOSE)], choices=list(SERIES))
    list_valid_until = Day(
        "명부 유효기간",
        [required()],
        description="마지막 날을 적습니다. 2년이며 1년 늘어날 수 있습니다.",
    )
    version = WholeNumber(validators=[Optional()])

    def facts(self) -> Facts:
        """Return what was filled in."""
        return Facts(**{name: self[name].data for name in Facts.__dataclass_fields__})

    def fill(self, candidate: Candidate) -> None:
        """Show what the office keeps."""
        for name in Facts.__dataclass_fields__:
            self[name].data = getattr(candidate, name)
        self.version.data = candidate.version


class Marks(SelectMultipleField):
    """Rows as the page showed them: "public id:version", to propose with ":public id of the offer" behind."""

    data: list[Mark]

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the marks; what is none is left out."""
        found = [_MARK.fullmatch(value) for value in valuelist[:MOST_MARKS]]
        self.data = [Mark(match[1], int(match[2]), match[3] or "") for match in found if match]

    def pre_validate(self, form: PortalForm) -> None:
        """Take any mark: whether there is such a row is the service's to say."""


class MovesForm(PortalForm):
    """What to do with which rows; ``pair`` names the host that is chosen beside each row."""

    action = StringField(validators=[required(), AnyOf([str(action) for action in OFFICERS_ACTIONS])])
    pick = Marks(choices=[])
    pair = Marks(choices=[])
    everyone = StringField()
    order_no = StringField("문서번호", [Optional(), at_most(40), NoResidentNumber()])
    back = HiddenField()

    def first_error(self) -> str:
        """Return what is wrong with what was sent, in words."""
        return next((str(errors[0]) for errors in self.errors.values() if errors), NOBODY_PICKED)

    def marks(self) -> list[Mark]:
        """Return the rows to move: those picked, or all; to propose, with the host chosen beside them."""
        if self.action.data != Action.PROPOSE:
            return self.pick.data
        picked = {mark.public_id for mark in self.pick.data}
        return [mark for mark in self.pair.data if mark.offer and (self.everyone.data or mark.public_id in picked)]


class OneMoveForm(PortalForm):
    """What to do with one placement, as the page showed it."""

    action = MovesForm.action
    version = WholeNumber(validators=[required()])
    offer = StringField(validators=[Optional(), Regexp(r"^[0-9a-f]{32}$")])
    order_no = StringField("문서번호", [Optional(), at_most(40), NoResidentNumber()])

    def first_error(self) -> str:
        """Return what is wrong with what was sent, in words."""
        return next((str(errors[0]) for errors in self.errors.values() if errors), NOBODY_PICKED)

    def chosen(self) -> Action:
        """Return what is to be done."""
        return Action(self.action.data)

    def mark(self, public_id: str) -> Mark:
        """Return the placement as the page showed it, and the host that was chosen."""
        return Mark(public_id, self.version.data or 0, self.offer.data or "")


class RemovalForm(PortalForm):
    """Why somebody is taken off the list."""

    version = WholeNumber(validators=[required()])
    reason = TextAreaField("사유", [required(), at_most(300), NoResidentNumber()], render_kw={"rows": 3})


class LinksForm(PortalForm):
    """To whom one-time links are handed out."""

    pick = SelectMultipleField(choices=[], validate_choice=False)

    def public_ids(self) -> list[str]:
        """Return who was picked."""
        return [value for value in self.pick.data or [] if _PUBLIC_ID.fullmatch(value)][:MOST_MARKS]


class ListFileForm(PortalForm):
    """A spreadsheet with a list."""

    file = FileField("엑셀 파일(.xlsx)", [FileRequired("파일을 골라 주시기 바랍니다.")], render_kw={"accept": ".xlsx"})


class AppointmentForm(PortalForm):
    """What makes a candidate an official."""

    personal_no = StringField(
        "개인번호",
        [required(), Regexp(r"^[0-9A-Za-z\-]{4,20}$", message="나이스의 개인번호를 적어 주시기 바랍니다."),
         NoResidentNumber()],
        render_kw={"maxlength": 20, "autocomplete": "off"},
    )  # fmt: skip
    unit = StringField(
        "발령 기관", [required(), at_most(120)], description="예: 가온고등학교", render_kw={"maxlength": 120}
    )
    on = Day("임용일", [required()], description="앞날로 적으시면 그날부터 직원이 됩니다.")

    def order(self, unit_id: int) -> Appointment:
        """Return what a valid form orders, for the unit that its name was found to mean."""
        assert self.on.data is not None
        return Appointment(self.personal_no.data, unit_id, self.on.data)
