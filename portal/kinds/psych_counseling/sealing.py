"""What this room seals, under which key and in which place; and its marks, which stand for people in look-ups."""

import json
from typing import Any

from portal.core.errors import Refusal
from portal.core.keys import keyring
from portal.core.sealed import Place, Unreadable
from portal.kinds.psych_counseling import messages


def sealed(ref: str, column: str, row: str, content: Any, table: str = "psych_case") -> str:
    """Return content sealed for one column of one row; raises Refusal when its key was destroyed."""
    try:
        return keyring().seal(ref, json.dumps(content, ensure_ascii=False), Place(table, column, row))
    except Unreadable:
        raise Refusal(messages.CONTACT_GONE) from None


def opened(text: str, column: str, row: str, table: str = "psych_case") -> Any:
    """Return what was sealed; None when its key was destroyed."""
    if not text:
        return None
    try:
        return json.loads(keyring().open(text, Place(table, column, row)))
    except Unreadable:
        return None


def round_mark(person_id: int | None, round_id: int) -> str:
    """Return the mark of a person in one round: one live case."""
    return keyring().mark("round", person_id, round_id)


def year_mark(person_id: int | None, year: int) -> str:
    """Return the mark of a person in one year: the sessions of that year."""
    return keyring().mark("year", person_id, year)
