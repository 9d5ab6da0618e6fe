"""Attachments: given with a draft or a sent application, taken away again, never replaced in silence."""

from collections.abc import Sequence
from functools import partial

from sqlalchemy import select, update

from portal.applications import messages
from portal.applications.models import Application, Attachment, Draft
from portal.applications.queries import mine
from portal.core import clock, storage
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Missing, Refusal
from portal.core.transaction import afterwards, command


@command
def give(
    actor: Actor,
    uploads: Sequence[storage.Upload],
    *,
    most: int,
    question: str = "",
    draft: Draft | None = None,
    application: Application | None = None,
) -> None:
    """Add files to a draft or a sent application; raises Refusal when one is not taken, and then keeps none of them."""
    if not uploads:
        return
    db.session.flush()
    there = [one for one in _files(draft, application) if one.question == question]
    if len(there) + len(uploads) > most:
        raise Refusal(messages.too_many_files(most), field=question or "files")
    for upload in uploads:
        stored = _stored(upload, question)
        afterwards(rolled_back=partial(storage.discard, stored.stored_as))
        db.session.add(
            Attachment(
                person_id=actor.person_id,
                draft_id=draft.id if draft else None,
                application_id=application.id if application else None,
                question=question,
                file_name=stored.name,
                content_type=stored.content_type,
                size=stored.size,
                sha256=stored.sha256,
                stored_as=stored.stored_as,
                uploaded_at=clock.now(),
            )
        )
    db.session.flush()


@command
def take_away(
    actor: Actor, public_id: str, *, draft: Draft | None = None, application: Application | None = None
) -> None:
    """Take one of the actor's own files away; its bytes go when the command is done."""
    found = [file for file in _files(draft, application) if file.public_id == public_id]
    if not found or found[0].person_id != actor.person_id:
        raise Missing("찾으시는 파일이 없습니다.")
    db.session.delete(found[0])
    db.session.flush()
    afterwards(committed=partial(storage.discard, found[0].stored_as))


@command
def hand_over(application: Application) -> None:
    """Let the files of a draft belong to the application it has become."""
    own = select(Draft.id).where(Draft.person_id == application.person_id, Draft.round_id == application.round_id)
    db.session.execute(
        update(Attachment)
        .where(Attachment.draft_id.in_(own))
        .values(draft_id=None, application_id=application.id)
        .execution_options(synchronize_session=False)
    )


def _stored(upload: storage.Upload, question: str) -> storage.Stored:
    """Store a file; a refusal stands beside the question it answers."""
    try:
        return storage.store(upload)
    except Refusal as no:
        raise Refusal(str(no), field=question or no.field) from None


def _files(draft: Draft | None, application: Application | None) -> Sequence[Attachment]:
    if application is not None:
        return mine.files_of_application(application.id)
    return mine.files_of_draft(draft.id if draft else None)
