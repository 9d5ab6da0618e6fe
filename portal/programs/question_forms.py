"""What an officer fills in about one question of a round."""

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, Field, TextAreaField
from wtforms.validators import Optional, ValidationError

from portal.core.fields import SelectField, WholeNumber, choices_of, offered
from portal.core.forms import StringField, at_most, required
from portal.programs import desk_messages as words
from portal.programs.forms import VersionForm
from portal.programs.questions import CHOOSING, LIMITED, Question, QuestionKind, new_key

MOST_OPTIONS = 30
HIGHEST = {"text": 200, "long_text": 2_000, "number": 999_999, "multiple": MOST_OPTIONS, "file": 5}
USUAL = {"text": 100, "long_text": 500, "number": None, "multiple": None, "file": 1}


class QuestionForm(VersionForm):
    """One question: what, how, of whom and for how long."""

    label = StringField("질문", [required("질문을 적어 주시기 바랍니다."), at_most(100)], render_kw={"maxlength": 100})
    kind = SelectField("답하는 방법", choices=choices_of(words.QUESTION_KIND))
    help = StringField("도움말", [at_most(200)], render_kw={"maxlength": 200})
    required = BooleanField("꼭 답해야 합니다.")
    options = TextAreaField(
        "보기", [at_most(2_000)], description="고르는 질문에만 씁니다. 한 줄에 하나씩 적습니다.", render_kw={"rows": 4}
    )
    least = WholeNumber("가장 작은 수", [Optional()], description="숫자에만 씁니다.")
    most = WholeNumber(
        "한도", [Optional()], description="글은 글자 수, 숫자는 가장 큰 수, 여럿 고르기는 개수, 파일은 파일 수입니다."
    )
    shown = SelectField("묻는 때", coerce=str)
    keep = SelectField("답 보관", choices=offered(words.KEEP.items()))

    @classmethod
    def of(cls, earlier: Sequence[Question], **filled: Any) -> "QuestionForm":
        """Return the form with the earlier choices that a question may hang on."""
        form = cls(**filled)
        choosing = [one for one in earlier if one.kind in CHOOSING]
        hung = [
            (f"{one.key}={at}", f"‘{one.label}’에 ‘{option}’을 고른 분께")
            for one in choosing
            for at, option in enumerate(one.options)
        ]
        form.shown.choices = offered([("", "모든 분께"), *hung])
        return form

    @classmethod
    def filled(cls, earlier: Sequence[Question], question: Question) -> "QuestionForm":
        """Return the form as a question stands."""
        by_key = {one.key: one for one in earlier}
        parent = by_key.get(question.shown_if)
        is_there = parent is not None and question.shown_value in parent.options
        shown = f"{question.shown_if}={parent.options.index(question.shown_value)}" if parent and is_there else ""
        data = {name: getattr(question, name) for name in ("label", "kind", "help", "required", "least", "most")}
        keep = "" if question.keep_days is None else str(question.keep_days)
        return cls.of(
            earlier, formdata=None, data={**data, "options": "\n".join(question.options), "shown": shown, "keep": keep}
        )

    def validate_options(self, field: Field) -> None:
        """Want at least two choices where one chooses."""
        lines = self.lines()
        if self.kind.data in CHOOSING and len(lines) < 2:
            raise ValidationError("보기를 두 개 이상 적어 주시기 바랍니다.")
        if len(lines) > MOST_OPTIONS or any(len(line) > 100 for line in lines):
            raise ValidationError("보기는 30개까지, 하나에 100자까지 적으실 수 있습니다.")

    def validate_most(self, field: Field) -> None:
        """Want a limit that its kind can have."""
        highest = HIGHEST.get(self.kind.data)
        if field.data is not None and highest is not None and not 1 <= field.data <= highest:
            raise ValidationError(f"1에서 {highest:,} 사이로 적어 주시기 바랍니다.")
        if (
            None not in (field.data, self.least.data)
            and self.kind.data == QuestionKind.NUMBER
            and field.data < self.least.data
        ):
            raise ValidationError("가장 작은 수보다 커야 합니다.")

    def lines(self) -> list[str]:
        """Return the choices, each once."""
        return list(dict.fromkeys(line.strip() for line in (self.options.data or "").split("\n") if line.strip()))

    def question(self, earlier: Sequence[Question], key: str | None = None) -> Question:
        """Return the question as it is to be asked."""
        kind = str(self.kind.data)
        shown_if, shown_value = "", ""
        if self.shown.data:
            shown_if, at = self.shown.data.split("=")
            shown_value = {one.key: one for one in earlier}[shown_if].options[int(at)]
        return Question(
            key=key or new_key(),
            version=1,
            kind=kind,
            label=self.label.data,
            help=self.help.data or "",
            required=bool(self.required.data),
            options=tuple(self.lines()) if kind in CHOOSING else (),
            least=self.least.data if kind == QuestionKind.NUMBER else None,
            most=(self.most.data or USUAL[kind]) if kind in LIMITED else None,
            shown_if=shown_if,
            shown_value=shown_value,
            keep_days=int(self.keep.data) if self.keep.data else None,
        )
