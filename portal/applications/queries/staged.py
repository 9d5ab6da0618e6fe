"""Decisions that can still be undone, those that are due, and who stands first in a line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import contains_eager, joinedload

from portal.applications.models import LIVE, Application, Decision, Status
from portal.applications.queries.scope import Scope, applications_visible_to, programs_in, scope_of
from portal.core.actors import Actor
from portal.core.db import db
from portal.directory.models import Person
from portal.programs.models import Program, Round

_FAMILY = (
    joinedload(Decision.application)
    .joinedload(Application.round)
    .joinedload(Round.program)
    .joinedload(Program.owner_unit)
)


@dataclass(frozen=True)
class OpenBatch:
    """A batch its decider can still take back, with its rows in the order of decision."""

    batch: str
    action: str
    settles_at: datetime
    rows: Sequence["DecidedRow"]

    @property
    def people(self) -> list[str]:
        """Return the applicants' names, each person once."""
        return list({row.person_id: row.name for row in self.rows}.values())

    @property
    def programs(self) -> list[str]:
        """Return the titles of the programs, each once."""
        return list(dict.fromkeys(row.program for row in self.rows))


@dataclass(frozen=True)
class DecidedRow:
    """What was decided on one application, named as its line of the list names it."""

    batch: str
    action: str
    settles_at: datetime
    public_id: str
    person_id: int
    name: str
    office: str
    program: str
    round: str


def open_batches_of(actor: Actor, now: datetime) -> list[OpenBatch]:
    """Return what the actor decided, still decides and can still undo, the latest first."""
    asked = {"account_id": actor.account_id, "now": now}
    found = db.session.connection().execute(_open_decisions(scope_of(actor)), asked)
    batches: dict[str, list[DecidedRow]] = {}
    for row in found:
        batches.setdefault(row.batch, []).append(DecidedRow(*row))
    return [
        OpenBatch(batch, rows[0].action, min(row.settles_at for row in rows), rows)
        for batch, rows in reversed(batches.items())
    ]


def rounds_of_applications(public_ids: Iterable[str]) -> list[int]:
    """Return the rounds the applications belong to."""
    return list(
        db.session.scalars(select(Application.round_id).where(Application.public_id.in_(list(public_ids))).distinct())
    )


def applications_to_decide(actor: Actor, public_ids: Iterable[str]) -> dict[str, Application]:
    """Return the applications among these that the actor may see, by public id, locked, with what deciding needs."""
    query = (
        applications_visible_to(actor)
        .where(Application.public_id.in_(list(public_ids)))
        .options(
            contains_eager(Application.round).contains_eager(Round.program).joinedload(Program.owner_unit),
            joinedload(Application.person),
        )
        .order_by(Application.id)
        .with_for_update(of=Application)
    )
    return {application.public_id: application for application in db.session.scalars(query)}


def due_decisions(now: datetime, round_id: int | None) -> list[tuple[int, int]]:
    """Return (decision, round) of what is due to settle, in order."""
    query = _DUE if round_id is None else _DUE_OF_ROUND
    rows = db.session.execute(query, {"now": now, "round_id": round_id})
    return [(row[0], row[1]) for row in rows]


def decisions_with_applications(ids: Iterable[int]) -> list[Decision]:
    """Return decisions with their applications, rounds and programs, in order of decision."""
    query = (
        select(Decision)
        .where(Decision.id.in_(list(ids)))
        .options(_FAMILY)
        .order_by(Decision.id)
        .execution_options(populate_existing=True)
    )
    return list(db.session.scalars(query))


def rounds_of_batch(actor: Actor, batch: str) -> list[int]:
    """Return the rounds of a batch the actor decided; empty when there is no such batch of theirs."""
    query = select(Decision.round_id).where(Decision.batch == batch, Decision.actor_account_id == actor.account_id)
    return list(db.session.scalars(query.distinct()))


def open_decision_on(application_id: int) -> Decision | None:
    """Return the decision on an application that has neither settled nor been undone."""
    return db.session.scalar(
        select(Decision).where(
            Decision.application_id == application_id, Decision.settled_at.is_(None), Decision.undone_at.is_(None)
        )
    )


def live_in(round_id: int) -> list[Application]:
    """Return every live application of a round, locked, those whose decision can still be undone left out."""
    query = select(Application).where(
        Application.round_id == round_id, Application.status.in_(LIVE), Application.settles_at.is_(None)
    )
    return list(db.session.scalars(query.order_by(Application.id).with_for_update()))


def returned_past_their_day(today: object) -> list[tuple[int, int]]:
    """Return (application, round) of those asked for a correction whose day has passed."""
    query = select(Application.id, Application.round_id).where(
        Application.status == Status.RETURNED, Application.settles_at.is_(None), Application.return_by < today
    )
    return [(row.id, row.round_id) for row in db.session.execute(query.order_by(Application.round_id, Application.id))]


@lru_cache(maxsize=128)
def _open_decisions(scope: Scope) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Decision.batch,
            Decision.action,
            Decision.settles_at,
            Application.public_id,
            Application.person_id,
            Person.name,
            Application.snapshot_unit_name,
            Program.title,
            Round.name,
        )
        .join(Application, Application.id == Decision.application_id)
        .join(Person, Person.id == Application.person_id)
        .join(Round, Round.id == Decision.round_id)
        .join(Program, Program.id == Round.program_id)
        .where(
            programs_in(scope),
            Decision.actor_account_id == bindparam("account_id"),
            Decision.settles_at > bindparam("now"),
            Decision.settled_at.is_(None),
            Decision.undone_at.is_(None),
        )
        .order_by(Decision.id)
    )


# Asked whenever something is sent: made once.
_decided = Decision.__table__.c
_DUE = (
    select(_decided.id, _decided.round_id)
    .where(_decided.settled_at.is_(None), _decided.undone_at.is_(None), _decided.settles_at <= bindparam("now"))
    .order_by(_decided.round_id, _decided.id)
)
_DUE_OF_ROUND = _DUE.where(_decided.round_id == bindparam("round_id"))
