"""One application as its officer opens it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from portal.accounts.models import Account, Grant
from portal.accounts.queries import is_held
from portal.applications.models import Application, Attachment, Step
from portal.applications.queries.scope import applications_visible_to, is_visible_to
from portal.core.actors import Actor, Role
from portal.core.db import db
from portal.core.errors import Missing
from portal.directory.models import Assignment, Person, Post, Unit
from portal.programs.kinds import kind_of
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


@dataclass(frozen=True)
class Handler:
    """Somebody into whose hands an application may be put."""

    person_id: int
    public_id: str
    name: str
    is_counselor: bool


def handlers_for(application: Application, day: date) -> list[Handler]:
    """Return who may handle an application: its team's officers, of a sensitive kind also counselors, never its own.

    A role held for a unit holds for the units below it.
    """
    program = application.round.program
    roles = [Role.OFFICER, Role.COUNSELOR] if kind_of(program).is_sensitive else [Role.OFFICER]
    line = [int(part) for part in program.owner_unit.path.split("/") if part]
    is_counselor = func.max(case((Grant.role == Role.COUNSELOR, 1), else_=0))
    query = (
        select(Person.id, Person.public_id, Person.name, is_counselor)
        .join(Account, Account.person_id == Person.id)
        .join(Grant, Grant.account_id == Account.id)
        .where(
            Account.is_active,
            Person.id != application.person_id,
            Grant.role.in_(roles),
            or_(Grant.unit_id.in_(line), Grant.unit_id.is_(None)),
            is_held(day),
        )
        .group_by(Person.id, Person.public_id, Person.name)
        .order_by(Person.name, Person.id)
    )
    return [Handler(row[0], row[1], row[2], bool(row[3])) for row in db.session.execute(query)]


def asked_of_all(actor: Actor, public_ids: Sequence[str]) -> Round | None:
    """Return a round that asks what every one of these applications was asked; None when they were asked differently.

    Rounds of one program and track ask the same, apart from what the days of each leave out.
    """
    query = (
        select(Round)
        .join(Program, Program.id == Round.program_id)
        .where(
            Round.id.in_(
                select(Application.round_id).where(Application.public_id.in_(public_ids), is_visible_to(actor))
            )
        )
        .options(contains_eager(Round.program))
        .order_by(Round.id)
    )
    rounds = db.session.scalars(query).all()
    return rounds[0] if len({(one.program_id, one.track) for one in rounds}) == 1 else None


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


def names_behind(actor: Actor, public_ids: Sequence[str]) -> dict[str, str]:
    """Return the applicants' names of those applications that the actor may see, in order of arrival, by public id."""
    query = (
        select(Application.public_id, Person.name)
        .join(Person, Application.person_id == Person.id)
        .where(Application.public_id.in_(public_ids), is_visible_to(actor))
        .order_by(Application.id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}
