"""What the trail says when somebody opens what is kept of a candidate."""

from portal.core import reads
from portal.core.actors import Actor
from portal.core.reads import Read
from portal.kinds.practicum.models import Candidate, Placement


def note_candidate(actor: Actor, candidate: Candidate) -> None:
    """Remember that a page shows a candidate's record."""
    reads.note(actor, _read("candidate", candidate))


def note_placement(actor: Actor, placement: Placement) -> None:
    """Remember that a page shows where a candidate goes and how to reach them."""
    reads.note(actor, _read("placement", placement.candidate))


def _read(thing: str, candidate: Candidate) -> Read:
    name = f"{candidate.exam_year}-{candidate.exam_no} {candidate.name}"
    return Read(thing, candidate.public_id, name, candidate.person_id)
