"""Korean as an office writes and searches it: particles, initial consonants, dates and numbers."""

import re
import unicodedata
from datetime import date, datetime

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
WEEKDAYS = "월화수목금토일"
_SYLLABLES = range(0xAC00, 0xD7A4)
_DIGIT_FINALS = {"0": 21, "1": 8, "3": 16, "6": 1, "7": 8, "8": 8}  # 영 일 삼 육 칠 팔 end in a consonant
_LETTER_FINALS = {"l": 8, "m": 16, "n": 4, "r": 8}  # 엘 엠 엔 아르
_L_FINAL = 8
_CLUSTERS = str.maketrans(
    {
        "ㄳ": "ㄱㅅ",
        "ㄵ": "ㄴㅈ",
        "ㄶ": "ㄴㅎ",
        "ㄺ": "ㄹㄱ",
        "ㄻ": "ㄹㅁ",
        "ㄼ": "ㄹㅂ",
        "ㄽ": "ㄹㅅ",
        "ㄾ": "ㄹㅌ",
        "ㄿ": "ㄹㅍ",
    }
    | {"ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ"}
)
_CONJOINING = {0x1100 + n: consonant for n, consonant in enumerate(INITIALS)}
_BETWEEN_DIGITS = re.compile(r"[\s.\-‐-―−()]+")
_COUNTRY = re.compile(r"^\+820?")
_MOBILE_DIGITS = re.compile("01[016789][0-9]{7,8}")
_WITHOUT_ZERO = re.compile("10[0-9]{8}")  # what a spreadsheet makes of a number
_MOBILE = re.compile("01[016789]-[0-9]{3,4}-[0-9]{4}")
_NOISE = re.compile(r"[\s·ㆍ‧・.\-()「」,/]+")


def josa(word: str, pair: str) -> str:
    """Return the word with the particle that fits it; *pair* is "은/는", "이/가", "을/를", "과/와" or "으로/로"."""
    closed, opened = pair.split("/")
    last = next((c for c in reversed(word) if c.isalnum()), "")
    final = _final(last)
    if closed == "으로":
        return word + (opened if final in (0, _L_FINAL) else closed)
    return word + (closed if final else opened)


def initials(text: str) -> str:
    """Return the initial consonant of each syllable; other characters stay."""
    nfc = unicodedata.normalize("NFC", text)
    return "".join(INITIALS[(ord(c) - 0xAC00) // 588] if ord(c) in _SYLLABLES else c for c in nfc)


def clusters_apart(text: str) -> str:
    """Return the text with ㄳ as ㄱㅅ: keyboards join consonants that were typed as initials."""
    return unicodedata.normalize("NFC", text).translate(_CLUSTERS).translate(_CONJOINING)


def is_initial(character: str) -> bool:
    """Say whether a character is an initial consonant standing alone."""
    return character in INITIALS


def search_key(text: str) -> str:
    """Return the text as it is compared: NFC, full-width folded, lower case, no spaces, dots or hyphens."""
    folded = "".join(unicodedata.normalize("NFKC", c) if "\uff01" <= c <= "\uff5e" else c for c in text)
    return _NOISE.sub("", unicodedata.normalize("NFC", folded)).lower()


def kdate(day: date | datetime | None, *, weekday: bool = True) -> str:
    """Write a date as the office does: "2025. 7. 31.(목)"; None reads "자료 없음"."""
    if day is None:
        return "자료 없음"
    written = f"{day.year}. {day.month}. {day.day}."
    return f"{written}({WEEKDAYS[day.weekday()]})" if weekday else written


def short_date(day: date | datetime) -> str:
    """Write a date without its year: "7. 31.(목)"."""
    return f"{day.month}. {day.day}.({WEEKDAYS[day.weekday()]})"


def ktime(moment: datetime) -> str:
    """Write a time of day: "09:00"."""
    return f"{moment.hour:02}:{moment.minute:02}"


def kdatetime(moment: datetime | None) -> str:
    """Write a moment: "2025. 7. 31.(목) 09:00"; None reads "자료 없음"."""
    return "자료 없음" if moment is None else f"{kdate(moment)} {ktime(moment)}"


def number(value: int | None) -> str:
    """Write a whole number with commas; None reads "-"."""
    return "-" if value is None else f"{value:,}"


def masked_name(name: str) -> str:
    """Hide the middle of a name: 홍길동 → 홍*동, 이산 → 이*."""
    if len(name) <= 1:
        return name
    return name[0] + "*" * max(1, len(name) - 2) + (name[-1] if len(name) > 2 else "")


def hyphenated_mobile(text: str) -> str:
    """Write a mobile number with its hyphens, however typed (０１０ 1234, +82, 1012345678); else return the text."""
    digits = _COUNTRY.sub("0", _BETWEEN_DIGITS.sub("", unicodedata.normalize("NFKC", text)))
    digits = f"0{digits}" if _WITHOUT_ZERO.fullmatch(digits) else digits
    if _MOBILE_DIGITS.fullmatch(digits) is None:
        return text
    return f"{digits[:3]}-{digits[3:-4]}-{digits[-4:]}"


def is_mobile(text: str) -> bool:
    """Say whether a text is a mobile number as it is kept: with its hyphens."""
    return _MOBILE.fullmatch(text) is not None


def masked_mobile(mobile: str) -> str:
    """Hide the middle of a mobile number: 010-1234-5678 → 010-****-5678."""
    parts = mobile.split("-")
    return f"{parts[0]}-****-{parts[-1]}" if len(parts) == 3 else "****"


def _final(character: str) -> int:
    if character and ord(character) in _SYLLABLES:
        return (ord(character) - 0xAC00) % 28
    return _DIGIT_FINALS.get(character) or _LETTER_FINALS.get(character.lower(), 0)
