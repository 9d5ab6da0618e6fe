"""Passwords: argon2 with the parameters of the settings, and the same time for every wrong answer."""

import unicodedata
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app

SHORTEST = 10
LONGEST = 128


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


def is_acceptable(password: str) -> bool:
    """Say whether a new password has a fair length and no NUL; nothing else is asked of it."""
    return SHORTEST <= len(_normal(password)) <= LONGEST and "\x00" not in password


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
