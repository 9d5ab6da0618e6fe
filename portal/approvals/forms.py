"""The shape of what is sent about lines and absences."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import DateField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from portal.approvals import messages
from portal.approvals.models import Seat, StepKind
from portal.approvals.wishes import Away, Wanted
from portal.core import clock
from portal.core.fields import SelectField
from portal.core.forms import PortalForm, at_most

MOST_STEPS = 6
SEAT = re.compile(r"(drafter|team_head|division_head)|post:([0-9]{1,9})")
LONGEST_DAYS = 1100


class LineForm(PortalForm):
    """The steps of a line, each a kind and a seat; a seat left empty is no step."""

    reason = StringField("고치는 까닭", [at_most(200)], description="결재선 이력에 남습니다.")
    known = StringField("지금 결재선")

    def steps(self, given: Mapping[str, Any]) -> list[Wanted]:
        """Read the steps that were sent, in their order; what makes no sense is left out."""
        found = []
        for number in range(1, MOST_STEPS + 1):
            seat = SEAT.fullmatch(given.get(f"seat-{number}", ""))
            kind = given.get(f"kind-{number}", "")
            if seat is None or kind not in set(StepKind):
                continue
            is_post = seat[2] is not None
            found.append(
                Wanted(StepKind(kind), Seat.POST if is_post else Seat(seat[1]), int(seat[2]) if is_post else None)
            )
        return found

    @property
    def known_id(self) -> int | None:
        """Return the line the page showed."""
        text = self.known.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


class AbsenceForm(PortalForm):
    """The days of an absence, its kind, and who stands in."""

    first_day = DateField("첫날", [InputRequired("첫날을 적어 주시기 바랍니다.")])
    last_day = DateField("마지막 날", [InputRequired("마지막 날을 적어 주시기 바랍니다.")])
    reason = SelectField("구분")
    deputy = SelectField("대리자", description="부재 기간에 올라온 결재를 대신 처리하고, 두 분의 성명이 함께 남습니다.")

    @classmethod
    def of(cls, colleagues: Sequence[tuple[str, str]], **filled: Any) -> "AbsenceForm":
        """Return the form for those who may stand in; the first of them is proposed."""
        form = cls(**filled)
        form.reason.choices = [SelectChoice(word, word) for word in messages.ABSENCE]
        form.deputy.choices = [
            *(SelectChoice(key, name) for key, name in colleagues),
            SelectChoice("", "두지 않음 (윗자리로 올라갑니다)"),
        ]
        return form

    def validate_last_day(self, field: Any) -> None:
        """Want days in order, today or later, and no more than three years."""
        if field.data is None or self.first_day.data is None:
            return
        if field.data < self.first_day.data:
            raise ValidationError("마지막 날이 첫날보다 앞섭니다.")
        if field.data < clock.today():
            raise ValidationError("이미 지난 날입니다.")
        if (field.data - self.first_day.data).days > LONGEST_DAYS:
            raise ValidationError("3년 안에서 적어 주시기 바랍니다.")

    @property
    def away(self) -> Away:
        """Return what the form says."""
        assert self.first_day.data is not None
        assert self.last_day.data is not None
        return Away(self.first_day.data, self.last_day.data, self.reason.data or "", self.deputy.data or "")
