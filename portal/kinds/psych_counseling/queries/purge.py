"""What is due to be destroyed."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.core.db import db
from portal.kinds.psych_counseling.models import Case, Count, Kind, Session, Settlement
from portal.kinds.psych_counseling.queries.sums import Held
from portal.programs.models import Round


def cases_before(year: int) -> Sequence[Case]:
    """Return the cases of earlier years."""
    chosen = select(Case).join(Round, Round.id == Case.round_id).where(Round.year < year)
    return db.session.scalars(chosen.options(joinedload(Case.round)).order_by(Case.id)).all()


def has_unsettled_sessions(one: Case) -> bool:
    """Say whether a session of a case stands in a month that is not settled yet."""
    months = {f"{day:%Y-%m}" for day in db.session.scalars(select(Session.held_on).where(Session.case_id == one.id))}
    if not months:
        return False
    settled = select(func.count()).where(Settlement.provider_id == one.provider_id, Settlement.month.in_(months))
    return db.session.scalar(settled) != len(months)


def cases_with_ids(case_ids: Collection[int]) -> Sequence[Case]:
    """Return some cases."""
    return db.session.scalars(select(Case).where(Case.id.in_(case_ids))).all()


def attended_in(case_ids: Collection[int]) -> list[Held]:
    """Return the sessions that people of some cases came to."""
    chosen = select(Case.allowance_id, Session.held_on, Session.way).join(Case, Case.id == Session.case_id)
    rows = db.session.execute(chosen.where(Session.case_id.in_(case_ids), Session.kind == Kind.ATTENDED))
    return [Held(*row) for row in rows]


def count_row(round_id: int, axis: str, value: str) -> Count | None:
    """Return the sums kept for one place of an axis."""
    return db.session.scalar(select(Count).where(Count.round_id == round_id, Count.axis == axis, Count.value == value))


def allowances_in_use(ids: Iterable[int]) -> set[int]:
    """Return which allowances still have cases."""
    return set(db.session.scalars(select(Case.allowance_id).where(Case.allowance_id.in_(list(ids)))))
