"""What an officer fills in about a program, a round, a condition and a question."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wtforms import Field, SelectChoice, TextAreaField
from wtforms.validators import InputRequired, Optional, Regexp, ValidationError

from portal.core.errors import Refusal
from portal.core.fields import Day, Moment, SelectField, WholeNumber, choices_of, offered
from portal.core.forms import PortalForm, StringField, at_most, required
from portal.programs import desk_messages as words
from portal.programs.models import Dimension, PeriodStyle, Program, Quota, Round, SelectionMethod
from portal.programs.settings import SETTINGS, Wanted, WantedQuota

NO_DAY = "날짜를 확인해 주시기 바랍니다."
MOST_QUOTAS = 60


class VersionForm(PortalForm):
    """An order about one thing, given for the version that was looked at."""

    version = StringField("판", [required(), Regexp(r"[0-9]{1,9}\Z")])

    def number(self) -> int:
        """Return the version; one that is none is nobody's newest."""
        return int(self.version.data) if self.validate() else 0


class ProgramForm(PortalForm):
    """What a program says of itself."""

    title = StringField("이름", [required(), at_most(100)], render_kw={"maxlength": 100})
    summary = StringField("한 줄 소개", [at_most(200)], render_kw={"maxlength": 200})
    description = TextAreaField("설명", [at_most(4_000)], render_kw={"rows": 8, "maxlength": 4_000})
    legal_basis = StringField("근거", [at_most(200)], render_kw={"maxlength": 200})
    contact_post_id = SelectField("문의처", coerce=str)

    @classmethod
    def of(cls, program: Program, posts: Sequence[tuple[int, str]], **filled: Any) -> "ProgramForm":
        """Return the form with the posts one may be told to call."""
        form = cls(**filled)
        form.contact_post_id.choices = _posts(posts, program.contact_post_id)
        return form

    def words(self) -> dict[str, Any]:
        """Return what was written."""
        said = {name: self[name].data or "" for name in ("title", "summary", "description", "legal_basis")}
        return {**said, "contact_post_id": int(self.contact_post_id.data or 0) or None}


class RoundForm(PortalForm):
    """The settings of a round, as a page shows them in sentences."""

    name = StringField("차수 이름", [required(), at_most(60)], render_kw={"maxlength": 60})
    audience = StringField("대상", [at_most(200)], render_kw={"maxlength": 200})
    starts_on = Day("시작일", [InputRequired(NO_DAY)])
    ends_on = Day("종료일", [InputRequired(NO_DAY)])
    period_style = SelectField("기간 표시", choices=choices_of(words.PERIOD_STYLE))
    place = StringField("장소", [at_most(100)], render_kw={"maxlength": 100})
    apply_from = Moment("접수 시작", [Optional()])
    apply_to = Moment("접수 마감")
    reference_date = Day("기준일", [InputRequired(NO_DAY)])
    results_on = Day("결과 안내일", [Optional()])
    selection = SelectField("선정 방법", choices=choices_of(words.SELECTION))
    capacity = WholeNumber("모집 인원")
    free_withdrawal_until = Day("자유 취소 기한", [Optional()])
    consent_purpose = StringField("수집 목적", [at_most(200)], render_kw={"maxlength": 200})
    consent_items = StringField("수집 항목", [at_most(300)], render_kw={"maxlength": 300})
    retention = StringField("보유 기간", [required(), at_most(60)], render_kw={"maxlength": 60})
    next_steps = TextAreaField(
        "신청 뒤 안내", [at_most(1_000)], description="한 줄에 하나씩 적습니다.", render_kw={"rows": 4}
    )
    contact_post_id = SelectField("문의처", coerce=str)

    @classmethod
    def of(cls, round_: Round, posts: Sequence[tuple[int, str]], **filled: Any) -> "RoundForm":
        """Return the form of a round with the posts one may be told to call."""
        form = cls(**filled)
        form.contact_post_id.choices = _posts(posts, round_.contact_post_id)
        return form

    @classmethod
    def filled(cls, round_: Round, posts: Sequence[tuple[int, str]]) -> "RoundForm":
        """Return the form as the round stands."""
        data = {name: getattr(round_, name) for name in SETTINGS}
        data |= {"next_steps": "\n".join(round_.next_steps), "contact_post_id": str(round_.contact_post_id or "")}
        return cls.of(round_, posts, formdata=None, data=data)

    def validate_ends_on(self, field: Field) -> None:
        """Want an end after the beginning."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError("종료일은 시작일과 같거나 그 뒤여야 합니다.")

    def validate_apply_to(self, field: Field) -> None:
        """Want both ends of the window or none, in order."""
        if (self.apply_from.data is None) != (field.data is None):
            raise ValidationError("접수 시작과 마감을 모두 적거나 모두 비워 주시기 바랍니다.")
        if field.data and field.data <= self.apply_from.data:
            raise ValidationError("접수 마감은 접수 시작보다 뒤여야 합니다.")

    def validate_capacity(self, field: Field) -> None:
        """Want seats where seats are counted."""
        if field.data == 0:
            raise ValidationError("1명 이상으로 적거나 비워 주시기 바랍니다.")
        if field.data is None and self.selection.data in (SelectionMethod.DRAW, SelectionMethod.PRIORITY):
            raise ValidationError("이 선정 방법에는 모집 인원이 필요합니다.")

    def wanted(self, quotas: Sequence[WantedQuota]) -> Wanted:
        """Return the settings."""
        data = {name: self[name].data for name in SETTINGS}
        texts = ("name", "audience", "place", "consent_purpose", "consent_items", "retention")
        data |= {name: self[name].data or "" for name in texts}
        data["next_steps"] = [line.strip()[:200] for line in (self.next_steps.data or "").split("\n") if line.strip()]
        data["contact_post_id"] = int(self.contact_post_id.data or 0) or None
        data["selection"] = SelectionMethod(self.selection.data)
        data["period_style"] = PeriodStyle(self.period_style.data)
        return Wanted(**data, quotas=quotas)


class QuotaRow(PortalForm):
    """One line of how the seats are divided."""

    dimension = SelectField(
        "나누는 기준",
        choices=offered([("", "쓰지 않음"), *((one.value, label) for one, label in words.DIMENSION.items())]),
    )
    value = StringField("값", [at_most(40)], render_kw={"maxlength": 40, "placeholder": "비우면 하나하나에"})
    seats = WholeNumber("인원")

    class Meta(PortalForm.Meta):
        """The token stands in the form around it."""

        csrf = False

    def validate_seats(self, field: Field) -> None:
        """Want a number where something is divided."""
        if self.dimension.data and not field.data:
            raise ValidationError("인원을 1명 이상으로 적어 주시기 바랍니다.")


def quota_rows(quotas: Sequence[Quota]) -> list[QuotaRow]:
    """Return the lines as they stand, and two empty ones behind."""
    rows: list[Mapping[str, Any]] = [
        {"dimension": one.dimension, "value": one.value, "seats": one.seats} for one in quotas
    ]
    return [QuotaRow(prefix=f"quota-{n}-", formdata=None, data=row) for n, row in enumerate([*rows, {}, {}])]


def sent_quota_rows(sent: Mapping[str, str]) -> list[QuotaRow]:
    """Return the lines as they were sent."""
    count = next((n for n in range(MOST_QUOTAS) if f"quota-{n}-dimension" not in sent), MOST_QUOTAS)
    return [QuotaRow(prefix=f"quota-{n}-") for n in range(count)]


def wanted_quotas(rows: Sequence[QuotaRow]) -> list[WantedQuota]:
    """Return the lines that are used; raises Refusal when two are about the same."""
    used = list(_used(rows))
    if len({(one.dimension, one.value) for one in used}) < len(used):
        raise Refusal("같은 기준이 두 번 있습니다.", field="capacity")
    return used


def _used(rows: Sequence[QuotaRow]) -> Iterator[WantedQuota]:
    for row in rows:
        if row.dimension.data:
            yield WantedQuota(Dimension(row.dimension.data), row.value.data or "", row.seats.data or 0)


def _posts(posts: Sequence[tuple[int, str]], there: int | None) -> list[SelectChoice]:
    known = [(str(post_id), label) for post_id, label in posts]
    kept = [(str(there), "지금 문의처(공석)")] if there and there not in dict(posts) else []
    return offered([("", "담당 팀"), *known, *kept])


class ReasonForm(VersionForm):
    """Why something is done to a round."""

    reason = TextAreaField("사유", [required("사유를 적어 주시기 바랍니다."), at_most(300)], render_kw={"rows": 3})


class MoveForm(ReasonForm):
    """To which day a round is moved, and by when everybody says whether it suits them."""

    starts_on = Day("새 시작일", [InputRequired(NO_DAY)])
    confirm_by = Day("참여 확인 기한", [InputRequired(NO_DAY)])
