"""The room's own audit: lines that are only added, each carrying the hash of the one before."""

import hashlib
import json
import logging
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from portal.core import anchors, clock
from portal.core.actors import Actor
from portal.core.db import SEOUL, db
from portal.core.errors import Stale
from portal.kinds.psych_counseling import messages
from portal.kinds.psych_counseling.models import Trail
from portal.kinds.psych_counseling.queries import watch

log = logging.getLogger("portal.audit")
FIRST = "0" * 64
TRIES = 20
AT_ONCE = 1000
ANCHOR = "closed"
"""The name under which the chain's head is kept outside: without its position, which would count what is done here."""


def note(
    actor: Actor,
    action: str,
    object_ref: str,
    *,
    is_client: bool = False,
    reason: str = "",
    fingerprint: str = "",
) -> None:
    """Add a line, inside the caller's command; of the person concerned only the day is kept, and no account."""
    at = clock.at(clock.today()) if is_client else clock.now()
    for _ in range(TRIES):
        last = watch.last_line()
        line = Trail(
            position=last.position + 1 if last else 1,
            at=at,
            account_id=None if is_client else actor.account_id,
            actor_name=messages.CLIENT if is_client else actor.name,
            action=action,
            object_ref=object_ref,
            reason=reason,
            fingerprint=fingerprint,
            previous_hash=last.hash if last else FIRST,
        )
        line.hash = _hash_of(line)
        try:
            with db.session.begin_nested():
                db.session.add(line)
            return
        except IntegrityError:  # somebody else took the place; theirs is committed now
            continue
    raise Stale("지금은 처리하지 못했습니다. 잠시 뒤에 다시 시도해 주시기 바랍니다.")


def verify() -> int | None:
    """Go through the chain; return and log where it does not hold, or keep its head outside when it does."""
    broken = first_broken_line(anchors.kept(ANCHOR))
    if broken is not None:
        log.critical("The closed trail is broken at %s", broken)
    elif last := watch.last_line():
        anchors.keep(ANCHOR, last.hash)
    return broken


def first_broken_line(kept: Iterable[str] = ()) -> int | None:
    """Return the position of the first line that does not fit the one before it, or None when all is well.

    *kept* are hashes that were kept outside: when one is not met, the end was cut off or the whole was written anew.
    """
    missing = set(kept)
    position, before = 1, FIRST
    while lines := watch.lines_from(position, AT_ONCE):
        for line in lines:
            if line.position != position or line.previous_hash != before or line.hash != _hash_of(line):
                return position
            missing.discard(line.hash)
            position, before = position + 1, line.hash
    return position if missing else None


def _hash_of(line: Trail) -> str:
    content = [line.position, _written(line.at), line.account_id, line.actor_name, line.action, line.object_ref]
    content += [word for word in (line.reason, line.fingerprint) if word]  # lines of before had neither
    text = json.dumps([*content, line.previous_hash], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _written(at: datetime) -> str:
    return at.astimezone(SEOUL).isoformat()
