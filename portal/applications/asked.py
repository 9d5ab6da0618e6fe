"""What a round asks, by field: the labels, and which answers a correction changes."""

from collections.abc import Iterable, Mapping
from typing import Any

from portal.applications import extra, messages
from portal.applications.models import Application
from portal.programs.kinds import kind_of
from portal.programs.models import Round
from portal.programs.questions import questions_in


def labels_of(round_: Round) -> dict[str, str]:
    """Return the label of each field of a round's form, in the order of the page."""
    own = {one.key: one.label for one in questions_in(round_.questions)}
    return {**kind_of(round_.program).forms[round_.track].labels(round_), **own}


def to_mend_in(application: Application) -> dict[str, str]:
    """Return the label of each field that the officer asked to mend."""
    asked = labels_of(application.round) if application.return_fields else {}
    return {name: label for name, label in asked.items() if name in application.return_fields}


def consented(round_: Round, details: dict[str, Any]) -> list[str]:
    """Return the terms of what was agreed to by itself, as they were shown."""
    asked = kind_of(round_.program).forms[round_.track].consents
    return [messages.consent(one.purpose, one.items, one.retention) for one in asked if details.get(one.box)]


def changed(application: Application, *, mobile: str, answers: Mapping[str, Any], has_files: bool) -> list[str]:
    """Return the labels of what differs from the stored answers, in the order of the page."""
    differing = _differing(application, {"mobile": mobile, **answers})
    labels = labels_of(application.round)
    found = [label for name, label in labels.items() if name in differing]
    return [*found, messages.FILES] if has_files else found


def takes_files(questions: Iterable[Mapping[str, Any]]) -> bool:
    """Say whether one of a round's own questions asks for files."""
    return bool(most_files(questions))


def most_files(questions: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Return how many files each question of a round takes that asks for files."""
    return {one.key: one.most or 1 for one in questions_in(questions) if one.is_file}


def is_decisive(application: Application, details: dict[str, Any]) -> bool:
    """Say whether an answer differs from the stored one on which the choice of this kind hangs."""
    return not kind_of(application.round.program).decisive.isdisjoint(_differing(application, details))


def _differing(application: Application, after: dict[str, Any]) -> set[str]:
    details = kind_of(application.round.program).details_of(application)
    before = {"mobile": application.mobile, **details, **extra.data_of(application)}
    return {name for name in after if _plain(before.get(name)) != _plain(after[name])}


def _plain(value: Any) -> Any:
    """Return a value as it is compared: nothing and an empty text are the same, and so is any order of choices."""
    if isinstance(value, list):
        return sorted(value)
    return value or None
