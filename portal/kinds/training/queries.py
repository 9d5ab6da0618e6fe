"""Who is trained, and how many the report counts."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from portal.core.db import db
from portal.kinds.training.models import Trainee, TraineeState


def trainees_of(round_id: int, as_of: date) -> Sequence[Trainee]:
    """Return who had been designated for a round by a day and had not left."""
    found = select(Trainee).where(Trainee.round_id == round_id, _designated(as_of))
    return db.session.scalars(found.order_by(Trainee.id)).all()


def trainee_counts(round_ids: Collection[int], as_of: date) -> dict[int, int]:
    """Count the trainees of each of some rounds; rounds without any are left out."""
    counted = (
        select(Trainee.round_id, func.count())
        .where(Trainee.round_id.in_(round_ids), _designated(as_of))
        .group_by(Trainee.round_id)
    )
    return dict(db.session.execute(counted).all())


def _designated(day: date) -> ColumnElement[Any]:
    stays = or_(Trainee.state != TraineeState.LEFT, Trainee.ended_on > day)
    return and_(Trainee.designated_on <= day, stays)
