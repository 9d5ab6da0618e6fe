"""The words of each step: a team's own or those the portal brings, with their placeholders filled in.

A placeholder is ``{프로그램}``, or ``{모집인원:을/를}`` for the particle that fits what comes out.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from portal.applications.models import Application
from portal.applications.policies import last_day_to_correct
from portal.core.db import db
from portal.core.korean import josa, kdate, kdatetime
from portal.notifications import messages, queries
from portal.programs.models import Round

PLACE = re.compile(r"\{([가-힣]{1,10})(?::([가-힣]{1,3}/[가-힣]{1,3}))?\}")
LONGEST_TITLE, LONGEST_BODY = 120, 600
_KEPT = "message_words"


@dataclass(frozen=True)
class Words:
    """What is said at one step: behind the bell, and in the letter that follows; an empty subject repeats the title."""

    title: str
    body: str = ""
    subject: str = ""
    letter: str = ""


def default_words(step: str) -> Words:
    """Return the words the portal brings."""
    return Words(messages.TITLE[step], messages.BODY.get(step, ""))


def words_for(program_id: int, step: str) -> Words:
    """Return what a program says at a step; all words of a program are read once in a request."""
    kept = cast("dict[int, dict[str, Words]]", db.session().info.setdefault(_KEPT, {}))
    if program_id not in kept:
        kept[program_id] = {
            one.step: Words(one.title, one.body, one.subject, one.letter) for one in queries.templates_of(program_id)
        }
    return kept[program_id].get(step) or default_words(step)


def forget_words() -> None:
    """Read the words again: somebody has changed them."""
    db.session().info.pop(_KEPT, None)


def offered(step: str) -> tuple[str, ...]:
    """Return the placeholders that a step knows, in a fixed order."""
    hidden = {
        "사유": step in (messages.REMIND_START, messages.REMIND_RETURN),
        "보완안내": step not in messages.RETURNING,
        "보완기한": step not in messages.RETURNING,
        "담당자": step != "assign",
    }
    if step == messages.REMIND_DRAFT:
        hidden = dict.fromkeys(messages.OF_THE_PERSON, True)
    return tuple(name for name in messages.PLACEHOLDER if not hidden.get(name))


def faults(text: str, allowed: Iterable[str], needed: Iterable[str] = ()) -> list[str]:
    """Say what is wrong with the placeholders of a text: unknown ones, missing ones, and braces that are none."""
    known = tuple(allowed)
    used = [match[1] for match in PLACE.finditer(text)]
    wrong = [name for name in dict.fromkeys(used) if name not in known]
    left_out = [name for name in sorted(needed) if name not in used]
    found = [messages.unknown(wrong, known)] if wrong else []
    found += [messages.missing(left_out)] if left_out else []
    if re.search(r"[{}]", PLACE.sub("", text)):
        found.append(messages.BRACES)
    return found


def faults_of(step: str, words: Words) -> dict[str, list[str]]:
    """Say field by field what is wrong with a team's words; what leaves the house says nothing about a person."""
    known = offered(step)
    everybodys = [name for name in known if name not in messages.OF_THE_PERSON]
    found = {
        "title": [*_personal(words.title), *faults(words.title, known)],
        "body": faults(words.body, known, messages.NEEDED.get(step, ())),
        "subject": [*_personal(words.subject), *faults(words.subject, {*everybodys, *messages.OF_THE_PERSON})],
        "letter": [*_personal(words.letter), *faults(words.letter, {*everybodys, *messages.OF_THE_PERSON})],
    }
    return {name: wrong for name, wrong in found.items() if wrong}


def faults_of_message(title: str, body: str) -> dict[str, list[str]]:
    """Say field by field what is wrong with a message to a selection of applicants."""
    found = {
        "title": [*_personal(title), *faults(title, messages.IN_MESSAGES)],
        "body": faults(body, messages.IN_MESSAGES),
    }
    return {name: wrong for name, wrong in found.items() if wrong}


def _personal(text: str) -> list[str]:
    used = [match[1] for match in PLACE.finditer(text) if match[1] in messages.OF_THE_PERSON]
    return [messages.personal(dict.fromkeys(used))] if used else []


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its placeholders filled in; what has no value leaves no gap behind."""

    def value(match: re.Match[str]) -> str:
        said = values.get(match[1], "")
        return josa(said, match[2]) if match[2] and said else said

    lines = (re.sub(r" {2,}", " ", line).strip() for line in PLACE.sub(value, text).split("\n"))
    return "\n".join(lines).strip()


def said(words: Words, values: Mapping[str, str]) -> Words:
    """Return words as their reader sees them, cut to what a line holds."""
    return Words(
        cut(filled(words.title, values), LONGEST_TITLE),
        cut(filled(words.body, values), LONGEST_BODY),
        cut(filled(words.subject, values), LONGEST_TITLE),
        cut(filled(words.letter, values), LONGEST_BODY),
    )


def of_round(round_: Round) -> dict[str, str]:
    """Return the values that are the same for everybody of a round."""
    return {
        "프로그램": round_.program.title,
        "차수": round_.name,
        "일정": messages.when_and_where(round_),
        "시작일": kdate(round_.starts_on),
        "장소": round_.place,
        "결과안내": messages.results(round_.results_on),
        "접수마감": kdatetime(round_.apply_to) if round_.apply_to else "",
        "모집인원": messages.seats(round_.capacity),
    }


def of_application(application: Application, reason: str) -> dict[str, str]:
    """Return the values of one application, for the reason given at this step."""
    last_day = last_day_to_correct(application)
    return {
        **of_round(application.round),
        "접수번호": application.receipt_no,
        "사유": messages.because("사유: ", reason),
        "덧붙임": messages.because("", reason),
        "보완안내": messages.to_mend(reason),
        "보완기한": kdate(last_day) if last_day else "",
        "담당자": reason,
    }


def cut(text: str, length: int) -> str:
    """Return a text of at most so many characters."""
    return text if len(text) <= length else text[: length - 1] + "…"
