"""What institutions fill in."""

from typing import Any

from wtforms import SelectChoice
from wtforms.validators import Optional, Regexp, ValidationError

from portal.core.fields import CHOOSE, SelectField, SomeOf, WholeNumber
from portal.core.forms import PortalForm, StringField, TextAreaField, at_most, required
from portal.kinds.practicum.forms.fields import Day, NoResidentNumber
from portal.kinds.practicum.messages import DECLINE_REASONS, REASON_NEEDED
from portal.kinds.practicum.models import HostOffer
from portal.programs.models import Round

MOST_SEATS = 9
TAKES = [
    SelectChoice("", "골라 주시기 바랍니다"),
    SelectChoice("yes", "받을 수 있습니다"),
    SelectChoice("no", "이번에는 받기 어렵습니다"),
]
WHY_NOT = [SelectChoice(code, word) for code, word in DECLINE_REASONS.items()]


class OfferForm(PortalForm):
    """What an institution can take in a round."""

    takes = SelectField(
        "받으실 수 있습니까",
        [required(CHOOSE)],
        choices=TAKES,
    )
    seats = WholeNumber("받을 인원", [], description="보통 1명입니다.", render_kw={"inputmode": "numeric"})
    first_day = Day("시작일", [])
    last_day = Day("종료일", [])
    supervisor = StringField("지도공무원", [at_most(40), NoResidentNumber()])
    supervisor_phone = StringField(
        "지도공무원 연락처",
        [at_most(20), Regexp(r"^[0-9\-() ~]*$", message="숫자와 - 로 적어 주시기 바랍니다.")],
        render_kw={"inputmode": "tel"},
    )
    note = TextAreaField(
        "알릴 말씀",
        [at_most(300), NoResidentNumber()],
        description="받기 어려우시면 까닭을 적어 주시기 바랍니다.",
        render_kw={"rows": 3, "maxlength": 300},
    )
    version = WholeNumber()

    def for_round(self, round_: Round) -> "OfferForm":
        """Keep the days of the round to check what is sent."""
        self.round = round_
        return self

    def fill(self, kept: HostOffer | None, *, supervisor: str) -> None:
        """Show what the institution said before, else what is usual."""
        self.first_day.data, self.last_day.data = self.round.starts_on, self.round.ends_on
        self.seats.data, self.supervisor.data = 1, supervisor
        if kept is not None:
            self.takes.data, self.version.data = "yes" if kept.seats else "no", kept.version
            for name in ("seats", "first_day", "last_day", "supervisor", "supervisor_phone", "note"):
                self[name].data = getattr(kept, name)

    def validate_seats(self, field: WholeNumber) -> None:
        """Want a number when the institution takes somebody."""
        if self.takes.data == "yes" and not (field.data and 1 <= field.data <= MOST_SEATS):
            raise ValidationError(f"1부터 {MOST_SEATS}까지의 숫자로 적어 주시기 바랍니다.")

    def validate_last_day(self, field: Day) -> None:
        """Want days of the round, in order."""
        first, last = self.first_day.data or self.round.starts_on, field.data or self.round.ends_on
        if last < first:
            raise ValidationError("종료일은 시작일과 같거나 그 뒤여야 합니다.")
        if not self.round.starts_on <= first <= last <= self.round.ends_on:
            raise ValidationError("실무수습 기간 안의 날로 적어 주시기 바랍니다.")

    def validate_note(self, field: StringField) -> None:
        """Want a reason when the institution takes nobody."""
        if self.takes.data == "no" and not (field.data or "").strip():
            raise ValidationError("받기 어려운 까닭을 적어 주시기 바랍니다.")

    def given(self) -> dict[str, Any]:
        """Return the plan; an institution that takes nobody has no seats."""
        takes = self.takes.data == "yes"
        return {
            "seats": self.seats.data if takes else 0,
            "first_day": self.first_day.data or self.round.starts_on,
            "last_day": self.last_day.data or self.round.ends_on,
            "supervisor": (self.supervisor.data or "") if takes else "",
            "supervisor_phone": (self.supervisor_phone.data or "") if takes else "",
            "note": self.note.data or "",
        }


class AcceptForm(PortalForm):
    """Who guides the candidate."""

    version = WholeNumber(validators=[required()])
    supervisor = StringField("지도공무원", [required(), at_most(40), NoResidentNumber()])
    supervisor_phone = StringField(
        "지도공무원 연락처",
        [required(), at_most(20), Regexp(r"^[0-9\-() ~]*$", message="숫자와 - 로 적어 주시기 바랍니다.")],
        render_kw={"inputmode": "tel"},
    )

    @classmethod
    def for_offer(cls, offer: HostOffer | None) -> "AcceptForm":
        """Return the form with the guide the institution named before."""
        form = cls(formdata=None)
        if offer is not None:
            form.supervisor.data, form.supervisor_phone.data = offer.supervisor, offer.supervisor_phone
        return form

    def given(self) -> dict[str, Any]:
        """Return what was filled in."""
        return {name: self[name].data for name in ("version", "supervisor", "supervisor_phone")}


class DeclineForm(PortalForm):
    """Why an institution cannot take somebody."""

    version = WholeNumber(validators=[required()])
    reasons = SomeOf("사유", [required(REASON_NEEDED)], choices=WHY_NOT)
    note = TextAreaField(
        "덧붙일 말씀", [Optional(), at_most(300), NoResidentNumber()], render_kw={"rows": 3, "maxlength": 300}
    )

    def given(self) -> dict[str, Any]:
        """Return what was filled in."""
        return {"version": self.version.data, "reasons": self.reasons.data, "note": self.note.data or ""}
