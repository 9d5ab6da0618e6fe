"""Writes down what administrators do with letters that nobody took: whose they were, never what they said."""

from portal.audit.listeners import note
from portal.core.db import db
from portal.core.events import listen
from portal.notifications.events import LetterDecided
from portal.notifications.models import Letter


@listen(LetterDecided)
def note_letter(event: LetterDecided) -> None:
    """Note that a letter waits again or was thrown away."""
    letter = db.session.get_one(Letter, event.letter_id)
    note(
        event.actor,
        f"letter.{event.action}",
        object_type="letter",
        object_ref=letter.message_ref,
        object_name="",
        subject_id=letter.person_id,
        before={},
        after={},
        reason=letter.last_error,
    )
