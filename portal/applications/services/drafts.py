"""What is typed and not sent yet: saved while typing, found again on another machine."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from portal.applications import messages
from portal.applications.models import Draft
from portal.applications.queries import mine
from portal.applications.services import files
from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db, new_public_id
from portal.core.errors import NotAllowed, Refusal
from portal.core.storage import Upload
from portal.core.transaction import command

Typed = dict[str, list[str]]


@command
def keep(actor: Actor, round_id: int, *, typed: Typed, checked: bool = False) -> Draft:
    """Save what was typed, valid or not; once an application is sent there is nothing to draft."""
    if actor.person_id is None:
        raise NotAllowed(messages.NOT_AN_OFFICIAL)
    if mine.live_application(actor.person_id, round_id):
        raise Refusal(messages.ALREADY_SENT)
    now = clock.now()
    draft = _own_draft(actor.person_id, round_id, answers=typed, checked=checked, saved_at=now)
    draft.answers, draft.checked, draft.saved_at = typed, checked, now
    return draft


@command
def add_files(actor: Actor, round_id: int, *, uploads: Sequence[Upload], most: int, question: str = "") -> None:
    """Add files to what was typed, whether or not the rest is complete."""
    if uploads and actor.person_id is not None:
        files.give(actor, uploads, most=most, question=question, draft=_own_draft(actor.person_id, round_id))


@command
def drop_file(actor: Actor, round_id: int, *, typed: Typed, public_id: str) -> None:
    """Take a file out of a draft, and save what was typed beside it."""
    draft = keep(actor, round_id, typed=typed)
    files.take_away(actor, public_id, draft=draft)


@command
def clear(person_id: int, round_id: int) -> None:
    """Delete the draft of what has been sent; its files have been handed over."""
    db.session.execute(
        delete(Draft)
        .where(Draft.person_id == person_id, Draft.round_id == round_id)
        .execution_options(synchronize_session=False)
    )


def _own_draft(person_id: int, round_id: int, **typed: Any) -> Draft:
    """Return the person's one draft for a round, begun with *typed*; two tabs that begin it at once share it."""
    found = mine.draft_of(person_id, round_id)
    if found is not None:
        return found
    values = {"answers": {}, "saved_at": clock.now(), **typed}
    draft = Draft(person_id=person_id, round_id=round_id, key=new_public_id(), **values)
    try:
        with db.session.begin_nested():
            db.session.add(draft)
    except IntegrityError:
        again = mine.draft_of(person_id, round_id)
        if again is None:
            raise
        return again
    return draft
