"""Seats and places in line: every change is one atomic statement on the round's row."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import bindparam, case, func, or_, select, update

from portal.core.db import db
from portal.core.errors import Missing
from portal.programs.models import Round


@dataclass(frozen=True)
class Claim:
    """A place in the line of arrival, whether a seat came with it, and if not, whether one was free all the same."""

    place: int
    has_seat: bool
    seat_is_free: bool = False


def hold_rounds(round_ids: Iterable[int]) -> None:
    """Lock the rows of rounds until the command ends, in order of id, so that commands on one round take turns.

    A command that changes applications and then seats does this first: rounds before applications, always. SQLite
    has one writer at a time and needs no lock.
    """
    db.session.execute(select(Round.id).where(Round.id.in_(sorted(round_ids))).order_by(Round.id).with_for_update())


def claim_seat(round_id: int) -> Claim:
    """Give the next place in line and, when a seat is free and nobody waits, the seat, in one statement."""
    row = db.session.execute(_CLAIM, {"claimed": round_id}).one_or_none()
    if row is None:
        raise Missing
    return Claim(row.joined, row.last_join_seated, bool(row.seat_is_free))


def join_line(round_id: int) -> int:
    """Give the next place in line without a seat, for methods that choose later."""
    place = db.session.scalar(
        update(Round)
        .where(Round.id == round_id)
        .values(joined=Round.joined + 1)
        .returning(Round.joined)
        .execution_options(synchronize_session=False)
    )
    if place is None:
        raise Missing
    return place


def has_free_seat(round_id: int) -> bool:
    """Say whether a seat is free now."""
    is_free = or_(Round.capacity.is_(None), Round.seats_taken < Round.capacity)
    return db.session.scalar(select(Round.id).where(Round.id == round_id, is_free)) is not None


def join_waiting(round_id: int) -> int:
    """Give the next place in line among those who wait."""
    place = join_line(round_id)
    enter_line(round_id)
    return place


def release_seat(round_id: int) -> None:
    """Give a seat back; who gets it is the waiting list's business."""
    _add(round_id, seats=-1, waiting=0)


def leave_line(round_id: int) -> None:
    """Take one person out of those who wait."""
    _add(round_id, seats=0, waiting=-1)


def enter_line(round_id: int) -> None:
    """Put one person among those who wait (an officer's decision)."""
    _add(round_id, seats=0, waiting=1)


def set_capacity(round_id: int, capacity: int | None) -> None:
    """Set how many seats there are; below what is taken nobody loses one, and none is given until enough are back."""
    db.session.execute(
        update(Round)
        .where(Round.id == round_id)
        .values(capacity=capacity, is_over_capacity=Round.seats_taken > (2**31 - 1 if capacity is None else capacity))
        .execution_options(synchronize_session=False)
    )


def retake_seat(round_id: int) -> bool:
    """Take a seat for somebody who comes back (an undone or officer's decision); False when none is free."""
    return _take(round_id, from_waiting=0)


def take_seat_for_first(round_id: int) -> bool:
    """Turn one waiting place into a seat; False when no seat is free or nobody waits."""
    return _take(round_id, from_waiting=1)


def _take(round_id: int, *, from_waiting: int) -> bool:
    taken = db.session.execute(
        update(Round)
        .where(
            Round.id == round_id,
            or_(Round.capacity.is_(None), Round.seats_taken < Round.capacity),
            Round.waiting >= from_waiting,
        )
        .values(seats_taken=Round.seats_taken + 1, waiting=Round.waiting - from_waiting)
        .returning(Round.id)
        .execution_options(synchronize_session=False)
    )
    return taken.one_or_none() is not None


def _add(round_id: int, *, seats: int, waiting: int) -> None:
    db.session.execute(
        update(Round)
        .where(Round.id == round_id)
        .values(
            seats_taken=Round.seats_taken + seats,
            waiting=Round.waiting + waiting,
            is_over_capacity=Round.is_over_capacity & (Round.seats_taken + seats > func.coalesce(Round.capacity, 0)),
        )
        .execution_options(synchronize_session=False)
    )


# Run at nine o'clock by everybody at once: made once.
_is_free = or_(Round.capacity.is_(None), (Round.seats_taken < Round.capacity) & (Round.waiting == 0))
_CLAIM = (
    update(Round)
    .where(Round.id == bindparam("claimed"))
    .values(
        joined=Round.joined + 1,
        seats_taken=Round.seats_taken + case((_is_free, 1), else_=0),
        waiting=Round.waiting + case((_is_free, 0), else_=1),
        last_join_seated=case((_is_free, True), else_=False),
    )
    .returning(Round.joined, Round.last_join_seated, (Round.seats_taken < Round.capacity).label("seat_is_free"))
    .execution_options(synchronize_session=False)
)
