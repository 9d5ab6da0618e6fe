"""Words that can be found by any part of them, and what a person may have meant by what she typed."""

import re
import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from portal.core.korean import INITIALS, clusters_apart, initials, is_initial, search_key

MAX_QUERY = 100
PARTICLES = ("에서", "으로", "은", "는", "이", "가", "을", "를", "의", "에", "로", "과", "와", "도", "만")
FILLERS = ("담당자", "담당", "업무", "문의", "연락처", "전화번호", "내선", "전화", "누구")
_NUMBER = re.compile(r"(?:내선|전화|tel|☎)?[\s:.]*\+?([0-9][0-9\s\-.()]{0,24})(?:번호|번)?\s*")
_DOUBLED = str.maketrans("ㄲㄸㅃㅆㅉ", "ㄱㄷㅂㅅㅈ")
_FIRST_OF = {
    first: (chr(0xAC00 + INITIALS.index(first) * 588), chr(0xAC00 + (INITIALS.index(last) + 1) * 588 - 1))
    for first, last in zip("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ", "ㄲㄴㄸㄹㅁㅃㅆㅇㅉㅊㅋㅌㅍㅎ", strict=True)
}
_GAP = r"[\s·ㆍ‧・.\-()「」,/]*"


class Keys:
    """Distinct words, each with numbers in rising order; finding a part takes no longer when the numbers grow."""

    def __init__(self) -> None:
        self._numbers: dict[str, array[int]] = {}
        self._grams: dict[str, list[str]] = {}

    def add(self, word: str, number: int) -> None:
        """Give a word one more number; numbers come in rising order."""
        numbers = self._numbers.get(word)
        if numbers is None:
            numbers = self._numbers[word] = array("i")
            for gram in {*word, *_pairs(word)}:
                self._grams.setdefault(gram, []).append(word)
        if not numbers or numbers[-1] != number:
            numbers.append(number)

    def numbers(self, word: str) -> "array[int]":
        """Return the numbers of exactly this word."""
        return self._numbers.get(word) or array("i")

    def containing(self, part: str) -> list[str]:
        """Return the words that contain a part."""
        if len(part) < 2:
            return self._grams.get(part, [])
        rarest = min((self._grams.get(pair, []) for pair in _pairs(part)), key=len)
        return [word for word in rarest if part in word]

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)


@dataclass(frozen=True)
class Asked:
    """One search: the text, its key, the digits when it can be an extension, the key without particle or filler."""

    text: str
    key: str
    digits: str = ""

    @property
    def has_initials(self) -> bool:
        """Say whether an initial consonant stands alone in it."""
        return any(map(is_initial, self.key))

    @property
    def initials(self) -> str:
        """Return its initial consonants, doubled ones as single ones."""
        return folded_initials(self.key)

    @property
    def words(self) -> tuple[str, ...]:
        """Return the keys of its words without words that say nothing (담당, 업무, 문의)."""
        keys = (search_key(clusters_apart(word)) for word in self.text.split())
        return tuple(key for key in keys if key and key not in FILLERS)[:4]

    @property
    def bare(self) -> str:
        """Return the key without a particle or filler at its end; only what stands before can be looked up."""
        for ending in (*FILLERS, *PARTICLES):
            if self.key.endswith(ending) and len(self.key) - len(ending) >= 2:
                return self.key.removesuffix(ending)
        return self.key


def asked(text: str) -> Asked:
    """Read what was typed into the search box."""
    short = " ".join(unicodedata.normalize("NFC", text[:MAX_QUERY]).split())
    number = _NUMBER.fullmatch(unicodedata.normalize("NFKC", short).lower())
    digits = re.sub(r"[^0-9]", "", number[1]) if number else ""
    return Asked(short, search_key(clusters_apart(short)), digits)


def folded_initials(text: str) -> str:
    """Return the initial consonants of a text, doubled ones as single ones (ㄲ as ㄱ)."""
    return initials(text).translate(_DOUBLED)


class NamePattern:
    """Names that fit syllables mixed with initial consonants; the last syllable may lack its final."""

    def __init__(self, key: str) -> None:
        self._letters = [_FIRST_OF.get(c.translate(_DOUBLED), (c, c)) for c in key]
        if key and "가" <= key[-1] <= "힣" and (ord(key[-1]) - 0xAC00) % 28 == 0:
            self._letters[-1] = (key[-1], chr(ord(key[-1]) + 27))

    def fits(self, name: str, start: int = 0) -> bool:
        """Say whether the name goes on like this from a place."""
        part = name[start : start + len(self._letters)]
        if len(part) < len(self._letters):
            return False
        return all(low <= c <= high for c, (low, high) in zip(part, self._letters, strict=True))

    def place_in(self, name: str) -> int:
        """Return where in the name it fits first, or -1."""
        return next((at for at in range(len(name)) if self.fits(name, at)), -1)

    def __len__(self) -> int:
        return len(self._letters)


@lru_cache(maxsize=256)
def text_pattern(key: str) -> re.Pattern[str]:
    """Return the pattern of a key in a text as it is written, with its spaces and middle dots."""
    return re.compile(_GAP.join(map(re.escape, key)), re.IGNORECASE)


def _pairs(word: str) -> set[str]:
    return {word[i : i + 2] for i in range(len(word) - 1)}
