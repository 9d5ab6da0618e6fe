"""Every SELECT about what comes up and what waits: the days of rounds, returned applications, drafts, the queue."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from portal.applications.models import AWAITING, Application, Draft, StagedDecision, Status
from portal.core.db import db
from portal.notifications.models import Reminded
from portal.programs.models import Program, Round

TAKING_PART = (Status.APPROVED, Status.ACTIVE)
_WENT_UP = exists().where(
    StagedDecision.application_id == Application.id,
    StagedDecision.ended_at.is_(None),
    StagedDecision.document_id.is_not(None),
)
AT_ONCE = 500
"""How many keys one statement asks about."""


def starting_between(first: date, last: date) -> Sequence[Application]:
    """Return the applications of those who know that they take part in a round that starts in these days."""
    return db.session.scalars(
        select(Application)
        .join(Round, Round.id == Application.round_id)
        .where(
            Round.starts_on.between(first, last),
            Application.status.in_(TAKING_PART),
            Application.told_status.in_(TAKING_PART),
        )
        .options(joinedload(Application.round).joinedload(Round.program))
        .order_by(Application.id)
    ).all()


def returned_until(last: date) -> Sequence[Application]:
    """Return the applications whose senders know that they are to be mended by a day at the latest."""
    return db.session.scalars(
        select(Application)
        .where(
            Application.status == Status.RETURNED,
            Application.told_status == Status.RETURNED,
            Application.return_by.is_not(None),
            Application.return_by <= last,
        )
        .options(joinedload(Application.round).joinedload(Round.program))
        .order_by(Application.id)
    ).all()


def drafts_closing(now: datetime, until: datetime) -> Sequence[tuple[Draft, Round]]:
    """Return the drafts whose window closes in a span of time."""
    found = db.session.execute(
        select(Draft, Round)
        .join(Round, Round.id == Draft.round_id)
        .where(Round.apply_to > now, Round.apply_to <= until)
        .options(joinedload(Round.program))
        .order_by(Draft.id)
    )
    return [(draft, round_) for draft, round_ in found]


def applications_waiting() -> Sequence[tuple[int, int, datetime, int]]:
    """Return (application, applicant, waiting since, program) of all that waits for an officer's decision.

    What went up in a document waits for whoever approves it.
    """
    found = db.session.execute(
        select(Application.id, Application.person_id, Application.waiting_since, Round.program_id)
        .join(Round, Round.id == Application.round_id)
        .where(Application.status.in_(AWAITING), Application.settles_at.is_(None), ~_WENT_UP)
        .order_by(Application.waiting_since, Application.id)
    )
    return [(row[0], row[1], row[2], row[3]) for row in found]


def programs_with_owners(program_ids: Collection[int]) -> Sequence[Program]:
    """Return some programs with their owning teams."""
    return db.session.scalars(
        select(Program).where(Program.id.in_(program_ids)).options(joinedload(Program.owner_unit))
    ).all()


def reminded_of(topics: Collection[str]) -> set[str]:
    """Return those of some topics that were told already."""
    keys = sorted(topics)
    parts = (keys[at : at + AT_ONCE] for at in range(0, len(keys), AT_ONCE))
    asked = (select(Reminded.topic).where(Reminded.topic.in_(part)) for part in parts)
    return {found for statement in asked for found in db.session.scalars(statement)}
