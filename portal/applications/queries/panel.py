"""One application as its officer opens it."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager, joinedload

from portal.applications.models import Application, Attachment, Step
from portal.applications.queries.scope import applications_visible_to, is_visible_to
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Missing
from portal.directory.models import Assignment, Person, Post, Unit
from portal.programs.models import Program, Round


def application_for_officer(actor: Actor, public_id: str) -> Application:
    """Return an application the actor may see, with all that its panel shows; raises Missing when there is none."""
    application = db.session.scalar(
        applications_visible_to(actor)
        .where(Application.public_id == public_id)
        .options(
            contains_eager(Application.round).contains_eager(Round.program).joinedload(Program.owner_unit),
            joinedload(Application.person),
            joinedload(Application.assignee),
        )
        .execution_options(populate_existing=True)
    )
    if application is None:
        raise Missing
    return application


def present_unit_of(person: Person, today: date) -> str:
    """Return the full name of the unit of a person's main post today; empty when there is none."""
    query = (
        select(Unit.full_name)
        .join(Post, Post.unit_id == Unit.id)
        .join(Assignment, Assignment.post_id == Post.id)
        .where(
            Assignment.person_id == person.id,
            Assignment.is_main,
            Assignment.valid_from <= today,
            or_(Assignment.valid_to.is_(None), Assignment.valid_to > today),
        )
        .order_by(Assignment.valid_from.desc())
        .limit(1)
    )
    return db.session.scalar(query) or ""


def steps_of(application: Application) -> Sequence[Step]:
    """Return the whole history of an application, what was undone included, in order."""
    return db.session.scalars(
        select(Step).where(Step.application_id == application.id).order_by(Step.at, Step.id)
    ).all()


def attachments_of(application: Application) -> Sequence[Attachment]:
    """Return the files given with an application."""
    return db.session.scalars(
        select(Attachment).where(Attachment.application_id == application.id).order_by(Attachment.id)
    ).all()


def names_behind(actor: Actor, public_ids: Sequence[str]) -> list[str]:
    """Return the applicants' names of those applications that the actor may see, in order of arrival."""
    query = (
        select(Person.name)
        .join(Application, Application.person_id == Person.id)
        .where(Application.public_id.in_(public_ids), is_visible_to(actor))
        .order_by(Application.id)
    )
    return list(db.session.scalars(query))
