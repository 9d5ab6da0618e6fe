"""Where the bytes of exported files lie: outside the web root, for a day, under names that say nothing."""

import time
from pathlib import Path
from secrets import token_hex

from portal.core.settings import setting

LEFT_BEHIND_AFTER = 24 * 3600  # seconds: a file that no row names was left by a process that died


def write(data: bytes) -> str:
    """Write a file down and return its name."""
    name = token_hex(32)
    _folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    path = _folder() / name
    path.touch(mode=0o600)
    path.write_bytes(data)
    return name


def read(name: str) -> bytes | None:
    """Return the bytes of a file, or None when it is gone."""
    try:
        return (_folder() / name).read_bytes() if name else None
    except FileNotFoundError:
        return None


def discard(name: str) -> None:
    """Delete a file."""
    if name:
        (_folder() / name).unlink(missing_ok=True)


def discard_all_but(kept: frozenset[str]) -> None:
    """Delete what no row names and what has lain here longer than any file may."""
    if not _folder().is_dir():
        return
    for path in _folder().iterdir():
        if path.name not in kept and time.time() - path.stat().st_mtime > LEFT_BEHIND_AFTER:
            path.unlink(missing_ok=True)


def _folder() -> Path:
    return Path(setting("EXPORT_FOLDER"))
