"""Answers to a round's own questions: each is kept with the question as it was asked, and deleted on its day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from portal.applications import round_messages as messages
from portal.applications.models import Application, Attachment
from portal.core.korean import kdate
from portal.programs.questions import Question, QuestionKind, questions_in, shown_among


def kept(questions: Sequence[Question], answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return answers as an application keeps them."""
    shown = shown_among(questions, answers)
    return {
        one.key: {
            "v": one.version,
            "kind": one.kind,
            "label": one.label,
            "keep": one.keep_days,
            "a": _plain(answers.get(one.key)),
        }
        for one in questions
        if one.key in shown
    }


def keep(application: Application, answers: Mapping[str, Any]) -> None:
    """Store or replace the answers of an application, and the day on which the first of them is to be deleted."""
    given = kept(questions_in(application.round.questions), answers)
    if given != application.extra:
        application.extra = given
        application.extra_purge_on = purge_day(given, application.round.ends_on)


def purge_day(extra: Mapping[str, Any], ends_on: date) -> date | None:
    """Return the first day on which something kept here is to be deleted."""
    days = [one["keep"] for one in extra.values() if one.get("keep") is not None and "gone" not in one]
    return ends_on + timedelta(days=min(days) + 1) if days else None


def purged(extra: Mapping[str, Any], ends_on: date, today: date) -> tuple[dict[str, Any], list[str]]:
    """Return what may still be kept, and the keys of what is deleted; the questions stay, to say that it was asked."""
    left, gone = {}, []
    for key, one in extra.items():
        is_due = one.get("keep") is not None and ends_on + timedelta(days=one["keep"]) < today
        if is_due and "gone" not in one:
            gone.append(key)
            left[key] = {**one, "a": None, "gone": today.isoformat()}
        else:
            left[key] = one
    return left, gone


def data_of(application: Application) -> dict[str, Any]:
    """Return the answers as the form of the round takes them; those to questions asked otherwise now are left out."""
    kinds = {one.key: one.kind for one in questions_in(application.round.questions)}
    return {
        key: date.fromisoformat(one["a"]) if one["kind"] == QuestionKind.DATE and one["a"] else one["a"]
        for key, one in application.extra.items()
        if kinds.get(key) == one["kind"] and one["kind"] != QuestionKind.FILE
    }


def answered(application: Application, files: Iterable[Attachment]) -> list[tuple[str, str]]:
    """Return the answers as (the question as it was asked, words)."""
    names: dict[str, list[str]] = {}
    for one in files:
        names.setdefault(one.question, []).append(one.file_name)
    return in_words(application.extra, names)


def in_words(extra: Mapping[str, Any], files: Mapping[str, Sequence[str]] | None = None) -> list[tuple[str, str]]:
    """Return answers as (the question as it was asked, words); *files* are names by question."""
    return [(one["label"], _words(one, (files or {}).get(key, ()))) for key, one in extra.items()]


def _words(one: Mapping[str, Any], files: Sequence[str]) -> str:
    if "gone" in one:
        return messages.PURGED
    if one["kind"] == QuestionKind.FILE:
        return ", ".join(files) or messages.NOTHING_ANSWERED
    value = one["a"]
    if one["kind"] == QuestionKind.CONSENT:
        return messages.AGREED if value else messages.NOT_AGREED
    if value in (None, "", []):
        return messages.NOTHING_ANSWERED
    if isinstance(value, list):
        return ", ".join(value)
    return kdate(date.fromisoformat(value)) if one["kind"] == QuestionKind.DATE else str(value)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def file_still_missing(questions: Iterable[Question], files: Iterable[Attachment]) -> Question | None:
    """Return the first question that wants a file and has none."""
    given = {one.question for one in files}
    return next((one for one in questions if one.is_file and one.required and one.key not in given), None)
