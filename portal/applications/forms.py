"""The shape of what applicants send; a kind's own form adds its fields to what every kind asks."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Protocol

from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    MultipleFileField,
    RadioField,
    TextAreaField,
)
from wtforms.validators import Optional, Regexp

from portal.core.fields import AtMostChosen, Mobile, OneOf, SelectField, SomeOf, WholeNumber
from portal.core.forms import REQUIRED, PortalForm, StringField, at_most, clean_text, required, without_control
from portal.core.korean import kdate, kdatetime
from portal.core.resident_numbers import without_resident_numbers
from portal.programs.questions import Question, shown_among

NO_CONSENT = "아래에서 이 항목의 수집·이용에 따로 동의하시거나, 이 칸을 비워 주시기 바랍니다."
LONGEST_DRAFT = 5_000
MOST_VALUES = 40


class Dated(Protocol):
    """A round, as far as a form needs it."""

    @property
    def starts_on(self) -> date:
        """Return the first day."""

    @property
    def ends_on(self) -> date:
        """Return the last day."""


@dataclass(frozen=True)
class SeparateConsent:
    """A consent asked for by itself, which may be withheld: its check box, the answer it is for, and the terms.

    개인정보 보호법 §22 and, for data about health, §23.
    """

    box: str
    answer: str
    purpose: str
    items: str
    retention: str


class ApplicationForm(PortalForm):
    """What every kind asks.

    ``parts`` names a kind's fields under their headings, in the order of the page; ``consents`` what may be answered
    only by those who agree to it by itself; ``questions`` are the round's own (``extra_form.py`` adds their fields).
    """

    parts: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]] = ()
    questions: ClassVar[tuple[Question, ...]] = ()
    consents: ClassVar[tuple[SeparateConsent, ...]] = ()

    mobile = Mobile(
        "휴대전화",
        [required("휴대전화 번호를 적어 주시기 바랍니다.")],
        description="예: 010-1234-5678. 하이픈(-)은 빼고 적으셔도 됩니다.",
        render_kw={"inputmode": "tel", "autocomplete": "tel", "maxlength": 20},
    )
    privacy = BooleanField("개인정보 수집·이용에 동의합니다.", [required("동의하셔야 신청하실 수 있습니다.")])

    @classmethod
    def for_round(cls, round_: Dated, **filled: Any) -> "ApplicationForm":
        """Return the form as a round needs it: filled with data, or with what the request carries."""
        form = cls(**filled)
        form.fit(round_)
        return form

    @classmethod
    def reopened(cls, round_: Dated, typed: Mapping[str, list[str]]) -> "ApplicationForm":
        """Return the form with what a draft keeps, as if it had just been sent."""
        formdata: MultiDict[str, str] = MultiDict((name, value) for name, values in typed.items() for value in values)
        return cls.for_round(round_, formdata=formdata)

    def __iter__(self) -> Iterator[Field]:
        """Go through the fields from the top of the page to its bottom."""
        names = ["mobile", *(name for _title, names in self.parts for name in names)]
        order = [*names, *(one.box for one in self.consents), "privacy"]
        rank = {name: place for place, name in enumerate(order)}
        return iter(sorted(super().__iter__(), key=lambda field: rank.get(field.name, -1)))

    def validate(self, extra_validators: Any = None) -> bool:
        """Take no answer that needs a consent of its own without it, and ask nothing that is not shown."""
        good: bool = super().validate(extra_validators)
        if self.questions:
            good = self._check_questions() and good
        for one in self.consents:
            if self[one.answer].data and not self[one.box].data:
                self[one.answer].errors = [*self[one.answer].errors, NO_CONSENT]
                good = False
        return good

    def fit(self, round_: Dated) -> None:
        """Leave out what a round does not need to ask; kinds say what that is."""

    @classmethod
    def drafted(cls, sent: MultiDict[str, str]) -> dict[str, list[str]]:
        """Return what was typed so far, valid or not, as a draft keeps it; unknown fields are left out."""
        form = cls(formdata=None, meta={"csrf": False})
        names = [field.name for field in form if not isinstance(field, MultipleFileField)]
        return {name: [_draft_text(value) for value in sent.getlist(name)[:MOST_VALUES]] for name in names}

    @classmethod
    def labels(cls, round_: Dated) -> dict[str, str]:
        """Return the label of each field a round asks, in the order of the page."""
        form = cls.for_round(round_, formdata=None, meta={"csrf": False})
        names = ["mobile", *(name for _title, names in cls.parts for name in names)]
        return {name: form[name].label.text for name in names if name in form}

    def typed(self) -> dict[str, list[str]]:
        """Return the form's data as a draft keeps it; consent is never carried over."""
        skipped = ("csrf_token", "privacy", *(one.box for one in self.consents))
        return {
            field.name: _as_typed(field)
            for field in self
            if field.name not in skipped and not isinstance(field, MultipleFileField)
        }

    def details(self) -> dict[str, Any]:
        """Return the kind's own answers: what is left without the common fields and files."""
        common = ("csrf_token", "mobile", "privacy", *(one.key for one in self.questions))
        return {
            field.name: field.data
            for field in self
            if field.name not in common and not isinstance(field, MultipleFileField)
        }

    def in_words(self) -> list[tuple[str, str]]:
        """Return the answers as (label, words) in the order of the page, to be checked before sending."""
        names = [name for _title, names in self.parts for name in names if name in self and not self._is_hidden(name)]
        fields = [self.mobile, *(self[name] for name in names)]
        return [(f.label.text, _as_words(f)) for f in fields if not isinstance(f, MultipleFileField)]

    def sections(self) -> Iterable[tuple[str, list[Field]]]:
        """Return the kind's fields under their headings."""
        own = {one.key for one in self.questions}
        parts = [(title, [self[n] for n in names if n in self and n not in own]) for title, names in self.parts]
        return [(title, fields) for title, fields in parts if fields]

    def asked_also(self) -> list[tuple[Question, Field, bool]]:
        """Return the round's own questions that are asked, with their fields, and whether others hang on them."""
        parents = {one.shown_if for one in self.questions}
        return [(one, self[one.key], one.key in parents) for one in self.shown_questions()]

    def extras(self) -> dict[str, Any]:
        """Return the answers to the round's own questions that are asked, files left out."""
        shown = self._shown()
        return {one.key: self[one.key].data for one in self.questions if one.key in shown and not one.is_file}

    def unseen(self, seen: Iterable[str]) -> list[str]:
        """Return the labels of questions that are asked after what was answered and were not on the page."""
        there, shown = set(seen), self._shown()
        return [one.label for one in self.questions if one.key in shown and one.key not in there]

    def shown_questions(self) -> list[Question]:
        """Return the round's own questions that are asked after what was answered so far."""
        shown = self._shown()
        return [one for one in self.questions if one.key in shown]

    def _shown(self) -> set[str]:
        return shown_among(self.questions, {one.key: self[one.key].data for one in self.questions})

    def _is_hidden(self, name: str) -> bool:
        return any(one.key == name for one in self.questions) and name not in self._shown()

    def _check_questions(self) -> bool:
        """Want an answer where one is wanted; what is not asked is not answered wrongly either."""
        shown, good = self._shown(), True
        for one in self.questions:
            field = self[one.key]
            if one.key not in shown:
                field.errors = []
            elif one.required and not one.is_file and field.data in (None, "", [], False) and not field.errors:
                field.errors = [REQUIRED]
            good = good and not field.errors
        return good


class WithdrawalForm(PortalForm):
    """Why an application is taken back; the service says when a reason is needed."""

    reason = TextAreaField("취소 사유", [Optional(), at_most(300)], render_kw={"rows": 4})


class ColleagueForm(PortalForm):
    """Which colleague comes instead."""

    colleague = StringField(
        "대신 참석할 동료",
        [required("성명이나 개인번호를 적어 주시기 바랍니다."), at_most(40)],
        description="같은 부서 동료의 성명이나 개인번호를 적어 주시기 바랍니다.",
        render_kw={"maxlength": 40, "autocomplete": "off"},
    )


class WhoForm(PortalForm):
    """For whom somebody applies."""

    class Meta(PortalForm.Meta):
        """Asked by GET: changes nothing."""

        csrf = False

    who = StringField(
        "신청할 분",
        [at_most(40)],
        description="성명이나 개인번호를 적어 주시기 바랍니다.",
        render_kw={"maxlength": 40, "autocomplete": "off"},
    )


class VersionForm(PortalForm):
    """The version of the answers the page showed, so that an older page does not overwrite a newer one."""

    version = WholeNumber(validators=[required()])


class SendingForm(PortalForm):
    """The key of the draft that is sent, so that sending it twice is sending it once."""

    key = HiddenField(validators=[required(), Regexp(r"^[0-9a-f]{32}$")])

    def draft_key(self) -> str:
        """Return the key, or an empty text when what was sent is none."""
        return str(self.key.data) if self.validate() else ""


def _as_words(field: Field) -> str:
    value = field.data
    if isinstance(field, BooleanField):
        return "예" if value else "아니요"
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, datetime):
        return kdatetime(value)
    if isinstance(value, date):
        return kdate(value)
    return str(value) if value not in (None, "") else "없음"


def _draft_text(value: str) -> str:
    return without_resident_numbers(without_control(clean_text(value)))[:LONGEST_DRAFT]


def _as_typed(field: Field) -> list[str]:
    if isinstance(field, BooleanField):
        return ["y"] if field.data else []
    if isinstance(field.data, list):
        return [str(value) for value in field.data]
    if isinstance(field, (RadioField, HiddenField)):
        return [] if field.data is None else [str(field.data)]
    text = field._value() if hasattr(field, "_value") else (field.data or "")
    return [str(text)] if text else []


__all__ = ["ApplicationForm", "AtMostChosen", "OneOf", "SelectField", "SomeOf", "WholeNumber"]
