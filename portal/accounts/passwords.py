"""Passwords: argon2 with the parameters of the settings, and the same time for every wrong answer."""

import string
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app

from portal.accounts import messages
from portal.core import clock

LONGEST = 128
FEWEST = 4
"""So many different characters are in a password at least."""
LIST = Path(__file__).with_name("data") / "common_passwords.txt"
OURS = (
    "비밀번호", "관리자", "대한민국", "사랑해", "사랑해요", "안녕하세요", "서울교육", "서울시교육청",
    "서울특별시교육청", "교육청", "총무과", "업무포털", "총무과업무포털",
    # the same words on an English keyboard
    "qlalfqjsgh", "rhksflwk", "eogksalsrnr", "tkfkdgo", "tkfkdgody", "dkssudgktpdy", "tjdnfrydbr", "tjdnftlrydbrcjd",
    "tjdnfxmrqufftlrydbrcjd", "rydbrcjd", "chdanrhk", "djqanvhxjf", "chdanrhkdjqanvhxjf",
)  # fmt: skip
"""Words that a Korean office would think of; the list beside this file is English."""


def hashed(password: str) -> str:
    """Return the hash to keep."""
    return _hasher().hash(_normal(password))


def is_right(kept_hash: str | None, password: str) -> bool:
    """Say whether the password fits the hash; without a hash (None or empty) the answer is no, and takes as long."""
    try:
        _hasher().verify(kept_hash or _nobodys(), _normal(password))
    except (VerificationError, InvalidHashError):
        return False
    return bool(kept_hash)


def is_outdated(kept_hash: str) -> bool:
    """Say whether the hash was made with other parameters than today's."""
    return _hasher().check_needs_rehash(kept_hash)


def why_not(password: str, *, about: Iterable[str] = ()) -> str | None:
    """Return why a new password is refused, or None; *about* holds what is known of the person: number and name.

    Nothing is asked of its characters unless PORTAL_PASSWORD_KINDS says so.
    """
    text, shortest = _normal(password), current_app.config["PASSWORD_SHORTEST"]
    if not shortest <= len(text) <= LONGEST or "\x00" in text:
        return messages.password_length(shortest, LONGEST)
    if any(len(word) > 1 and word.casefold() in text.casefold() for word in about):
        return messages.PASSWORD_PERSONAL
    if _is_common(text):
        return messages.PASSWORD_COMMON
    kinds = current_app.config["PASSWORD_KINDS"]
    return messages.password_kinds(kinds) if _kinds(text) < kinds else None


def is_due(changed_at: datetime | None) -> bool:
    """Say whether a password is older than PORTAL_PASSWORD_DAYS allows; 0 allows any age."""
    days = current_app.config["PASSWORD_DAYS"]
    return bool(days) and (changed_at is None or clock.now() - changed_at >= timedelta(days=days))


def _is_common(text: str) -> bool:
    """Say whether a text is a common password, one with figures and signs around it, or a few characters repeated."""
    folded = text.casefold()
    core = folded.strip(string.digits + string.punctuation + string.whitespace)
    repeated = len(set(folded)) < FEWEST or any(_repeats(folded, size) for size in range(1, len(folded) // 2 + 1))
    return repeated or _runs(folded) or bool({folded, core} & _common())


def _repeats(text: str, size: int) -> bool:
    return (text[:size] * (len(text) // size + 1))[: len(text)] == text


def _runs(text: str) -> bool:
    """Say whether every character follows the one before it: 1234567890, 9876543210, abcdefghij."""
    steps = {ord(after) - ord(before) for before, after in pairwise(text)}
    return steps <= {1, -9} or steps <= {-1, 9}


def _kinds(text: str) -> int:
    letters = any(character.isalpha() for character in text)
    figures = any(character.isdigit() for character in text)
    return letters + figures + any(not character.isalnum() for character in text)


@cache
def _common() -> frozenset[str]:
    listed = LIST.read_text("utf-8").split()
    return frozenset(word.casefold() for word in (*listed, *OURS))


def _normal(password: str) -> str:
    return unicodedata.normalize("NFC", password)


def _hasher() -> PasswordHasher:
    cost = current_app.config["ARGON2"]
    return _made(cost["time_cost"], cost["memory_cost"], cost["parallelism"])


def _nobodys() -> str:
    return _nobodys_hash(_hasher())


@lru_cache(maxsize=4)
def _made(time_cost: int, memory_cost: int, parallelism: int) -> PasswordHasher:
    return PasswordHasher(time_cost=time_cost, memory_cost=memory_cost, parallelism=parallelism)


@lru_cache(maxsize=4)
def _nobodys_hash(hasher: PasswordHasher) -> str:
    return hasher.hash("the password of nobody")
