"""Swaps."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased, joinedload

from portal.core.db import db
from portal.core.errors import Missing
from portal.watch import messages
from portal.watch.models import LIVE, SwapState, WatchShift, WatchSwap, WatchTurn


def swap_or_missing(public_id: str) -> WatchSwap:
    """Return a swap with its turns, read anew; raises Missing."""
    found = db.session.scalar(_SWAPS.where(WatchSwap.public_id == public_id).execution_options(populate_existing=True))
    if found is None:
        raise Missing(messages.NO_SUCH_THING)
    return found


def swaps_live() -> Sequence[WatchSwap]:
    """Return the swaps that wait for somebody, the oldest first."""
    return db.session.scalars(_SWAPS.where(WatchSwap.state.in_(LIVE)).order_by(WatchSwap.asked_at)).all()


def swaps_about(person_id: int | None, *, count: int) -> Sequence[WatchSwap]:
    """Return what somebody asked for or was asked for, the latest first."""
    concerned = or_(WatchSwap.asker_id == person_id, WatchSwap.taker_id == person_id)
    return db.session.scalars(_SWAPS.where(concerned).order_by(WatchSwap.id.desc()).limit(count)).all()


def swaps_for_anybody(besides: int | None) -> Sequence[WatchSwap]:
    """Return what whoever wants may take."""
    anybody = (WatchSwap.state == SwapState.OPEN, WatchSwap.taker_id.is_(None), WatchSwap.asker_id != besides)
    return db.session.scalars(_SWAPS.where(*anybody).order_by(WatchSwap.asked_at)).all()


def live_swaps_touching(turn_ids: Collection[int]) -> Sequence[WatchSwap]:
    """Return the swaps that wait for somebody and would move one of some turns."""
    touching = or_(WatchSwap.turn_id.in_(turn_ids), WatchSwap.return_turn_id.in_(turn_ids))
    return db.session.scalars(_SWAPS.where(touching, WatchSwap.state.in_(LIVE))).all()


def overdue_swaps(now: datetime) -> Sequence[WatchSwap]:
    """Return the swaps whose time has come before anybody decided."""
    given, wanted = (aliased(WatchTurn), aliased(WatchTurn))
    first, second = aliased(WatchShift), aliased(WatchShift)
    return db.session.scalars(
        _SWAPS.join(given, given.id == WatchSwap.turn_id)
        .join(first, first.id == given.shift_id)
        .outerjoin(wanted, wanted.id == WatchSwap.return_turn_id)
        .outerjoin(second, second.id == wanted.shift_id)
        .where(WatchSwap.state.in_(LIVE), or_(first.starts_at <= now, second.starts_at <= now))
    ).all()


def lock_turns(turn_ids: Collection[int]) -> None:
    """Let two who would move one turn at once come one after the other; always in the same order."""
    ids = sorted(turn_ids)
    db.session.execute(select(WatchTurn.id).where(WatchTurn.id.in_(ids)).order_by(WatchTurn.id).with_for_update())


_OF_TURN = joinedload(WatchTurn.shift).joinedload(WatchShift.kind), joinedload(WatchTurn.person)
_SWAPS = select(WatchSwap).options(
    joinedload(WatchSwap.turn).options(*_OF_TURN),
    joinedload(WatchSwap.return_turn).options(*_OF_TURN),
    joinedload(WatchSwap.asker),
    joinedload(WatchSwap.taker),
)
