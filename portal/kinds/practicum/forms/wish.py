"""What candidates fill in, or an officer for them."""

from typing import Any, ClassVar

from wtforms import BooleanField, SelectChoice
from wtforms.validators import Optional, ValidationError

from portal.core.fields import CHOOSE, SelectField
from portal.core.forms import PortalForm, StringField, TextAreaField, at_most, clean_text, required, without_control
from portal.core.resident_numbers import without_resident_numbers
from portal.kinds.practicum.areas import AREAS, area_words
from portal.kinds.practicum.forms.fields import Day, NoResidentNumber
from portal.kinds.practicum.messages import PLEDGE, WHEN_NOT_WHOLE
from portal.kinds.practicum.models import Wish
from portal.programs.models import Round

RANKS = (1, 2, 3)
MOST_SEATS = 9
LONGEST_DRAFT = 1_000
AREA_CHOICES = [SelectChoice("", "고르지 않음"), *(SelectChoice(area, area_words(area)) for area in AREAS)]


def _school(rank: int) -> dict[str, str]:
    return {
        "list": f"schools-{rank}",
        "autocomplete": "off",
        "maxlength": "60",
        "hx-get": f"/practicum/schools/{rank}",
        "hx-include": "closest fieldset",
        "hx-trigger": "input changed delay:250ms",
        "hx-target": f"#schools-{rank}",
    }


def _area(rank: int) -> Any:
    checks = [required(CHOOSE)] if rank == 1 else [Optional()]
    return SelectField(f"{rank}순위 지역", checks, choices=AREA_CHOICES)


def _named(rank: int) -> Any:
    return StringField(
        f"{rank}순위 학교",
        [Optional(), at_most(60), NoResidentNumber()],
        description="그 지역에서 바라는 학교가 있으면 이름을 적어 주시기 바랍니다. 없으면 비워 두셔도 됩니다.",
        render_kw=_school(rank),
    )


class WishForm(PortalForm):
    """Up to three areas, in each perhaps a school; from when; what to take into account; the pledge."""

    texts: ClassVar[tuple[str, ...]] = (
        *(f"area_{rank}" for rank in RANKS), *(f"school_{rank}" for rank in RANKS), "available_from", "circumstances",
    )  # fmt: skip

    area_1, school_1 = _area(1), _named(1)
    area_2, school_2 = _area(2), _named(2)
    area_3, school_3 = _area(3), _named(3)
    available_from = Day("참여할 수 있는 첫날", [Optional()])
    circumstances = TextAreaField(
        "배치에 고려할 사정",
        [Optional(), at_most(300), NoResidentNumber()],
        description="출산, 병역, 재학 등 알려 주실 사정이 있으면 적어 주시기 바랍니다. 담당 팀만 봅니다.",
        render_kw={"rows": 4, "maxlength": 300},
    )
    pledge = BooleanField(PLEDGE, [required("서약하셔야 신청하실 수 있습니다.")])
    privacy = BooleanField("개인정보 수집·이용에 동의합니다.", [required("동의하셔야 신청하실 수 있습니다.")])

    def for_round(self, round_: Round) -> "WishForm":
        """Say of which days the round is, and keep them to check what is sent."""
        self.round = round_
        self.available_from.description = WHEN_NOT_WHOLE
        return self

    def fill(self, wish: Wish) -> None:
        """Show what was wished for."""
        for choice in wish.choices:
            self[f"area_{choice.rank}"].data = choice.area
            self[f"school_{choice.rank}"].data = choice.unit.name if choice.unit else ""
        self.available_from.data, self.circumstances.data = wish.available_from, wish.circumstances

    def validate_available_from(self, field: Day) -> None:
        """Want a day of the round."""
        if field.data and not self.round.starts_on <= field.data <= self.round.ends_on:
            raise ValidationError("실무수습 기간 안의 날로 적어 주시기 바랍니다.")

    def validate_area_3(self, field: SelectField) -> None:
        """Want no gap in the order."""
        if field.data and not self.area_2.data:
            raise ValidationError("2순위를 먼저 골라 주시기 바랍니다.")

    def ranked(self) -> list[tuple[int, str, str]]:
        """Return what was chosen as (rank, area, name of a school or nothing)."""
        given = [(rank, self[f"area_{rank}"].data, self[f"school_{rank}"].data or "") for rank in RANKS]
        return [one for one in given if one[1]]

    def typed(self) -> dict[str, str]:
        """Return what was typed so far, valid or not, as a draft keeps it; pledge and consent are never kept."""
        raw = {name: (self[name].raw_data or [""])[0] for name in self.texts}
        return {name: _kept(str(value)) for name, value in raw.items()}


def _kept(text: str) -> str:
    return without_resident_numbers(without_control(clean_text(text)))[:LONGEST_DRAFT]


class StepBackForm(PortalForm):
    """Why somebody gives the practicum up."""

    reason = TextAreaField(
        "포기 사유", [required(), at_most(300), NoResidentNumber()], render_kw={"rows": 4, "maxlength": 300}
    )
