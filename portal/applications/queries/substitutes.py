"""Seats that pass on to a colleague, and the colleagues who might take them."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from portal.applications.models import Application
from portal.applications.records import Substitution, SubstitutionState
from portal.core.db import db
from portal.core.errors import Missing
from portal.directory.models import Assignment, Person, Post
from portal.directory.queries import in_force
from portal.programs.models import Program, Round

OPEN = (SubstitutionState.ASKED, SubstitutionState.AGREED)
_FAMILY = joinedload(Substitution.application).options(
    joinedload(Application.round).joinedload(Round.program).joinedload(Program.owner_unit),
    joinedload(Application.person),
)


def substitution_or_missing(public_id: str) -> Substitution:
    """Return the passing on of a seat with both people and the round; raises Missing."""
    found = db.session.scalar(
        select(Substitution)
        .where(Substitution.public_id == public_id)
        .options(_FAMILY, joinedload(Substitution.colleague))
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise Missing
    return found


def open_substitution(application_id: int) -> Substitution | None:
    """Return the passing on of a seat that is under way, if there is one."""
    return db.session.scalar(
        select(Substitution)
        .where(Substitution.application_id == application_id, Substitution.state.in_(OPEN))
        .options(joinedload(Substitution.colleague))
    )


def asked_in(round_id: int) -> Sequence[Substitution]:
    """Return what the officers of a round have to answer, in order."""
    query = (
        select(Substitution)
        .join(Application, Application.id == Substitution.application_id)
        .where(Application.round_id == round_id, Substitution.state == SubstitutionState.ASKED)
        .options(_FAMILY, joinedload(Substitution.colleague))
        .order_by(Substitution.id)
    )
    return db.session.scalars(query).all()


def colleagues_called(person_id: int, words: str) -> list[int]:
    """Return the people of a person's own unit today, without the person, whose name or number is exactly this."""
    own = select(Post.unit_id).join(Assignment, Assignment.post_id == Post.id)
    own_units = own.where(Assignment.person_id == person_id, in_force(Assignment))
    query = (
        select(Person.id)
        .join(Assignment, Assignment.person_id == Person.id)
        .join(Post, Post.id == Assignment.post_id)
        .where(
            Post.unit_id.in_(own_units),
            in_force(Assignment),
            Person.id != person_id,
            or_(Person.name == words, Person.personal_no == words),
        )
        .distinct()
    )
    return list(db.session.scalars(query))
