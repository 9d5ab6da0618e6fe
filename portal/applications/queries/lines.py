"""Who waits in a round and who sits, and what is offered to whom."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import joinedload

from portal.applications.models import Application, Status
from portal.applications.records import OfferState, WaitingOffer
from portal.core import clock
from portal.core.db import db
from portal.programs.models import Plan, Program, Round

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


def unconfirmed() -> list[Application]:
    """Return those who were told that they have a seat and have not confirmed it, in rounds that want that."""
    query = (
        select(Application)
        .join(Plan, Plan.round_id == Application.round_id)
        .where(
            Plan.confirm_by.is_not(None),
            Application.status == Status.APPROVED,
            Application.settles_at.is_(None),
            Application.confirmed_at.is_(None),
        )
        .order_by(Application.round_id, Application.id)
    )
    return list(db.session.scalars(query))


def overflow_of(round_: Round) -> list[Application]:
    """Return those for whom there would be no seat, since there are fewer now: the last who came; nobody is ejected."""
    over = round_.seats_taken - (round_.seats_taken if round_.capacity is None else round_.capacity)
    if over <= 0:
        return []
    query = (
        select(Application)
        .where(Application.round_id == round_.id, Application.holds_seat.is_(True))
        .options(joinedload(Application.person))
        .order_by(Application.place.desc(), Application.id.desc())
        .limit(over)
    )
    return list(db.session.scalars(query))[::-1]


def rounds_of(application_ids: Sequence[int]) -> set[int]:
    """Return the rounds of some applications."""
    return set(db.session.scalars(select(Application.round_id).where(Application.id.in_(application_ids))))


def applications_by_id(application_ids: Sequence[int]) -> dict[int, Application]:
    """Return some applications by id."""
    rows = db.session.scalars(select(Application).where(Application.id.in_(application_ids)))
    return {row.id: row for row in rows}


def on_the_list(round_id: int) -> list[Application]:
    """Return all on the waiting list of a round as its officers see it, those with an offer first, with people."""
    query = (
        select(Application)
        .where(Application.round_id == round_id, Application.status == Status.WAITLISTED)
        .options(joinedload(Application.person))
        .order_by(Application.holds_seat.desc(), *IN_ORDER)
    )
    return list(db.session.scalars(query))


def missed_in(round_id: int) -> list[Application]:
    """Return those of a round who did not come, with people."""
    query = select(Application).where(Application.round_id == round_id, Application.status == Status.NO_SHOW)
    return list(db.session.scalars(query.options(joinedload(Application.person)).order_by(Application.id)))


def one_of(round_id: int, public_id: str) -> Application | None:
    """Return one application of a round with its person."""
    query = select(Application).where(Application.round_id == round_id, Application.public_id == public_id)
    return db.session.scalar(query.options(joinedload(Application.person)).execution_options(populate_existing=True))


def rounds_with_seats_and_a_line() -> list[int]:
    """Return the rounds that have not begun and in which somebody waits while a seat is free."""
    is_free = or_(Round.capacity.is_(None), Round.seats_taken < Round.capacity)
    query = select(Round.id).where(Round.waiting > 0, is_free, Round.starts_on > clock.today())
    return list(db.session.scalars(query.order_by(Round.id)))
