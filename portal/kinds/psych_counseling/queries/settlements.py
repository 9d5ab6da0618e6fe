"""Settled months, and requests to open them again."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.core.db import db
from portal.core.errors import Missing
from portal.kinds.psych_counseling.models import Asked, Reopening, Settlement


def settlement_or_missing(provider_id: int, month: str) -> Settlement:
    """Return the settlement of a month with an institution; raises Missing."""
    mine = (Settlement.provider_id == provider_id, Settlement.month == month)
    chosen = select(Settlement).where(*mine).options(joinedload(Settlement.provider))
    found = db.session.scalar(chosen)
    if found is None:
        raise Missing
    return found


def reopenings() -> Sequence[Reopening]:
    """Return the requests to open a month again, the newest first."""
    chosen = select(Reopening).options(joinedload(Reopening.provider)).order_by(Reopening.id.desc()).limit(100)
    return db.session.scalars(chosen).all()


def reopenings_asked() -> int:
    """Count the requests to open a month again that wait for an answer."""
    return db.session.scalar(select(func.count()).where(Reopening.state == Asked.ASKED)) or 0


def reopening_or_missing(reopening_id: int) -> Reopening:
    """Return a request to open a month again; raises Missing."""
    found = db.session.get(Reopening, reopening_id)
    if found is None:
        raise Missing
    return found
