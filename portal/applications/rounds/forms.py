"""The shape of what officers set and decide for a round as a whole."""

from datetime import date

from wtforms import DateField, HiddenField, SelectChoice, TextAreaField
from wtforms.validators import NumberRange, Optional, Regexp, ValidationError

from portal.applications import chosen_words
from portal.core.fields import CHOOSE, SelectField, WholeNumber, choices_of
from portal.core.forms import PortalForm, at_most, required
from portal.programs.models import SubstitutionRule, WaitingPolicy
from portal.programs.rules import Rules

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 1, 1)
MOST_SEATS = 100_000
NO_CRITERION = "점수를 적어 주신 기준이 하나는 있어야 합니다."
POINTS = "0점에서 100점까지 적어 주시기 바랍니다."
REASON = "사유를 적어 주시기 바랍니다."
SUBSTITUTION = {
    SubstitutionRule.NONE: "받지 않음",
    SubstitutionRule.APPROVED: "담당자가 승인하면 교체",
    SubstitutionRule.AUTOMATIC: "같은 부서 동료로 바로 교체",
}
WAITING = {
    WaitingPolicy.AUTO_SEAT: "순번대로 바로 배정",
    WaitingPolicy.OFFER: "순번대로 물어보고 배정",
    WaitingPolicy.MANUAL: "담당자가 골라서 배정",
}
CHANGES = {name: chosen_words.DONE[name] for name in ("approve", "waitlist", "not_select", "reject")}
PLACES = {"1": "다른 예비자보다 앞으로", "0": "원래 순번으로", "-1": "다른 예비자 다음으로"}


def in_reach(_form: PortalForm, field: DateField) -> None:
    """Refuse days that no round has; a validator."""
    if field.data is not None and not FIRST_DAY <= field.data < LAST_DAY:
        raise ValidationError("날짜를 확인해 주시기 바랍니다.")


class RunForm(PortalForm):
    """What a run needs to be told: of a designation the list."""

    names = TextAreaField(
        "지정 명단",
        [at_most(20_000)],
        description="한 줄에 한 분씩 개인번호나 성명을 적어 주시기 바랍니다. 적은 순서대로 정합니다.",
        render_kw={"rows": 8},
    )


class ChangeForm(PortalForm):
    """What is put in the place of a proposal, and why."""

    action = SelectField(
        "바꿀 결과", [required(CHOOSE)], choices=[SelectChoice(value, words) for value, words in CHANGES.items()]
    )
    reason = TextAreaField("사유", [required(REASON), at_most(300)], render_kw={"rows": 3, "maxlength": 300})


class VersionForm(PortalForm):
    """The version of what the page showed."""

    version = WholeNumber("판", [required()])


class ScoreForm(PortalForm):
    """One reviewer's points for one application."""

    points = WholeNumber(
        "점수",
        [
            required("0점에서 100점까지 적어 주시기 바랍니다."),
            NumberRange(0, 100, "0점에서 100점까지 적어 주시기 바랍니다."),
        ],
        render_kw={"inputmode": "numeric", "maxlength": 3},
    )
    remark = TextAreaField("심사 의견", [at_most(300)], render_kw={"rows": 2, "maxlength": 300})


class PlanForm(PortalForm):
    """How a round chooses and who moves up."""

    waiting = SelectField("자리가 나면", choices=choices_of(WAITING))
    offer_days = WholeNumber(
        "답할 수 있는 근무일",
        [required(), NumberRange(1, 20, "1일에서 20일까지 적어 주시기 바랍니다.")],
        description="물어본 날 뒤 이 근무일의 18:00까지 기다립니다. 주말과 공휴일은 세지 않습니다.",
    )
    reserve = WholeNumber(
        "예비 인원",
        [Optional(), NumberRange(0, MOST_SEATS)],
        description="선정할 때 예비로 둘 인원입니다. 비워 두시면 남은 분 모두 예비로 둡니다.",
    )
    moves_up_until = DateField(
        "예비 운영 마지막 날", [Optional(), in_reach], description="비워 두시면 시작 전날까지 운영합니다."
    )
    confirm_by = DateField(
        "참석 확정 기한",
        [Optional(), in_reach],
        description="이날 18:00까지 확정하지 않으면 다음 분께 넘어갑니다. 비워 두시면 확정을 받지 않습니다.",
    )
    substitution = SelectField("교체 참석", choices=choices_of(SUBSTITUTION))
    first_time = WholeNumber("첫 참여", [Optional()])
    short_service = WholeNumber("짧은 재직기간", [Optional()])
    hard_school = WholeNumber("격무학교", [Optional()])
    arrival = WholeNumber("접수 순서", [Optional()])
    version = HiddenField("판", [Regexp(r"[0-9]{1,9}\Z")])

    @classmethod
    def showing(cls, rules: Rules) -> "PlanForm":
        """Return the form as the rules stand."""
        return cls(formdata=None, data={**rules.__dict__, **rules.criteria})

    def validate(self, extra_validators: object = None) -> bool:
        """Want at least one criterion that counts."""
        good: bool = super().validate(extra_validators)
        if not self.criteria:
            self.first_time.errors = [NO_CRITERION]
        return good and bool(self.criteria)

    @property
    def criteria(self) -> dict[str, int]:
        """Return the weight of each criterion that counts."""
        return {name: self[name].data for name in chosen_words.CRITERION if self[name].data}

    def values(self) -> dict[str, object]:
        """Return what the service sets."""
        names = ("waiting", "offer_days", "reserve", "moves_up_until", "confirm_by", "substitution")
        return {**{name: self[name].data for name in names}, "criteria": self.criteria}


class SchoolsForm(PortalForm):
    """The schools with a heavy load, as they are pasted."""

    schools = TextAreaField(
        "격무학교",
        [at_most(20_000)],
        description="한 줄에 한 학교씩 이름을 적어 주시기 바랍니다. 적으신 목록으로 바뀝니다.",
        render_kw={"rows": 6},
    )


class CapacityForm(PortalForm):
    """How many seats there are."""

    capacity = WholeNumber(
        "정원", [Optional(), NumberRange(0, MOST_SEATS)], description="비워 두시면 인원을 제한하지 않습니다."
    )
    reason = TextAreaField("사유", [required(REASON), at_most(300)], render_kw={"rows": 2, "maxlength": 300})


class PersonForm(PortalForm):
    """What is done with one application, and why; picking the first in line needs no reason."""

    version = WholeNumber("판", [required()])
    place = SelectField("순번", choices=[SelectChoice(value, words) for value, words in PLACES.items()])
    reason = TextAreaField("사유", [at_most(300)], render_kw={"rows": 2, "maxlength": 300})

    def wants_reason(self) -> bool:
        """Refuse to go on without a reason."""
        if not self.reason.data:
            self.reason.errors = [REASON]
        return bool(self.reason.data)


class ReasonForm(PortalForm):
    """Why."""

    reason = TextAreaField("사유", [required(REASON), at_most(300)], render_kw={"rows": 3, "maxlength": 300})
