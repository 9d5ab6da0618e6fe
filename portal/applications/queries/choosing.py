"""What a selection chooses from, what it proposed, and what of it an applicant may read."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import contains_eager, joinedload

from portal.applications.models import AWAITING, Application
from portal.applications.records import Result, ReviewScore, Run
from portal.core.db import db
from portal.core.errors import Missing
from portal.directory.models import Person
from portal.programs.models import Draw, Round, SelectionMethod


def awaiting_in(round_id: int) -> list[Application]:
    """Return the applications of a round that are to be decided on, by arrival, with their people."""
    query = (
        select(Application)
        .where(Application.round_id == round_id, Application.status.in_(AWAITING), Application.settles_at.is_(None))
        .options(joinedload(Application.person))
        .order_by(Application.place, Application.id)
        .execution_options(populate_existing=True)
    )
    return list(db.session.scalars(query))


def points_given(application_ids: Collection[int]) -> dict[int, list[ReviewScore]]:
    """Return by application the points that reviewers gave, with their names."""
    found: dict[int, list[ReviewScore]] = {}
    query = select(ReviewScore).where(ReviewScore.application_id.in_(application_ids)).order_by(ReviewScore.id)
    for row in db.session.scalars(query.options(joinedload(ReviewScore.reviewer))):
        found.setdefault(row.application_id, []).append(row)
    return found


def score_of(application_id: int, reviewer_id: int | None) -> ReviewScore | None:
    """Return the points one reviewer gave, if they did."""
    return db.session.scalar(
        select(ReviewScore).where(ReviewScore.application_id == application_id, ReviewScore.reviewer_id == reviewer_id)
    )


def runs_of(round_id: int) -> Sequence[Run]:
    """Return every run of a round's method, the latest first."""
    return db.session.scalars(select(Run).where(Run.round_id == round_id).order_by(Run.id.desc())).all()


def run_or_missing(round_id: int, public_id: str) -> Run:
    """Return a run of a round; raises Missing."""
    found = db.session.scalar(
        select(Run)
        .where(Run.public_id == public_id, Run.round_id == round_id)
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise Missing
    return found


def results_of(run_id: int) -> list[Result]:
    """Return what a run proposes, in the order of its ranks, those without one last, with people."""
    query = (
        select(Result)
        .join(Application, Application.id == Result.application_id)
        .join(Person, Person.id == Application.person_id)
        .where(Result.run_id == run_id)
        .options(contains_eager(Result.application).contains_eager(Application.person))
        .order_by(case((Result.rank.is_(None), 1), else_=0), Result.rank, Result.id)
    )
    return list(db.session.scalars(query))


def counts_of_runs(run_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """Count by run how many each action is proposed for, officers' changes included."""
    found: dict[int, dict[str, int]] = {}
    columns = (Result.run_id, Result.action, Result.changed_to)
    query = select(*columns, func.count()).where(Result.run_id.in_(run_ids)).group_by(*columns)
    for run_id, action, changed_to, count in db.session.execute(query):
        of_run = found.setdefault(run_id, {})
        of_run[changed_to or action] = of_run.get(changed_to or action, 0) + count
    return found


def accepted_result(application_id: int) -> Result | None:
    """Return what the last accepted run of its round found for an application."""
    return db.session.scalar(
        select(Result)
        .join(Run, Run.id == Result.run_id)
        .where(Result.application_id == application_id, Run.accepted_at.is_not(None))
        .options(joinedload(Result.run))
        .order_by(Run.id.desc())
        .limit(1)
    )


def drawn_run(round_id: int) -> Run | None:
    """Return the run whose draw counts: the last accepted one, else the last."""
    query = (
        select(Run)
        .where(Run.round_id == round_id, Run.id.in_(select(Result.run_id).where(Result.draw_place.is_not(None))))
        .order_by(case((Run.accepted_at.is_(None), 1), else_=0), Run.id.desc())
    )
    return db.session.scalar(query.limit(1))


def order_drawn(run_id: int) -> list[str]:
    """Return the receipt numbers of a run in the order of its draw as it was written down."""
    query = (
        select(Application.receipt_no)
        .join(Result, Result.application_id == Application.id)
        .where(Result.run_id == run_id, Result.draw_place.is_not(None))
        .order_by(Result.draw_place)
    )
    return list(db.session.scalars(query))


def receipts_awaiting(round_id: int) -> list[str]:
    """Return the receipt numbers that take part in a draw as things stand."""
    return sorted(one.receipt_no for one in awaiting_in(round_id))


def rounds_to_draw(now: datetime, methods: Collection[SelectionMethod]) -> list[int]:
    """Return the rounds that draw lots, still take applications, and have published no hash."""
    query = (
        select(Round.id)
        .outerjoin(Draw, Draw.round_id == Round.id)
        .where(Draw.round_id.is_(None), Round.selection.in_(methods), Round.apply_to > now)
        .order_by(Round.id)
    )
    return list(db.session.scalars(query))
