"""Who is on the task force, and how many the report counts."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload

from portal.core.db import db
from portal.kinds.monitoring.models import Member
from portal.programs.eligibility import first_day_under_years
from portal.programs.models import Round

EARLY_CAREER_YEARS = 4


def members_of(round_id: int, as_of: date) -> Sequence[Member]:
    """Return who had been appointed to a round by a day and had not resigned."""
    found = select(Member).where(Member.round_id == round_id, _appointed(as_of))
    return db.session.scalars(found.options(joinedload(Member.person)).order_by(Member.id)).all()


def early_career_members_of(round_id: int, as_of: date) -> Sequence[Member]:
    """Return those members with under four years of service on the day they were appointed."""
    return [
        member
        for member in members_of(round_id, as_of)
        if member.snapshot_hired_on is not None
        and member.snapshot_hired_on >= first_day_under_years(EARLY_CAREER_YEARS, member.appointed_on)
    ]


def members_on(day: date) -> Sequence[Member]:
    """Return who serves on a day: appointed by then, not resigned, and the round not over."""
    found = select(Member).join(Round, Round.id == Member.round_id).where(Round.ends_on >= day, _appointed(day))
    return db.session.scalars(found.options(joinedload(Member.person)).order_by(Member.round_id, Member.id)).all()


def member_counts(round_ids: Collection[int], as_of: date) -> dict[int, int]:
    """Count the members of each of some rounds; rounds without any are left out."""
    counted = (
        select(Member.round_id, func.count())
        .where(Member.round_id.in_(round_ids), _appointed(as_of))
        .group_by(Member.round_id)
    )
    return dict(db.session.execute(counted).all())


def _appointed(day: date) -> ColumnElement[Any]:
    return and_(Member.appointed_on <= day, or_(Member.left_on.is_(None), Member.left_on > day))
