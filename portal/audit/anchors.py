"""Heads of the chain kept outside the database: who cuts off its end cannot cut these."""

import logging

from portal.audit.chain import Fault, Head, faults, head
from portal.core import anchors

log = logging.getLogger("portal.audit")


def verify() -> list[Fault]:
    """Go through the chain; return and log where it does not hold, or keep its head when it does."""
    found = list(faults(kept()))
    for fault in found:
        log.critical("The audit chain is broken at %s: %s", fault.position, fault.what)
    if not found and (last := head()).position:
        keep(last)
    return found


def keep(last: Head) -> None:
    """Keep a head outside the database, under its position."""
    anchors.keep(str(last.position), last.hash)


def kept() -> list[Head]:
    """Return the heads that were kept, the oldest first; those of other chains have names that are no numbers."""
    return [Head(int(name), mark) for name, mark in anchors.lines() if name.isdigit()]
