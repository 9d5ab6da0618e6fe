"""Every change of the directory."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import update

from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Refusal
from portal.core.transaction import command
from portal.directory import messages, queries
from portal.directory.models import Assignment, Category, DirectoryVersion, Person, Post


@dataclass(frozen=True)
class Entrant:
    """Somebody who becomes an official: the number from the personnel system, and what is known already."""

    personal_no: str
    name: str
    series: str
    grade: str
    mobile: str = ""


@command
def enter_service(actor: Actor, *, entrant: Entrant, unit_id: int, on: date) -> Person:
    """Make somebody an official from a day on, on a free post of a unit or else a new one.

    Who may order that is for the caller's room to say. Before the day nobody finds the person in the directory.
    """
    if queries.is_personal_no_taken(entrant.personal_no):
        raise Refusal(messages.PERSONAL_NO_TAKEN, field="personal_no")
    unit = queries.unit_or_missing(unit_id)
    post = queries.free_post_in(unit.id, on)
    if post is None:
        post = Post(unit_id=unit.id, sort_order=queries.last_place_in(unit.id) + 1, valid_from=on)
        db.session.add(post)
    person = Person(**vars(entrant), category=Category.GENERAL, hired_on=on, grade_since=on, updated_on=clock.today())
    db.session.add(person)
    db.session.flush()
    db.session.add(Assignment(person_id=person.id, post_id=post.id, valid_from=on))
    db.session.flush()
    note_change(actor)
    return person


@command
def note_change(_actor: Actor) -> None:
    """Move the directory's version, so that every process reads its index anew; call it in whatever changes people."""
    moved = db.session.execute(
        update(DirectoryVersion).values(number=DirectoryVersion.number + 1, changed_at=clock.now())
    )
    if moved.rowcount == 0:  # type: ignore[attr-defined]  # an UPDATE's result counts its rows
        db.session.add(DirectoryVersion(id=1, number=1, changed_at=clock.now()))
        db.session.flush()
