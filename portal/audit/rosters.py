"""Writes down what becomes of files of officials: counts and fingerprint, never the rows."""

from portal.audit.listeners import note
from portal.core.db import db
from portal.core.events import listen
from portal.core.korean import kdate
from portal.rosters.events import RosterMoved
from portal.rosters.messages import OUTCOME
from portal.rosters.models import Roster


@listen(RosterMoved)
def note_roster(event: RosterMoved) -> None:
    """Note a file brought in, applied, taken back or discarded."""
    roster = db.session.get_one(Roster, event.roster_id)
    counts = {key: words for key, words in OUTCOME.items() if roster.counts.get(key)}
    facts = {"rows": roster.rows, "valid_from": kdate(roster.valid_from), "sha256": roster.sha256}
    facts |= {"counts": [f"{words} {roster.counts[key]:,}명" for key, words in counts.items()]} if counts else {}
    note(
        event.actor,
        f"roster.{event.action}",
        object_type="roster",
        object_ref=roster.public_id,
        object_name=roster.file_name,
        subject_id=None,
        before={},
        after=facts,
        reason="",
    )
