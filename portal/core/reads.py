"""Reads of records about people: noted while a page is made, written down before the page leaves."""

from dataclasses import dataclass

from flask import Flask, Response

from portal.core.access import the_actor
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.events import emit
from portal.core.transaction import command


@dataclass(frozen=True)
class Read:
    """What was read: the kind of record, its random id, its neutral name, and whom it is about."""

    object_type: str
    object_ref: str
    object_name: str
    subject_id: int | None
    is_sensitive: bool = False
    reason: str = ""


@dataclass(frozen=True)
class RecordsRead:
    """Somebody read records of other people."""

    actor: Actor
    reads: tuple[Read, ...]


def note(actor: Actor, read: Read) -> None:
    """Remember that the page being made shows a record; what is one's own is nobody's business."""
    if read.subject_id is None or read.subject_id != actor.person_id:
        kept = db.session().info.setdefault("reads", [])
        if read not in kept:
            kept.append(read)


def write_down(response: Response) -> Response:
    """Write the reads of this request; if that fails, so does the answer, and nobody has read anything."""
    reads = tuple(db.session().info.pop("reads", ()))
    if reads and response.status_code < 400:
        db.session().info["reading_only"] = False  # the page is made: what follows is the trail of it
        _write(RecordsRead(the_actor(), reads))
    return response


def init_app(app: Flask) -> None:
    """Write down after each request what it showed."""
    app.after_request(write_down)


@command
def _write(event: RecordsRead) -> None:
    emit(event)
