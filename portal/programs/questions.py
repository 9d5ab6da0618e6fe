"""A round's own questions: kept as data with the round, each with a version that its answers carry."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from secrets import token_hex
from typing import Any

MOST_QUESTIONS = 30
PREFIX = "q_"


class QuestionKind(StrEnum):
    """What is asked for."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    MULTIPLE = "multiple"
    FILE = "file"
    PERSON = "person"
    CONSENT = "consent"


CHOOSING = (QuestionKind.CHOICE, QuestionKind.MULTIPLE)
LIMITED = (QuestionKind.TEXT, QuestionKind.LONG_TEXT, QuestionKind.NUMBER, QuestionKind.MULTIPLE, QuestionKind.FILE)


@dataclass(frozen=True)
class Question:
    """One question as it is asked now.

    ``most`` is the limit that its kind has: characters, the highest number, how many choices or files. It is asked
    only of those who answered ``shown_if`` with ``shown_value``. Its answers are deleted ``keep_days`` after the round.
    """

    key: str
    version: int
    kind: str
    label: str
    help: str = ""
    required: bool = False
    options: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    shown_if: str = ""
    shown_value: str = ""
    keep_days: int | None = None

    @property
    def is_file(self) -> bool:
        """Say whether files are asked for."""
        return self.kind == QuestionKind.FILE

    def is_shown(self, answers: Mapping[str, Any]) -> bool:
        """Say whether it is asked of somebody with these answers."""
        if not self.shown_if:
            return True
        given = answers.get(self.shown_if)
        return self.shown_value in given if isinstance(given, list) else given == self.shown_value

    def as_data(self) -> dict[str, Any]:
        """Return the question as the round keeps it."""
        return {**asdict(self), "options": list(self.options)}


def questions_in(data: Iterable[Mapping[str, Any]]) -> tuple[Question, ...]:
    """Return the questions that a round keeps, in their order."""
    return tuple(Question(**{**one, "options": tuple(one["options"])}) for one in data)


def new_key() -> str:
    """Return the key of a new question."""
    return f"{PREFIX}{token_hex(4)}"


def put(questions: Sequence[Question], asked: Question) -> list[Question]:
    """Return the questions with one more, or with one asked in other words: its next version."""
    there = {one.key: one for one in questions}.get(asked.key)
    if there is None:
        return [*questions, replace(asked, version=1)]
    changed = replace(asked, version=there.version)
    if changed != there:
        changed = replace(changed, version=there.version + 1)
    return [changed if one.key == asked.key else one for one in questions]


def moved(questions: Sequence[Question], key: str, by: int) -> list[Question]:
    """Return the questions with one of them moved; what it depends on stays before it."""
    order = list(questions)
    at = next((n for n, one in enumerate(order) if one.key == key), None)
    if at is None or not 0 <= at + by < len(order):
        return order
    order[at], order[at + by] = order[at + by], order[at]
    return order if in_order(order) else list(questions)


def without(questions: Sequence[Question], key: str) -> list[Question]:
    """Return the questions without one; those that depended on it are asked of everybody, a version on."""
    freed = []
    for one in questions:
        if one.shown_if == key:
            freed.append(replace(one, shown_if="", shown_value="", version=one.version + 1))
        elif one.key != key:
            freed.append(one)
    return freed


def in_order(questions: Sequence[Question]) -> bool:
    """Say whether each question stands behind the one it depends on."""
    seen: set[str] = set()
    for one in questions:
        if one.shown_if and one.shown_if not in seen:
            return False
        seen.add(one.key)
    return True


def shown_among(questions: Sequence[Question], answers: Mapping[str, Any]) -> set[str]:
    """Return the keys of those questions that are asked with these answers; a hidden one hides what hangs on it."""
    shown: set[str] = set()
    for one in questions:
        known = {key: value for key, value in answers.items() if key in shown}
        if one.is_shown(known):
            shown.add(one.key)
    return shown
