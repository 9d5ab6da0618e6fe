"""Fields and checks that this room's forms share."""

from datetime import date, datetime
from typing import Any

from wtforms import DateField, DateTimeLocalField, Field, StringField
from wtforms.validators import ValidationError

from portal.core import clock
from portal.core.resident_numbers import REFUSED, holds_resident_number

EARLIEST, LATEST = date(1940, 1, 1), date(2099, 12, 31)
NO_SUCH_DAY = "날짜를 2025-08-18처럼 적어 주시기 바랍니다."
NO_SUCH_TIME = "날짜와 시각을 2025-08-18T09:00처럼 적어 주시기 바랍니다."


class Day(DateField):
    """A day, as browsers send it, within the years an office deals with."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day; anything else is refused in words."""
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        if not text:
            return
        try:
            self.data = date.fromisoformat(text) if len(text) == 10 else None
        except ValueError:
            self.data = None
        if self.data is None or not EARLIEST <= self.data <= LATEST:
            self.data = None
            raise ValueError(NO_SUCH_DAY)


class Moment(DateTimeLocalField):
    """A day and a time of the office's clock, as browsers send it, within the years an office deals with."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the moment; anything else is refused in words."""
        text = valuelist[0].strip() if valuelist else ""
        self.raw_data, self.data = [text] if text else [], None
        if not text:
            return
        try:
            given = datetime.fromisoformat(text).replace(second=0, microsecond=0)
        except ValueError:
            raise ValueError(NO_SUCH_TIME) from None
        if given.tzinfo is not None or not EARLIEST <= given.date() <= LATEST:
            raise ValueError(NO_SUCH_TIME)
        self.data = clock.at(given.date(), given.time())


class NoResidentNumber:
    """Refuse what looks like a resident registration number; a validator of every text field here."""

    def __call__(self, _form: Any, field: Field) -> None:
        """Raise when there is one."""
        if isinstance(field.data, str) and holds_resident_number(field.data):
            field.data = ""
            raise ValidationError(REFUSED)


__all__ = ["Day", "Moment", "NoResidentNumber", "StringField"]
