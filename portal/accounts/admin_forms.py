"""What an administrator fills in."""

from collections.abc import Mapping
from typing import Any

from wtforms import BooleanField, DateField, SelectChoice
from wtforms.validators import Length, Optional, ValidationError

from portal.accounts import messages, policies, queries
from portal.core.actors import Role
from portal.core.fields import SelectField, WholeNumber
from portal.core.forms import PortalForm, StringField, at_most, required

SHORTEST_REASON = 5
LAST_YEAR = 2999


def choices_of(words: Mapping[str, str]) -> list[SelectChoice]:
    """Return the choices of a list that opens."""
    return [SelectChoice(str(value), word) for value, word in words.items()]


def reason_field(place: str = "reason") -> StringField:
    """Return the field for why something is done; two on one page need two places."""
    return StringField(
        "사유",
        [
            required("사유를 적어 주시기 바랍니다."),
            Length(min=SHORTEST_REASON, message=f"사유를 {SHORTEST_REASON}자 이상 적어 주시기 바랍니다."),
            at_most(200),
        ],
        id=place,
        render_kw={"maxlength": 200},
    )


class ReasonForm(PortalForm):
    """Why something is done."""

    reason = reason_field("closing-reason")


class SearchForm(PortalForm):
    """What is looked for; a GET form without a token."""

    class Meta(PortalForm.Meta):
        """Reading needs no token."""

        csrf = False

    q = StringField("성명, 로그인 번호, 소속", [at_most(60)], render_kw={"maxlength": 60})
    which = SelectField(
        "보기", choices=[SelectChoice(code, words) for code, words in messages.WHICH.items()], default=""
    )


class GrantForm(PortalForm):
    """A right: which, for which unit, from when until when, and why."""

    role = SelectField(
        "권한",
        [required("권한을 골라 주시기 바랍니다.")],
        choices=choices_of({role: words for role, words in messages.ROLE.items() if role in policies.GIVEN}),
    )
    unit = StringField(
        "기관", [at_most(120)], render_kw={"maxlength": 120, "list": "units-near", "autocomplete": "off"}
    )
    valid_from = DateField("시작일", [Optional()])
    valid_to = DateField("종료일", [Optional()], description="이날부터 권한이 없어집니다. 비우면 거둘 때까지입니다.")
    follows_post = BooleanField("소속이 바뀌면 권한도 끝냅니다.", default=True)
    reason = reason_field()
    unit_id: int | None = None

    def validate_unit(self, field: Any) -> None:
        """Find the unit by its name."""
        if not field.data:
            return
        found = queries.unit_named(field.data)
        if not found:
            raise ValidationError(messages.NO_SUCH_UNIT)
        if len(found) > 1:
            raise ValidationError(messages.several_units([unit.full_name for unit in found]))
        self.unit_id = found[0].id

    def validate_valid_from(self, field: Any) -> None:
        """Refuse a day no portal will see."""
        if field.data and field.data.year > LAST_YEAR:
            raise ValidationError(messages.NO_SUCH_DAY)

    validate_valid_to = validate_valid_from

    @property
    def chosen(self) -> Role:
        """Return the role."""
        return Role(self.role.data)


class RequestForm(PortalForm):
    """The answer to a right that another administrator asked for."""

    answer = SelectField("처리", choices=[SelectChoice("approve", "승인"), SelectChoice("refuse", "반려")])
    note = StringField("반려 사유", [at_most(200)], render_kw={"maxlength": 200})
    version = WholeNumber("판")


class WithdrawalForm(PortalForm):
    """Taking back what one asked for."""

    version = WholeNumber("판")


class AccountForm(PortalForm):
    """An account for somebody outside."""

    login_id = StringField(
        "로그인 번호", [required("로그인 번호를 적어 주시기 바랍니다."), at_most(40)], render_kw={"maxlength": 40}
    )
    name = StringField(
        "성명 또는 기관명", [required("성명을 적어 주시기 바랍니다."), at_most(40)], render_kw={"maxlength": 40}
    )


class RightsForm(PortalForm):
    """Which rights are gone through; a GET form without a token."""

    class Meta(PortalForm.Meta):
        """Reading needs no token."""

        csrf = False

    role = SelectField(
        "권한",
        choices=choices_of(
            {"": messages.WITHOUT_MANY, "all": messages.ALL_RIGHTS}
            | {role: words for role, words in messages.ROLE.items() if role in policies.GIVEN}
        ),
        default="",
    )


class ReviewForm(PortalForm):
    """That a quarter's rights were gone through."""

    note = StringField("점검 의견", [at_most(300)], render_kw={"maxlength": 300})
