"""What an auditor may look for."""

import re
from datetime import date
from typing import Any

from wtforms import DateField, SelectField
from wtforms.validators import Optional, ValidationError

from portal.audit import messages
from portal.core.forms import PortalForm, StringField, TextAreaField, at_most, required

FIRST_YEAR, LAST_YEAR = 2000, 2999
MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


class TrailForm(PortalForm):
    """The filters above the trail; a GET form without a token."""

    class Meta(PortalForm.Meta):
        """Reading needs no token."""

        csrf = False

    who = StringField("행위자", [at_most(40)], render_kw={"maxlength": 40})
    action = SelectField("행위", choices=messages.action_choices, default="")
    first_day = DateField("시작일", [Optional()])
    last_day = DateField("종료일", [Optional()])
    text = StringField("대상자, 접수번호, 사유, 접속 주소", [at_most(100)], render_kw={"maxlength": 100})
    object_type = StringField("대상 종류", [at_most(30)])
    object_ref = StringField("대상", [at_most(40)])

    def validate_first_day(self, field: Any) -> None:
        """Refuse a day no portal has seen."""
        if field.data and not FIRST_YEAR <= field.data.year <= LAST_YEAR:
            raise ValidationError(messages.NO_SUCH_DAY)

    def validate_last_day(self, field: Any) -> None:
        """Refuse a day no portal will see, and a period that ends before it starts."""
        self.validate_first_day(field)
        if field.data and self.first_day.data and field.data < self.first_day.data:
            raise ValidationError(messages.FROM_AFTER_TO)


class ReviewForm(PortalForm):
    """A signature under a month, and what was found."""

    month = StringField("달", [required()], render_kw={"type": "month", "maxlength": 7})
    remark = TextAreaField("점검 의견", [at_most(500)], render_kw={"rows": 3, "maxlength": 500})

    @property
    def first_day(self) -> date:
        """Return the first day of the month that was chosen."""
        year, month = (self.month.data or "").split("-")
        return date(int(year), int(month), 1)

    def validate_month(self, field: Any) -> None:
        """Refuse what is no month, or none that a portal has seen."""
        found = MONTH.fullmatch(field.data or "")
        if not found or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
            raise ValidationError(messages.NO_SUCH_MONTH)


class MonthForm(ReviewForm):
    """Which month is looked at; a GET form without a token."""

    class Meta(PortalForm.Meta):
        """Reading needs no token."""

        csrf = False
