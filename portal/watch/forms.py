"""The shape of what people type around duty."""

from datetime import date
from typing import Any

from wtforms import BooleanField, DateField, HiddenField, TextAreaField, TimeField
from wtforms.validators import InputRequired, NumberRange, Optional, Regexp, ValidationError

from portal.core import clock
from portal.core.errors import Refusal
from portal.core.fields import SelectField, WholeNumber, choices_of
from portal.core.forms import PortalForm, StringField, at_most, required
from portal.watch import messages
from portal.watch.models import Days, Excuse

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 1, 1)
NO_TIME = "시각을 09:00처럼 적어 주시기 바랍니다."
NO_DAY = "날짜를 확인해 주시기 바랍니다."
VERSION = Regexp(r"[0-9]{1,9}\Z")


def in_reach(_form: PortalForm, field: Any) -> None:
    """Refuse days far off; a validator."""
    if field.data is not None and not FIRST_DAY <= field.data < LAST_DAY:
        raise ValidationError(NO_DAY)


def between(low: int, high: int) -> NumberRange:
    """Return the validator of a number in a range."""
    return NumberRange(low, high, message=f"{low:,}부터 {high:,}까지의 숫자를 적어 주시기 바랍니다.")


class HourField(TimeField):
    """A time of day; anything else is refused in words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the time."""
        try:
            super().process_formdata([one for one in valuelist if one])
        except ValueError:
            raise ValueError(NO_TIME) from None


class VersionForm(PortalForm):
    """An order about one thing, given for the version that was looked at."""

    version = HiddenField("판", [required(), VERSION])

    def checked(self) -> int:
        """Return the version that was looked at; raises Refusal when the form carries none."""
        if not self.validate_on_submit():
            raise Refusal(messages.STALE)
        return int(self.version.data)

    @property
    def number(self) -> int:
        """Return the version that was looked at."""
        return int(self.version.data)


class MonthForm(PortalForm):
    """Which month to find a roster for."""

    month = SelectField("달", [InputRequired("달을 골라 주시기 바랍니다.")], coerce=str)


class OrderForm(VersionForm):
    """The order of a month."""

    late_reason = StringField("늦은 사유", [at_most(200)], render_kw={"maxlength": 200})


class PutForm(VersionForm):
    """Who is put on a shift, instead of whom, and why."""

    version = HiddenField("판", [VERSION], default="0")
    turn = HiddenField("바꿀 당직", [Regexp(r"([0-9a-f]{32})?\Z")])
    person = SelectField("당직자", [InputRequired("당직자를 골라 주시기 바랍니다.")], coerce=str)
    reason = StringField("사유", [required(messages.REASON_NEEDED), at_most(200)], render_kw={"maxlength": 200})
    anyway = BooleanField("기준과 다른 줄 알고 바꿉니다.")


class KindForm(VersionForm):
    """A kind of duty."""

    version = HiddenField("판", [VERSION], default="0")
    name = StringField("이름", [required(), at_most(20)], render_kw={"maxlength": 20})
    days = SelectField("당직하는 날", coerce=str, choices=choices_of(messages.DAYS), default=Days.EVERY.value)
    begins = HourField("시작", [InputRequired(NO_TIME)])
    ends = HourField("끝", [InputRequired(NO_TIME)], description="시작보다 이르면 다음 날로 봅니다.")
    people = WholeNumber("인원", [InputRequired("인원을 적어 주시기 바랍니다."), between(1, 20)])
    place = StringField("장소", [at_most(40)], render_kw={"maxlength": 40})
    allowance = WholeNumber("수당(원)", [InputRequired("수당을 적어 주시기 바랍니다."), between(0, 999_999)], default=0)
    earns_rest = BooleanField(
        "마친 뒤 대체휴무가 있습니다.", default=True, description="재택당직은 대체휴무가 없습니다."
    )
    is_active = BooleanField("당직표를 만들 때 씁니다.", default=True)

    def values(self) -> dict[str, Any]:
        """Return what a kind is."""
        names = ("name", "begins", "ends", "people", "place", "allowance", "earns_rest", "is_active")
        return {**{name: self[name].data for name in names}, "days": Days(self.days.data)}


class SettingForm(VersionForm):
    """The office's numbers and local rules."""

    distance_days = WholeNumber("당직 사이 최소 간격(일)", [InputRequired(), between(1, 60)])
    order_days = WholeNumber("당직 명령 기한(당직일 며칠 전)", [InputRequired(), between(0, 60)])
    least_people = WholeNumber("당직마다 최소 인원", [InputRequired(), between(1, 20)])
    rest_days = WholeNumber("대체휴무 기한(근무일)", [InputRequired(), between(1, 60)])
    phone = StringField(
        "당직실 전화", [at_most(20), Regexp(r"[0-9-]*\Z", message="숫자와 -로 적어 주시기 바랍니다.")],
        render_kw={"maxlength": 20},
    )  # fmt: skip
    bars = TextAreaField(
        "당직하지 않는 직위·직렬", [at_most(600)],
        description="한 줄에 하나씩 적습니다. 직위나 직렬이 똑같은 분은 당직표에서 빠집니다.",
        render_kw={"rows": 4, "maxlength": 600},
    )  # fmt: skip

    def values(self) -> dict[str, Any]:
        """Return the numbers."""
        names = ("distance_days", "order_days", "least_people", "rest_days")
        return {**{name: self[name].data for name in names}, "phone": self.phone.data or ""}

    def words(self) -> set[str]:
        """Return the local rules, a word each."""
        return {line.strip()[:30] for line in (self.bars.data or "").splitlines() if line.strip()}


class OwnExcuseForm(PortalForm):
    """From when until when; no reason is asked for."""

    first_day = DateField("시작일", [InputRequired(NO_DAY), in_reach], default=clock.today)
    last_day = DateField("마지막 날", [Optional(), in_reach], description="비워 두시면 끝낼 때까지입니다.")


class ExcuseForm(OwnExcuseForm):
    """Who is on no duty for a while, entered by the duty officer."""

    person = SelectField("직원", [InputRequired("직원을 골라 주시기 바랍니다.")], coerce=str)
    excuse = SelectField("구분", coerce=str, choices=choices_of(messages.GIVEN), default=Excuse.TRAINING.value)


class SwapForm(VersionForm):
    """With whom a turn is to be exchanged, and why."""

    partner = SelectField("누구와", [InputRequired("바꿀 상대를 골라 주시기 바랍니다.")], coerce=str)
    reason = StringField("사유", [required(messages.REASON_NEEDED), at_most(200)], render_kw={"maxlength": 200})


class DecisionForm(VersionForm):
    """The commander's answer to a swap."""

    note = StringField("의견", [at_most(200)], render_kw={"maxlength": 200})


class RestForm(PortalForm):
    """The day of rest."""

    day = DateField("대체휴무일", [InputRequired(NO_DAY), in_reach])


class LogForm(VersionForm):
    """The words of a log."""

    version = HiddenField("판", [VERSION], default="0")
    taken_over = TextAreaField("인수사항", [at_most(2000)], render_kw={"rows": 3, "maxlength": 2000})
    documents = TextAreaField("문서·택배", [at_most(2000)], render_kw={"rows": 3, "maxlength": 2000})
    events = TextAreaField("특이사항", [at_most(2000)], render_kw={"rows": 3, "maxlength": 2000})
    last_out = StringField(
        "최종 퇴청자", [at_most(60)], description="부서, 이름, 시각을 적습니다.", render_kw={"maxlength": 60}
    )
    handed_over = TextAreaField("인계사항", [at_most(2000)], render_kw={"rows": 3, "maxlength": 2000})

    def words(self) -> dict[str, str]:
        """Return what is written."""
        names = ("taken_over", "documents", "events", "last_out", "handed_over")
        return {name: self[name].data or "" for name in names}


class PatrolForm(PortalForm):
    """A round through the building."""

    at = HourField("시각", [InputRequired(NO_TIME)])
    place = StringField("장소", [required(), at_most(60)], render_kw={"maxlength": 60})
    found = StringField("결과", [required(), at_most(200)], render_kw={"maxlength": 200})


class CallForm(PortalForm):
    """A call that came."""

    at = HourField("시각", [InputRequired(NO_TIME)])
    about = StringField("내용", [required(), at_most(300)], render_kw={"maxlength": 300})
    done = StringField("조치", [required(), at_most(300)], render_kw={"maxlength": 300})


class ReturnForm(VersionForm):
    """Why a log is given back."""

    reason = StringField(
        "돌려주는 사유", [required(messages.REASON_NEEDED), at_most(200)], render_kw={"maxlength": 200}
    )
