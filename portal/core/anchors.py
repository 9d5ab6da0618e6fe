"""Heads of chains kept outside the database, line by line: who cuts off the end of a chain cannot cut these."""

from pathlib import Path

from portal.core import clock
from portal.core.settings import setting

HASH_LENGTH = 64


def keep(name: str, mark: str) -> None:
    """Append a chain's head, its name and hash; the same head twice in a row is kept once."""
    if kept(name)[-1:] != [mark]:
        file = _file()
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as lines:
            lines.write(f"{name}\t{mark}\t{clock.now().isoformat(timespec='seconds')}\n")


def kept(name: str) -> list[str]:
    """Return the heads of one chain that were kept, the oldest first."""
    return [mark for called, mark in lines() if called == name]


def lines() -> list[tuple[str, str]]:
    """Return every head that was kept; a line cut short by a crash is left out."""
    file = _file()
    if not file.exists():
        return []
    parts = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines())
    return [(part[0], part[1]) for part in parts if len(part) == 3 and len(part[1]) == HASH_LENGTH]


def _file() -> Path:
    return Path(setting("AUDIT_ANCHORS"))
