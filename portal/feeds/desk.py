"""What an address gives to whoever reads it, as long as it is not read too often."""

from flask import current_app

from portal.core.errors import Missing, TooMany
from portal.feeds import limits, messages, queries
from portal.feeds.calendar import written
from portal.feeds.entries import entries_of
from portal.feeds.services import hash_of


def calendar_at(token: str, *, address: str) -> bytes:
    """Return the calendar of an address; raises Missing for one that is none, and TooMany."""
    reads, misses = _counters()
    token_hash = hash_of(token)
    if reads.is_full(token_hash) or misses.is_full(address):
        raise TooMany(messages.TOO_OFTEN)
    person_id = queries.person_behind(token_hash)
    if person_id is None:
        misses.count(address)
        raise Missing(messages.NO_CALENDAR)
    reads.count(token_hash)
    return written(entries_of(person_id))


def _counters() -> tuple[limits.Counter, limits.Counter]:
    """Return this process's counters: of reads by address, and of misses by where they come from."""
    made: tuple[limits.Counter, limits.Counter] = current_app.extensions.setdefault(
        "portal_feeds", (limits.Counter(limits.MOST_READS), limits.Counter(limits.MOST_MISSES))
    )
    return made
