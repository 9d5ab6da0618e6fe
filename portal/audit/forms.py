"""What an auditor may look for."""

from typing import Any

from wtforms import DateField, SelectField
from wtforms.validators import Optional, ValidationError

from portal.audit import messages
from portal.core.forms import PortalForm, StringField, at_most


class TrailForm(PortalForm):
    """The filters above the trail; a GET form without a token."""

    class Meta(PortalForm.Meta):
        """Reading needs no token."""

        csrf = False

    who = StringField("행위자", [at_most(40)], render_kw={"maxlength": 40})
    action = SelectField("행위", choices=messages.action_choices, validate_choice=True)
    first_day = DateField("시작일", [Optional()])
    last_day = DateField("종료일", [Optional()])
    text = StringField("대상자, 접수번호, 사유, 접속 주소", [at_most(100)], render_kw={"maxlength": 100})
    object_type = StringField("대상 종류", [at_most(30)])
    object_ref = StringField("대상", [at_most(40)])

    def validate_last_day(self, field: Any) -> None:
        """Refuse a period that ends before it starts."""
        if field.data and self.first_day.data and field.data < self.first_day.data:
            raise ValidationError(messages.FROM_AFTER_TO)
