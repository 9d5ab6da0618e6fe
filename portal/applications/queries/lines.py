"""Who waits in a round and who sits, and what is offered to whom."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import joinedload

from portal.applications.models import Application, Status
from portal.applications.records import OfferState, WaitingOffer
from portal.core.db import db
from portal.programs.models import Program, Round

_ONCE_IN_LINE = (Status.WAITLISTED, Status.REJECTED, Status.NOT_SELECTED)
IN_ORDER = (Application.waiting_priority.desc(), Application.place, Application.id)


def _waits(round_id: int) -> ColumnElement[bool]:
    """Return the condition that somebody waits; an undecided removal from the line keeps its place until it settles."""
    return and_(
        Application.round_id == round_id,
        Application.status.in_(_ONCE_IN_LINE),
        Application.told_status == Status.WAITLISTED,
        Application.holds_seat.is_(False),
    )


def waiting_in(round_id: int, *, most: int | None = None) -> list[Application]:
    """Return those who wait in a round, locked, in their order."""
    query = select(Application).where(_waits(round_id)).order_by(*IN_ORDER).limit(most)
    return list(db.session.scalars(query.with_for_update(), execution_options={"populate_existing": True}))


def seated_in(round_id: int) -> list[tuple[int, int | None, str]]:
    """Return (application, unit, "직렬 직급") of those who hold a seat of a round."""
    query = select(Application.id, Application.snapshot_unit_id, Application.snapshot_grade).where(
        Application.round_id == round_id, Application.holds_seat.is_(True)
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(query)]


def live_offer(application_id: int) -> WaitingOffer | None:
    """Return the seat that is kept for an application, if there is one."""
    return db.session.scalar(
        select(WaitingOffer)
        .where(WaitingOffer.application_id == application_id, WaitingOffer.state == OfferState.OFFERED)
        .execution_options(populate_existing=True)
    )


def live_offers(application_ids: Sequence[int]) -> dict[int, WaitingOffer]:
    """Return by application the seats that are kept."""
    rows = select(WaitingOffer).where(
        WaitingOffer.application_id.in_(application_ids), WaitingOffer.state == OfferState.OFFERED
    )
    return {row.application_id: row for row in db.session.scalars(rows)} if application_ids else {}


def offers_past(now: datetime) -> list[WaitingOffer]:
    """Return the offers whose time is over, by round."""
    query = (
        select(WaitingOffer)
        .where(WaitingOffer.state == OfferState.OFFERED, WaitingOffer.expires_at <= now)
        .options(joinedload(WaitingOffer.application))
        .order_by(WaitingOffer.round_id, WaitingOffer.id)
    )
    return list(db.session.scalars(query))


def rounds_with_a_line(now: datetime) -> list[Round]:
    """Return the rounds in which somebody waits or is offered a seat although they have begun or may have to stop."""
    waits = select(Application.round_id).where(Application.status == Status.WAITLISTED)
    query = (
        select(Round)
        .where(Round.id.in_(waits), or_(Round.apply_to.is_(None), Round.apply_to < now))
        .options(joinedload(Round.program).joinedload(Program.owner_unit))
        .order_by(Round.id)
    )
    return list(db.session.scalars(query))


def told_that_they_wait(round_id: int) -> list[Application]:
    """Return all who stand on a waiting list, those with an offer included, whose state nobody is about to change."""
    query = select(Application).where(
        Application.round_id == round_id, Application.status == Status.WAITLISTED, Application.settles_at.is_(None)
    )
    return list(db.session.scalars(query.order_by(*IN_ORDER)))


def unconfirmed(now: datetime) -> list[Application]:
    """Return those who were told that they have a seat, have not confirmed it, and whose round wants that."""
    from_plan = select(Application).join(Round, Round.id == Application.round_id)
    return list(db.session.scalars(from_plan.where(Application.settles_at.is_(None), Application.decided_at <= now)))
