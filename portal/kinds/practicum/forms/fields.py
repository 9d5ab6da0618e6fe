"""Fields and checks that this room's forms share."""

from typing import Any

from wtforms import Field, StringField
from wtforms.validators import ValidationError

from portal.core.fields import Day, Moment
from portal.core.resident_numbers import REFUSED, holds_resident_number


class NoResidentNumber:
    """Refuse what looks like a resident registration number; a validator of every text field here."""

    def __call__(self, _form: Any, field: Field) -> None:
        """Raise when there is one."""
        if isinstance(field.data, str) and holds_resident_number(field.data):
            field.data = ""
            raise ValidationError(REFUSED)


__all__ = ["Day", "Moment", "NoResidentNumber", "StringField"]
