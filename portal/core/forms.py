"""What all forms share: Korean, clean text, and a place for the service's refusal."""

import re
import unicodedata
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, PasswordField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, StopValidation

from portal.core.errors import Refusal
from portal.core.resident_numbers import REFUSED, holds_resident_number, without_resident_numbers

REQUIRED = "이 항목은 꼭 적어 주시기 바랍니다."
UNREADABLE = "사용할 수 없는 글자가 들어 있습니다. 지우고 다시 적어 주시기 바랍니다."
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffd\ufeff]")


def clean_text(text: str) -> str:
    """Return the text in NFC with plain line ends and without spaces at its ends."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").strip()


def without_control(text: str) -> str:
    """Return the text without control characters, lone surrogates and text-direction overrides."""
    return _CONTROL.sub("", text)


def is_readable(text: str) -> bool:
    """Say whether the text has no control characters, lone surrogates or text-direction overrides."""
    return _CONTROL.search(text) is None


def strip(value: Any) -> Any:
    """Clean a field's text; a WTForms filter."""
    return clean_text(value) if isinstance(value, str) else value


class Filled(InputRequired):
    """Something was given, and not only spaces."""

    def __call__(self, form: Any, field: Field) -> None:
        """Stop when there is nothing in the field."""
        super().__call__(form, field)
        if isinstance(field.data, str) and not field.data.strip():
            field.errors = []
            raise StopValidation(self.message)


def required(message: str = REQUIRED) -> InputRequired:
    """Return the validator of a field that must be filled."""
    return Filled(message)


def at_most(count: int) -> Length:
    """Return the validator of a text of at most *count* characters."""
    return Length(max=count, message=f"{count:,}자 이내로 적어 주시기 바랍니다.")


class PortalForm(FlaskForm):
    """Parent of every form: cleans text, refuses unreadable characters, shows refusals at their field."""

    class Meta(FlaskForm.Meta):
        """Korean messages, and a filter on every text field."""

        locales = ("ko",)

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Field:
            """Add the cleaning filter to text fields; a password is taken as it was typed."""
            kind = unbound_field.field_class
            if issubclass(kind, StringField) and not issubclass(kind, PasswordField):
                options = {**options, "filters": [strip, *unbound_field.kwargs.get("filters", ())]}
            return super().bind_field(form, unbound_field, options)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field; text with unreadable characters or a resident number is refused beside its field."""
        good: bool = super().validate(extra_validators)
        for field in self:
            if isinstance(field, StringField) and _holds_number(field):
                field.errors = [REFUSED]
                field.data = without_resident_numbers(field.data)
                good = False
            if isinstance(field.data, str) and not is_readable(field.data):
                field.errors = [UNREADABLE]
                field.data = without_control(field.data)
                good = False
        return good

    def attach(self, refusal: Refusal) -> None:
        """Show a service's refusal beside its field, or on top of the form."""
        if refusal.field and refusal.field in self._fields:
            field = self._fields[refusal.field]
            field.errors = [*field.errors, str(refusal)]
        else:
            self.form_errors.append(str(refusal))

    def to_dict(self) -> dict[str, Any]:
        """Return the answers without the token and the buttons."""
        return {name: value for name, value in self.data.items() if name != "csrf_token"}


def _holds_number(field: Field) -> bool:
    is_text = isinstance(field.data, str) and not isinstance(field, PasswordField)
    return is_text and holds_resident_number(field.data)


def readable(_form: PortalForm, field: Field) -> None:
    """Stop at unreadable characters; a validator for fields used outside a PortalForm's own check."""
    if isinstance(field.data, str) and not is_readable(field.data):
        raise StopValidation(UNREADABLE)


__all__ = ["PortalForm", "StringField", "TextAreaField", "at_most", "clean_text", "is_readable", "readable", "required"]
