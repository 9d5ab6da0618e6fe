"""Heads of the chain kept outside the database: who cuts off its end cannot cut these."""

import logging
from pathlib import Path

from portal.audit.chain import Fault, Head, faults, head
from portal.core import clock
from portal.core.settings import setting

log = logging.getLogger("portal.audit")


def verify() -> list[Fault]:
    """Go through the chain; return and log where it does not hold, or keep its head when it does."""
    found = list(faults(kept()))
    for fault in found:
        log.critical("The audit chain is broken at %s: %s", fault.position, fault.what)
    if not found:
        keep(head())
    return found


def keep(last: Head) -> None:
    """Append a head to the file outside the database; the same head twice in a row is kept once."""
    file = Path(setting("AUDIT_ANCHORS"))
    file.parent.mkdir(parents=True, exist_ok=True)
    if kept()[-1:] != [last]:
        with file.open("a", encoding="utf-8") as lines:
            lines.write(f"{last.position}\t{last.hash}\t{clock.now().isoformat(timespec='seconds')}\n")


def kept() -> list[Head]:
    """Return the heads that were kept, the oldest first; a line cut short by a crash is left out."""
    file = Path(setting("AUDIT_ANCHORS"))
    if not file.exists():
        return []
    parts = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines())
    return [Head(int(part[0]), part[1]) for part in parts if len(part) == 3 and len(part[1]) == 64]
