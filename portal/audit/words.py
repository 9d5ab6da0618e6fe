"""Writes down what teams say to applicants (words of steps, messages to a selection) and which views they keep."""

from portal.applications.events import ViewSaved
from portal.audit.listeners import note
from portal.core.db import db
from portal.core.events import listen
from portal.notifications.events import MailingMoved, WordsChanged
from portal.notifications.messages import STEP
from portal.notifications.models import Mailing
from portal.programs.models import Program


@listen(WordsChanged)
def note_words(event: WordsChanged) -> None:
    """Note the words of a step as they were and as they are; without new ones the portal's are used again."""
    program = db.session.get_one(Program, event.program_id)
    changed = [name for name in event.before if event.before[name] != event.after.get(name)]
    note(
        event.actor,
        "words.change" if event.after else "words.reset",
        object_type="words",
        object_ref=f"{program.id}/{event.step}",
        object_name=f"{program.title} · {STEP[event.step]}"[:160],
        subject_id=None,
        before={name: event.before[name] for name in changed},
        after={name: event.after[name] for name in changed} if event.after else {},
        reason="",
    )


@listen(MailingMoved)
def note_mailing(event: MailingMoved) -> None:
    """Note a message to a selection: to whom in words, to how many, and why; what it says stays with the message."""
    mailing = db.session.get_one(Mailing, event.mailing_id)
    note(
        event.actor,
        f"mailing.{event.action}",
        object_type="mailing",
        object_ref=mailing.public_id,
        object_name=mailing.title,
        subject_id=None,
        before={},
        after={"people": mailing.people, "link_only": mailing.link_only, "filters": mailing.chosen},
        reason=mailing.reason,
    )


@listen(ViewSaved)
def note_view(event: ViewSaved) -> None:
    """Note the queue's filters that somebody keeps under a name."""
    note(
        event.actor,
        f"saved_view.{event.action}",
        object_type="saved_view",
        object_ref=event.public_id,
        object_name=event.name,
        subject_id=None,
        before={},
        after={"filters": event.query},
        reason="",
    )
