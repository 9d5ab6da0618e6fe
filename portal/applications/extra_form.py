"""The form of a round: its kind's form with the round's own questions behind it."""

from functools import lru_cache
from typing import Any

from wtforms import BooleanField, Field, MultipleFileField, TextAreaField
from wtforms.validators import Optional, ValidationError

from portal.applications.forms import ApplicationForm
from portal.core.errors import Missing
from portal.core.fields import AtMostChosen, Day, OneOf, SomeOf, WholeNumber
from portal.core.forms import StringField, at_most
from portal.directory import colleagues
from portal.programs.kinds import kind_by_key
from portal.programs.questions import Question, QuestionKind, questions_in

HEADING = "추가 질문"
FORMS_KEPT = 64


class Wanted:
    """Mark a field as one that must be answered; whether it is asked at all is known only when all is answered."""

    field_flags = {"required": True}

    def __call__(self, form: Any, field: Field) -> None:
        """Check nothing."""


class Between:
    """Want a number within the question's limits; a validator."""

    def __init__(self, least: int | None, most: int | None) -> None:
        self.least, self.most = least, most

    def __call__(self, _form: Any, field: Field) -> None:
        """Refuse what lies outside."""
        if field.data is None:
            return
        if self.least is not None and field.data < self.least:
            raise ValidationError(f"{self.least:,} 이상으로 적어 주시기 바랍니다.")
        if self.most is not None and field.data > self.most:
            raise ValidationError(f"{self.most:,} 이하로 적어 주시기 바랍니다.")


class OnePerson:
    """Want the name of one official; a validator."""

    def __call__(self, _form: Any, field: Field) -> None:
        """Refuse names that are nobody's, or several people's."""
        text = field.data or ""
        if not text:
            return
        meant = colleagues.meant_by(text)
        if not meant:
            raise ValidationError("직원 가운데 찾지 못했습니다. 성명을 확인해 주시기 바랍니다.")
        if len(meant) > 1:
            named = ", ".join(meant[:5])
            raise ValidationError(f"여러 분이 있습니다. 소속까지 적어 한 분을 정해 주시기 바랍니다: {named}")


def form_of(kind: str, track: str, questions: Any) -> type[ApplicationForm]:
    """Return the form of a round; raises Missing where the kind has pages of its own instead."""
    try:
        base = kind_by_key(kind).forms[track]
    except KeyError:
        raise Missing from None
    return _extended(kind, track, questions_in(questions)) if questions else base


@lru_cache(maxsize=FORMS_KEPT)
def _extended(kind: str, track: str, questions: tuple[Question, ...]) -> type[ApplicationForm]:
    base = kind_by_key(kind).forms[track]
    fields = {one.key: _field(one) for one in questions}
    parts = (*base.parts, (HEADING, tuple(fields)))
    return type(f"{base.__name__}OfRound", (base,), {**fields, "parts": parts, "questions": questions})


def _field(one: Question) -> Any:
    marks = [Wanted()] if one.required else []
    about: dict[str, Any] = {"description": one.help}
    kind = QuestionKind(one.kind)
    if kind is QuestionKind.TEXT:
        return StringField(one.label, [*marks, at_most(one.most or 100)], render_kw={"maxlength": one.most}, **about)
    if kind is QuestionKind.LONG_TEXT:
        limits = {"maxlength": one.most, "rows": 4}
        return TextAreaField(one.label, [*marks, at_most(one.most or 500)], render_kw=limits, **about)
    if kind is QuestionKind.NUMBER:
        return WholeNumber(one.label, [*marks, Optional(), Between(one.least, one.most)], **about)
    if kind is QuestionKind.DATE:
        return Day(one.label, [*marks, Optional()], **about)
    if kind is QuestionKind.CHOICE:
        return OneOf(one.label, marks, choices=list(one.options), **about)
    if kind is QuestionKind.MULTIPLE:
        at_most_so_many = AtMostChosen(one.most or len(one.options))
        return SomeOf(one.label, [*marks, at_most_so_many], choices=list(one.options), **about)
    if kind is QuestionKind.FILE:
        accepted = {"accept": ".pdf,.hwp,.hwpx,.docx,.xlsx,.jpg,.jpeg,.png"}
        about["description"] = " ".join(filter(None, (one.help, f"파일 {one.most or 1}개까지, 하나에 20MB까지입니다.")))
        return MultipleFileField(one.label, marks, render_kw=accepted, **about)
    if kind is QuestionKind.PERSON:
        about["description"] = one.help or "한 분의 성명을 적어 주시기 바랍니다. 첫소리(ㄱㅅㅇ)로도 찾습니다."
        return StringField(one.label, [*marks, at_most(60), OnePerson()], filters=[colleagues.written_out], **about)
    return BooleanField(one.label, marks, **about)
