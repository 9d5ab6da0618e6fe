"""What an auditor may look for."""

from typing import Any

from wtforms import DateField, SelectField
from wtforms.validators import Optional, ValidationError

from portal.audit import messages
from portal.core.forms import PortalForm, StringField, at_most

FIRST_YEAR, LAST_YEAR = 2000, 2999


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
