"""Swaps: asked for, agreed to by a colleague, approved by the commander, on record."""

from collections.abc import Sequence

from sqlalchemy.exc import IntegrityError

from portal.core import clock
from portal.core.actors import SYSTEM, Actor
from portal.core.db import db
from portal.core.errors import Missing, NotAllowed, Refusal, Stale
from portal.core.events import emit
from portal.core.transaction import command
from portal.watch import messages, policies, queries
from portal.watch.events import SwapMoved, TurnChanged
from portal.watch.models import RosterState, SwapState, WatchSwap, WatchTurn
from portal.watch.services._core import name_chiefs, rules, rules_for_commander
from portal.watch.workflow import SWAP


@command
def ask(
    actor: Actor, turn_id: str, *, taker_id: int | None, return_turn_id: str, reason: str, version: int
) -> WatchSwap:
    """Ask a colleague, or whoever will, to take a turn of one's own, alone or for a turn of theirs."""
    turn = queries.turn_or_missing(turn_id)
    if actor.person_id is None or turn.person_id != actor.person_id or not _is_ordered(turn):
        raise Missing(messages.NO_SUCH_THING)
    wanted = queries.turn_or_missing(return_turn_id) if return_turn_id else None
    pair = [one for one in (turn, wanted) if one is not None]
    queries.lock_turns([one.id for one in pair])
    pair = [queries.turn_or_missing(one.public_id) for one in pair]  # as they are now that nobody else moves them
    taker_id = wanted.person_id if wanted is not None else taker_id
    if turn.version != version or not all(_is_ordered(one) for one in pair):
        raise Stale(messages.STALE)
    if queries.live_swaps_touching([one.id for one in pair]):
        raise Refusal(messages.SWAP_LIVE)
    if taker_id == actor.person_id:
        raise Refusal(messages.SWAP_OWN, field="partner")
    _check_begun(pair)
    if taker_id is not None:
        check_rules(turn, wanted, taker_id, field="partner")
    swap = WatchSwap(
        turn=turn, return_turn=wanted, asker_id=actor.person_id, taker_id=taker_id, reason=reason,
        state=SwapState.OPEN, asked_at=clock.now(),
    )  # fmt: skip
    db.session.add(swap)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Refusal(messages.SWAP_LIVE) from error
    emit(SwapMoved(actor, swap.id, "ask", "", SwapState.OPEN, reason))
    return swap


@command
def take(actor: Actor, public_id: str, *, version: int) -> WatchSwap:
    """Agree to take somebody's turn; one's own nobody takes, and what somebody else was asked for neither."""
    swap = _to_move(public_id, version)
    if swap.asker_id == actor.person_id:
        raise NotAllowed(messages.SWAP_OWN)
    if actor.person_id is None or swap.taker_id not in (None, actor.person_id):
        raise Missing(messages.NO_SUCH_THING)
    _check_begun(_turns(swap))
    check_rules(swap.turn, swap.return_turn, actor.person_id)
    swap.taker_id, swap.taken_at = actor.person_id, clock.now()
    return _move(actor, swap, "take")


@command
def refuse(actor: Actor, public_id: str, *, version: int) -> WatchSwap:
    """Say no to what one was asked for."""
    swap = _to_move(public_id, version)
    if actor.person_id is None or swap.taker_id != actor.person_id:
        raise Missing(messages.NO_SUCH_THING)
    swap.decided_at, swap.decided_by = clock.now(), actor.name[:40]
    return _move(actor, swap, "refuse")


@command
def withdraw(actor: Actor, public_id: str, *, version: int) -> WatchSwap:
    """Take back what one asked for, as long as nobody has decided."""
    swap = _to_move(public_id, version)
    if actor.person_id is None or swap.asker_id != actor.person_id:
        raise Missing(messages.NO_SUCH_THING)
    return _move(actor, swap, "withdraw")


@command
def decide(actor: Actor, public_id: str, *, approved: bool, note: str, version: int) -> WatchSwap:
    """Approve a swap both want, or not; whoever is party to it leaves it to another commander."""
    rules_for_commander(actor)
    swap = _to_move(public_id, version)
    if policies.is_party(actor, swap):
        raise NotAllowed(messages.SWAP_OWN_APPROVAL)
    if not approved and not note:
        raise Refusal(messages.REASON_NEEDED, field="note")
    if approved:
        _check_begun(_turns(swap))
    swap.decided_at, swap.decided_by, swap.note = clock.now(), actor.name[:40], note
    _move(actor, swap, "approve" if approved else "decline")
    if approved:
        _exchange(actor, swap)
    return swap


@command
def let_pass() -> int:
    """End the swaps whose duty has begun before anybody decided."""
    due = queries.overdue_swaps(clock.now())
    for swap in due:
        _move(SYSTEM, swap, "pass")
    return len(due)


def let_go(actor: Actor, turn: WatchTurn) -> None:
    """End the swaps that wait about a turn which somebody else was put on."""
    for swap in queries.live_swaps_touching([turn.id]):
        _move(actor, swap, "pass")


def check_rules(turn: WatchTurn, wanted: WatchTurn | None, taker_id: int, *, field: str | None = None) -> None:
    """Refuse what no commander could approve: who cannot be on duty that day, or is already."""
    found = hard_breaches(turn, taker_id, besides=wanted)
    if wanted is not None:
        found += hard_breaches(wanted, turn.person_id, besides=turn)
    if found:
        raise Refusal(" ".join(found), field=field)


def hard_breaches(turn: WatchTurn, person_id: int, *, besides: WatchTurn | None) -> list[str]:
    """Say which rules that cannot be set aside somebody would break by taking a turn."""
    return [breach.words for breach in breaches_of(turn, person_id, besides=besides) if breach.is_hard]


def breaches_of(turn: WatchTurn, person_id: int, *, besides: WatchTurn | None) -> Sequence[policies.Breach]:
    """Return the rules that somebody would break by taking a turn."""
    setting, day = rules(), turn.shift.day
    member = next((one for one in queries.members_of(setting.unit, day, day) if one.person_id == person_id), None)
    if member is None:
        return [policies.Breach(messages.NOT_A_MEMBER, is_hard=True)]
    near = queries.days_near(person_id, day, setting.distance_days, besides=besides.id if besides else 0)
    return policies.breaches(member, day, near, setting.distance_days)


def _exchange(actor: Actor, swap: WatchSwap) -> None:
    """Let the two change places; the day of rest goes with the duty."""
    assert swap.taker_id is not None, "only what somebody has taken is approved"
    check_rules(swap.turn, swap.return_turn, swap.taker_id)
    _put(actor, swap, swap.turn, swap.taker_id)
    if swap.return_turn is not None:
        _put(actor, swap, swap.return_turn, swap.asker_id)


def _put(actor: Actor, swap: WatchSwap, turn: WatchTurn, person_id: int) -> None:
    before = turn.person.name
    turn.person_id, turn.why, turn.reason = person_id, {"words": messages.BY_SWAP}, swap.reason
    turn.changed_at, turn.reminded_at, turn.rest_on = clock.now(), None, None
    db.session.flush()
    db.session.refresh(turn, ["person"])
    shift = queries.shift_of_any_month(turn.shift.public_id)
    name_chiefs(shift.turns)
    db.session.flush()
    said = {"who": before}, {"who": turn.person.name, "day_on_duty": messages.shift_name(shift)}
    emit(TurnChanged(actor, turn.id, "swap", *said, reason=swap.reason))


def _to_move(public_id: str, version: int) -> WatchSwap:
    """Return a swap with its turns locked; of an older version or one whose turns have moved, raises Stale."""
    swap = queries.swap_or_missing(public_id)
    queries.lock_turns([turn.id for turn in _turns(swap)])
    swap = queries.swap_or_missing(public_id)
    has_moved = swap.turn.person_id != swap.asker_id
    if swap.return_turn is not None:
        has_moved = has_moved or swap.return_turn.person_id != swap.taker_id
    if swap.version != version or (has_moved and swap.state in (SwapState.OPEN, SwapState.TAKEN)):
        raise Stale(messages.SWAP_MOVED)
    return swap


def _move(actor: Actor, swap: WatchSwap, act: str) -> WatchSwap:
    before = swap.state
    after = SWAP.get((SwapState(before), act))
    if after is None:
        raise Stale(messages.SWAP_MOVED)
    swap.state = after
    db.session.flush()
    emit(SwapMoved(actor, swap.id, act, before, after, swap.note))
    return swap


def _turns(swap: WatchSwap) -> list[WatchTurn]:
    return [turn for turn in (swap.turn, swap.return_turn) if turn is not None]


def _check_begun(turns: Sequence[WatchTurn]) -> None:
    if any(turn.shift.starts_at <= clock.now() for turn in turns):
        raise Refusal(messages.SWAP_BEGUN)


def _is_ordered(turn: WatchTurn) -> bool:
    return turn.shift.roster.state == RosterState.ORDERED
