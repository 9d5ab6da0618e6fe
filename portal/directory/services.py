"""Every change of the directory."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Refusal
from portal.core.transaction import command
from portal.directory import messages, queries
from portal.directory.models import Assignment, Category, DirectoryVersion, Person, Post, ServiceState


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
def take_entry_back(actor: Actor, person_id: int, *, on: date, besides: Collection[str]) -> None:
    """Undo an entry into service on which nothing is built; raises Refusal when something is.

    Who may order that, and which tables name the official without building on it, is for the caller's room to say. The
    trail names the official for ever: the row stays, held by nobody, and its number is free for the right one.
    """
    held = queries.assignments_ever(person_id)
    is_as_it_was = len(held) == 1 and (held[0].valid_from, held[0].valid_to) == (on, None)
    if not is_as_it_was or queries.tables_naming(person_id, besides=besides):
        raise Refusal(messages.BUILT_ON)
    person = db.session.get_one(Person, person_id)
    post = db.session.get_one(Post, held[0].post_id)
    db.session.delete(held[0])
    db.session.flush()
    if post.valid_from == on and not post.title and not post.is_head and not queries.is_post_held_ever(post.id):
        _drop(post)
    person.personal_no, person.state = f"취소-{person.id}", ServiceState.RETIRED
    person.mobile, person.updated_on = "", clock.today()
    db.session.flush()
    note_change(actor)


def _drop(post: Post) -> None:
    """Delete a post that an entry made, unless something else names it by now."""
    try:
        with db.session.begin_nested():
            db.session.delete(post)
    except IntegrityError:
        db.session.refresh(post)


@command
def note_change(_actor: Actor) -> None:
    """Move the directory's version, so that every process reads its index anew; call it in whatever changes people."""
    moved = db.session.execute(
        update(DirectoryVersion).values(number=DirectoryVersion.number + 1, changed_at=clock.now())
    )
    if moved.rowcount == 0:  # type: ignore[attr-defined]  # an UPDATE's result counts its rows
        db.session.add(DirectoryVersion(id=1, number=1, changed_at=clock.now()))
        db.session.flush()
