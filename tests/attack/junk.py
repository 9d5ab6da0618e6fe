"""What nobody means to send: values that break careless code, and how to send them byte for byte."""

import re
from collections.abc import Iterator
from urllib.parse import urlencode

from tests.attack.turns import in_turn

VALUES: dict[str, str | bytes] = {
    "nothing": "",
    "spaces": " \u3000\t",
    "NUL": "가\x00나",
    "control": "\x1b[31m\x07",
    "lone surrogate": b"\xed\xa0\x80",
    "bad UTF-8": b"\xff\xfe\xb0\xa1",
    "overlong": b"\xc0\xaf",
    "replacement": "\ufffd",
    "not a character": "\ufffe\uffff",
    "right-to-left": "\u202etxt.exe",
    "isolate": "\u2066가\u2069",
    "zero width": "\u200b\u200d\ufeff",
    "decomposed": "\u1112\u1161\u11ab",
    "grows when composed": "\ufb2c" * 100,
    "combining": "e" + "\u0301" * 2000,
    "emoji": "👩‍👩‍👧‍👦🏴‍☠️" * 9,
    "line ends": "가\r\nSet-Cookie: x=1\r\n\r\n나",
    "markup": "\"><script>alert(1)</script><img src=x onerror=alert(1) hx-get=/ hx-on:load='x'>",
    "template": "{{ 7 * 7 }}{% raw %}${7*7}%s{0}",
    "SQL": "' OR '1'='1'; DROP TABLE account; --",
    "wildcards": "%_\\%",
    "formula": '=HYPERLINK("http://x")',
    "path": "../../../../etc/passwd",
    "address": "//evil.example/\\@evil.example",
    "minus": "-1",
    "fraction": "1e309",
    "no number": "NaN",
    "full-width digits": "１２",
    "other digits": "٣",
    "superscript": "²",
    "2^31": str(2**31),
    "2^63": str(2**63),
    "400 digits": "9" * 400,
    "zeros first": "0" * 12 + "9" * 30,
    "5,000 digits": "0" * 12 + "9" * 5000,
    "no such day": "2025-02-30",
    "year 10000": "10000-01-01",
    "first moment": "0001-01-01T00:00",
    "last moment": "9999-12-31T23:59",
    "moment with zone": "2025-03-14T10:00+24:00",
    "week": "2025-W11-5",
    "mark": "f" * 32 + ":" + "9" * 9,
    "many": "a=1&" * 400,
}
LONG = "가" * 20_000
GET_FAR = ("NUL", "grows when composed", "zeros first", "last moment")
"""What a careless check lets through to the database, tried with everything else in order."""
UNREAD = "anything"
"""The name of a field that no view reads: it meets the front door alone, and what that has to stop."""
FOR_THE_DOOR = ("nothing", "NUL", "lone surrogate", "bad UTF-8", "right-to-left", "line ends", "markup", "many")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d.*")


def encoded(fields: dict[str, object]) -> bytes:
    """Write a form or query as a browser would, with the bytes of each value as they are."""
    return urlencode([(name, value) for name, given in fields.items() for value in _each(given)]).encode()


def spoiled(fields: dict[str, object], turn: int) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the form with the turn's junk in all fields at once, and with what may get far in one field alone.

    What is too long stands alone too: in all fields it would only meet the limit of the whole.
    """
    for n, what in enumerate(in_turn(FOR_THE_DOOR if list(fields) == [UNREAD] else tuple(VALUES), turn, of=3)):
        junk = VALUES[what]
        yield what, {name: [*_each(given), junk] if n % 2 else junk for name, given in fields.items()}
    if len(fields) > 1:
        for name in in_turn(list(fields), turn, of=2):
            yield from ((f"{what} in {name}", {**fields, name: VALUES[what]}) for what in _may_get_far(fields[name]))
    longest = max(fields, key=lambda name: len(str(fields[name])))
    yield f"60 KB in {longest}", {**fields, longest: LONG}


def _may_get_far(given: object) -> tuple[str, ...]:
    """Return the junk that looks enough like a good value to be read as one."""
    if not isinstance(given, str) or not given:
        return GET_FAR
    if given.isdigit():
        return ("NUL", "zeros first")
    return ("NUL", "last moment") if _MOMENT.fullmatch(given) else ("NUL", "grows when composed")


def _each(given: object) -> list[object]:
    return list(given) if isinstance(given, list) else [given]
