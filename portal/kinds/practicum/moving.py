"""The one way a placement moves: by the table, with a line of history and an event."""

from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Stale
from portal.core.events import emit
from portal.kinds.practicum import messages
from portal.kinds.practicum.events import PlacementMoved
from portal.kinds.practicum.models import Placement, PlacementState, PlacementStep
from portal.kinds.practicum.policies import may_take
from portal.kinds.practicum.seats import give_seat_back
from portal.kinds.practicum.workflow import Action, next_state


def begin(placement: Placement, *, actor: Actor, note: str = "") -> None:
    """Write down how a placement came to be."""
    _write(placement, Action.WISH, None, actor=actor, note=note, unit_id=None)


def move(placement: Placement, action: Action, *, actor: Actor, note: str = "") -> PlacementState:
    """Move a placement and return its new state; raises Stale when the table or the days allow no such step.

    Flushes, so that a row somebody else changed raises StaleDataError here.
    """
    before = PlacementState(placement.state)
    after = next_state(before, action)
    if not may_take(placement, action):
        raise Stale(messages.BEGUN)
    unit_id = placement.offer.unit_id if placement.offer else None
    placement.state = after
    placement.moved_at = clock.now()
    _write(placement, action, before, actor=actor, note=note, unit_id=unit_id)
    return after


def leave_host(placement: Placement) -> None:
    """Give the seat of a placement back and forget the host; its name stays in the history."""
    if placement.holds_seat and placement.offer_id is not None:
        give_seat_back(placement.offer_id)
    placement.holds_seat = False
    placement.offer = None
    placement.first_day = placement.last_day = placement.reply_by = None


def _write(
    placement: Placement, action: Action, before: PlacementState | None, *, actor: Actor, note: str, unit_id: int | None
) -> None:
    db.session.flush()
    db.session.add(
        PlacementStep(
            placement_id=placement.id,
            at=clock.now(),
            actor_name=actor.name[:40],
            actor_account_id=actor.account_id,
            action=action,
            from_state=before,
            to_state=placement.state,
            unit_id=unit_id,
            note=note[:600],
        )
    )
    db.session.flush()
    emit(PlacementMoved(placement.id, actor, action, before, placement.state, note))
