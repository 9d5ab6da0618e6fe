"""The queue's rows as they leave in a file: no answers, nothing of one's own, nothing of sensitive kinds."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, select

from portal.applications.models import Application
from portal.applications.queries.queue import SORTS, TABS, Filters, filtered
from portal.applications.queries.scope import scope_of
from portal.core.actors import Actor
from portal.core.db import db
from portal.directory.models import Person
from portal.programs.kinds import sensitive_keys
from portal.programs.models import Program, Round


def count_to_export(actor: Actor, filters: Filters) -> int:
    """Count the rows that the actor may take."""
    return db.session.scalar(_chosen(select(func.count(Application.id)), actor, filters)) or 0


def rows_to_export(actor: Actor, filters: Filters) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return the rows that the actor may take, in the order of the page."""
    toward, keys = SORTS[filters.sort]
    columns = select(
        Application.receipt_no,
        Person.name,
        Application.snapshot_grade.label("grade"),
        Application.snapshot_unit_name.label("office"),
        Application.snapshot_hired_on.label("hired_on"),
        Program.title.label("program"),
        Round.name.label("round"),
        Application.submitted_at,
        Application.place,
        Application.status,
        Application.eligibility_words,
        Application.mobile,
        Application.extra,
    )
    return db.session.execute(_chosen(columns, actor, filters).order_by(*map(toward, keys))).all()


def people_to_export(actor: Actor, filters: Filters) -> Sequence[int]:
    """Return whose applications the actor may take."""
    return db.session.scalars(_chosen(select(Application.person_id), actor, filters)).all()


def owner_of(filters: Filters) -> int | None:
    """Return the unit that owns the program or round that the filters name, if they name one."""
    query = select(Program.owner_unit_id)
    if filters.round is not None:
        return db.session.scalar(query.join(Round, Round.program_id == Program.id).where(Round.id == filters.round))
    return db.session.scalar(query.where(Program.id == filters.program)) if filters.program is not None else None


def _chosen(query: Any, actor: Actor, filters: Filters) -> Any:
    return (
        filtered(query, scope_of(actor), filters, with_person=True)
        .join(Round, Round.id == Application.round_id)
        .join(Program, Program.id == Round.program_id)
        .where(Application.status.in_(TABS[filters.tab]), Program.kind.not_in(sensitive_keys()))
        .where(Application.person_id.is_distinct_from(actor.person_id))
    )
