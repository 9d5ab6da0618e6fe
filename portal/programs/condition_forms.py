"""What an officer chooses for one condition; each kind of condition has its own form."""

from typing import Any, ClassVar

from wtforms import BooleanField
from wtforms.validators import Optional, ValidationError

from portal.core.fields import CHOOSE_SOME, Day, SelectField, SomeOf, WholeNumber, offered
from portal.core.forms import required
from portal.programs import desk_messages as words
from portal.programs.eligibility import messages as said
from portal.programs.forms import VersionForm

MOST_YEARS = 50


class ConditionForm(VersionForm):
    """What every condition may say: that who meets it is left out."""

    key: ClassVar[str] = ""

    leaves_out = BooleanField("이 조건에 맞는 분을 신청 대상에서 뺍니다.")

    def offer(self, choices: dict[str, list[tuple[str, str]]]) -> None:
        """Take what there is to choose from."""

    def part(self) -> dict[str, Any]:
        """Return the condition as a rule."""
        raise NotImplementedError  # each condition says its own; none is just a condition

    def rule(self) -> dict[str, Any]:
        """Return the condition, turned round where it leaves people out."""
        return {"not": self.part()} if self.leaves_out.data else self.part()


class ValuesForm(ConditionForm):
    """A fact with some of its values."""

    values = SomeOf("값", [required(CHOOSE_SOME)])

    def offer(self, choices: dict[str, list[tuple[str, str]]]) -> None:
        """Offer the values of the fact."""
        self.values.choices = offered(choices[self.key])

    def part(self) -> dict[str, Any]:
        """Return the values."""
        return {"fact": self.key, "in": list(self.values.data)}


class UnitForm(ConditionForm):
    """Branches of the office."""

    values = SomeOf("기관", [required(CHOOSE_SOME)])

    def offer(self, choices: dict[str, list[tuple[str, str]]]) -> None:
        """Offer the branches."""
        self.values.choices = offered(choices["unit"])

    def part(self) -> dict[str, Any]:
        """Return the branches with the names they have now."""
        names = {one.value: one.label for one in self.values.choices}
        return {"unit": [{"id": int(one), "name": names[one]} for one in self.values.data]}


class ServiceForm(ConditionForm):
    """Years of service, by one of two rules."""

    years = WholeNumber("재직기간(년)", [required()])
    bound = SelectField("범위", choices=offered([("service_under_years", "미만"), ("service_at_least_years", "이상")]))
    counted = SelectField(
        "계산 방법", choices=offered([("", "최초임용일만 보기"), ("less", "휴직 등을 빼고 세기(복무규정 제7조제2항)")])
    )

    def validate_years(self, field: WholeNumber) -> None:
        """Want years that somebody can have served."""
        if field.data is not None and not 1 <= field.data <= MOST_YEARS:
            raise ValidationError(f"1에서 {MOST_YEARS} 사이로 적어 주시기 바랍니다.")

    def part(self) -> dict[str, Any]:
        """Return the years."""
        return {self.bound.data: self.years.data, **({"less_breaks": True} if self.counted.data else {})}


class HiredForm(ConditionForm):
    """Days of the first appointment."""

    first = Day("최초임용일 시작", [Optional()])
    last = Day("최초임용일 끝")

    def validate_last(self, field: Day) -> None:
        """Want a day at least, and both in order."""
        if not (self.first.data or field.data):
            raise ValidationError("시작과 끝 가운데 하나는 적어 주시기 바랍니다.")
        if self.first.data and field.data and field.data < self.first.data:
            raise ValidationError("끝은 시작과 같거나 그 뒤여야 합니다.")

    def part(self) -> dict[str, Any]:
        """Return the days."""
        found = {"from": self.first.data, "to": self.last.data}
        return {"fact": "hired_on", **{name: day.isoformat() for name, day in found.items() if day}}


class PartForm(ConditionForm):
    """What somebody took part in before."""

    program = SelectField("프로그램", coerce=str)
    how = SelectField("이력", choices=offered([("attended", "참여한 적이 있는 분"), ("absent", "불참한 적이 있는 분")]))
    within_years = WholeNumber("최근 몇 년", [Optional()], description="비우면 기간을 따지지 않습니다.")

    def offer(self, choices: dict[str, list[tuple[str, str]]]) -> None:
        """Offer the programs."""
        self.program.choices = offered([("", "총무과 프로그램 모두"), *choices["program"]])

    def validate_within_years(self, field: WholeNumber) -> None:
        """Want years that the office keeps."""
        if field.data is not None and not 1 <= field.data <= MOST_YEARS:
            raise ValidationError(f"1에서 {MOST_YEARS} 사이로 적어 주시기 바랍니다.")

    def part(self) -> dict[str, Any]:
        """Return the program and the years."""
        titles = {one.value: one.label for one in self.program.choices}
        chosen = self.program.data
        return {
            "took_part": int(chosen) if chosen else None,
            "title": titles[chosen] if chosen else "",
            "how": self.how.data,
            **({"within_years": self.within_years.data} if self.within_years.data else {}),
        }


FORMS: dict[str, type[ConditionForm]] = {
    **{key: type(f"{key.title()}Form", (ValuesForm,), {"key": key}) for key in said.FACT_NAMES},
    "service": ServiceForm,
    "hired_on": HiredForm,
    "unit": UnitForm,
    "part": PartForm,
}
LABELS = {**said.FACT_NAMES, **words.CONDITION}
