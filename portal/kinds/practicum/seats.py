"""Seats at hosts: every change is one atomic statement on the offer's row, and the database is the last judge."""

from sqlalchemy import update

from portal.core.db import db
from portal.kinds.practicum.models import HostOffer


def take_seat(offer_id: int) -> bool:
    """Take a seat of an institution; False when none is left."""
    return _move(offer_id, 1)


def give_seat_back(offer_id: int) -> None:
    """Give a seat back, for whoever comes next."""
    _move(offer_id, -1)


def _move(offer_id: int, by: int) -> bool:
    moved = db.session.execute(
        update(HostOffer)
        .where(HostOffer.id == offer_id, HostOffer.taken + by <= HostOffer.seats, HostOffer.taken + by >= 0)
        .values(taken=HostOffer.taken + by)
        .returning(HostOffer.id)
        .execution_options(synchronize_session=False)
    )
    return moved.one_or_none() is not None
