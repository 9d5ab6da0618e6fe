"""Fields that refuse in words what was not offered or is no number."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from wtforms import (
    DateField,
    DateTimeLocalField,
    Field,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    StringField,
)
from wtforms import SelectField as WTFormsSelectField
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from portal.core import clock
from portal.core.forms import PortalForm
from portal.core.korean import hyphenated_mobile, is_mobile

CHOOSE = "하나를 골라 주시기 바랍니다."
CHOOSE_SOME = "하나 이상 골라 주시기 바랍니다."
NO_MOBILE = "휴대전화 번호를 010-0000-0000처럼 적어 주시기 바랍니다."
MOBILE = re.compile("01[016789]-[0-9]{3,4}-[0-9]{4}")
EARLIEST, LATEST = date(1940, 1, 1), date(2099, 12, 31)
NO_SUCH_DAY = "날짜를 2025-08-18처럼 적어 주시기 바랍니다."
NO_SUCH_TIME = "날짜와 시각을 2025-08-18T09:00처럼 적어 주시기 바랍니다."
NOT_OFFERED = "보기에 있는 것 가운데에서 골라 주시기 바랍니다."


def choices_of(labels: Mapping[Any, str]) -> list[SelectChoice]:
    """Return the members of an enumeration with their labels, as a field takes them."""
    return [SelectChoice(member.value, words) for member, words in labels.items()]


def offered(pairs: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    """Return values with their labels, as a field takes them."""
    return [SelectChoice(value, label) for value, label in pairs]


class OneOf(RadioField):
    """A choice of one, as radio buttons; words and stored value are the same."""

    def pre_validate(self, form: PortalForm) -> None:
        """Refuse a choice that was not offered."""
        if self.data not in (None, "") and self.data not in {choice.value for choice in self.iter_choices()}:
            raise ValidationError(NOT_OFFERED)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take what was sent, nothing included."""
        self.data = valuelist[0] if valuelist else None


class SomeOf(SelectMultipleField):
    """A choice of several, as check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, form: PortalForm) -> None:
        """Refuse choices that were not offered."""
        if self.data and not set(self.data) <= {choice.value for choice in self.iter_choices()}:
            raise ValidationError(NOT_OFFERED)


class SelectField(WTFormsSelectField):
    """A choice of one, as a list that opens; what was not offered is refused in words."""

    def pre_validate(self, form: PortalForm) -> None:
        """Refuse a choice that was not offered, and none where nothing is no choice."""
        offered = {choice.value for choice in self.iter_choices()}
        if self.raw_data and self.data not in offered:
            raise ValidationError(NOT_OFFERED)
        if self.data is None and not self.raw_data and not self.flags.optional and "" not in offered:
            raise ValidationError(CHOOSE)


class WholeNumber(IntegerField):
    """A whole number of at most six digits; anything else is refused in words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Check the text before it becomes a number."""
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        if text:
            if not (text.isascii() and text.isdigit() and len(text) <= 6):
                raise ValueError("숫자로 적어 주시기 바랍니다.")
            self.data = int(text)


class Mobile(StringField):
    """A mobile number, however it is typed; it is kept as 010-0000-0000, and anything else is refused in words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Put the hyphens in."""
        self.data: str = hyphenated_mobile(valuelist[0]) if valuelist else ""

    def pre_validate(self, form: PortalForm) -> None:
        """Refuse what is no mobile number."""
        if self.data and not is_mobile(self.data):
            raise ValidationError(NO_MOBILE)


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


class AtMostChosen:
    """Refuse more than some choices; a validator."""

    def __init__(self, count: int) -> None:
        self.count = count

    def __call__(self, _form: PortalForm, field: Field) -> None:
        """Raise when there are too many."""
        if field.data and len(field.data) > self.count:
            raise ValidationError(f"{self.count}개까지 고르실 수 있습니다.")
