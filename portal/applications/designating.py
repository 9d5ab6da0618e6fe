"""Whom an officer means with a list of names or numbers, line by line."""

from collections.abc import Sequence

from portal.applications.models import Application
from portal.directory.queries.institutions import schools_named

NOT_APPLIED = "이 차수에 신청한 분이 아닙니다."
SEVERAL = "같은 성명이 여러 분입니다. 개인번호로 적어 주시기 바랍니다."
TWICE = "앞에서 이미 적은 분입니다."
NO_SCHOOL = "그런 학교가 없습니다."
SEVERAL_SCHOOLS = "이름이 같은 학교가 여럿입니다."
NOBODY = "명단을 적어 주시기 바랍니다."
SHOWN = 10


def meant(applications: Sequence[Application], text: str) -> tuple[list[int], list[str]]:
    """Return the applications that a pasted list means, in its order, and what is wrong by line: "3행 …"."""
    found: list[int] = []
    wrong = []
    for number, word in _lines(text):
        fitting = [one.id for one in applications if word in (one.person.personal_no, one.person.name)]
        if len(fitting) != 1:
            wrong.append(f"{number}행 {word}: {SEVERAL if fitting else NOT_APPLIED}")
        elif fitting[0] in found:
            wrong.append(f"{number}행 {word}: {TWICE}")
        else:
            found.append(fitting[0])
    return found, wrong if found or wrong else [NOBODY]


def schools_meant(text: str) -> tuple[list[int], list[str]]:
    """Return the schools that a pasted list means, and what is wrong by line."""
    lines = _lines(text)
    named = schools_named([word for _number, word in lines])
    found, wrong = [], []
    for number, word in lines:
        if len(named[word]) == 1:
            found.append(named[word][0])
        else:
            wrong.append(f"{number}행 {word}: {SEVERAL_SCHOOLS if named[word] else NO_SCHOOL}")
    return list(dict.fromkeys(found)), wrong


def told(wrong: Sequence[str]) -> str:
    """Put what is wrong into one text beside the field."""
    more = f" 외 {len(wrong) - SHOWN}건" if len(wrong) > SHOWN else ""
    return " / ".join(wrong[:SHOWN]) + more


def _lines(text: str) -> list[tuple[int, str]]:
    rows = ((number, line.replace("\t", " ").strip(" ,;")) for number, line in enumerate(text.splitlines(), 1))
    return [(number, word) for number, word in rows if word]
