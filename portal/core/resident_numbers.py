"""주민등록번호: the portal never takes one, so it must know one when it sees one."""

import re
import unicodedata
from datetime import date

from portal.core.errors import Refusal

REFUSED = (
    "주민등록번호로 보이는 숫자가 있습니다. 이 포털은 주민등록번호를 받지 않습니다. 지우고 다시 보내 주시기 바랍니다."
)
REMOVED = "●●●●●●-●●●●●●●"
"""What is kept in place of a number, so that the rest of a text need not be typed again."""
_CENTURY = {"1": 1900, "2": 1900, "5": 1900, "6": 1900, "3": 2000, "4": 2000, "7": 2000, "8": 2000}
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212ㅡ-"
_NUMBER = re.compile(rf"(?<![0-9])([0-9]{{6}})[\s.{_DASHES}]{{0,3}}([1-8])(?:[0-9]{{6}}|[*xX●○]{{6}})(?![0-9])")


def holds_resident_number(text: str) -> bool:
    """Say whether a text holds what looks like a resident registration number, whatever its digits and dashes."""
    plain = unicodedata.normalize("NFKC", text)
    return any(_is_birth_date(found[1], found[2]) for found in _NUMBER.finditer(plain))


def without_resident_numbers(text: str) -> str:
    """Return the text with :data:`REMOVED` where a resident registration number stood; otherwise as it was."""
    if not holds_resident_number(text):
        return text
    plain = unicodedata.normalize("NFKC", text)
    return _NUMBER.sub(lambda found: REMOVED if _is_birth_date(found[1], found[2]) else found[0], plain)


def refuse_resident_numbers(*texts: str, field: str | None = None) -> None:
    """Raise Refusal when one of the texts holds a resident registration number."""
    if any(holds_resident_number(text) for text in texts):
        raise Refusal(REFUSED, field=field)


def _is_birth_date(digits: str, mark: str) -> bool:
    try:
        date(_CENTURY[mark] + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
    except ValueError:
        return False
    return True
