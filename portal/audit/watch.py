"""Writes down what becomes of rules, rosters, turns, swaps and logs of duty."""

from typing import Any

from portal.audit.listeners import note
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.events import listen
from portal.watch import messages
from portal.watch.events import LogMoved, RosterMoved, RulesChanged, SwapMoved, TurnChanged
from portal.watch.models import WatchLog, WatchRoster, WatchSwap, WatchTurn


@listen(RulesChanged)
def note_rules(event: RulesChanged) -> None:
    """Note a changed kind, rule or excuse."""
    _note(
        event.actor, f"watch_rule.{event.action}", "watch_rule", event.ref, event.name, event.subject_id,
        before=dict(event.before), after=dict(event.after),
    )  # fmt: skip


@listen(RosterMoved)
def note_roster(event: RosterMoved) -> None:
    """Note a step of a month."""
    roster = db.session.get_one(WatchRoster, event.roster_id)
    name = messages.month_name(roster.month)
    _note(event.actor, f"watch_roster.{event.action}", "watch_roster", roster.public_id, name, reason=event.reason)


@listen(TurnChanged)
def note_turn(event: TurnChanged) -> None:
    """Note who is on duty instead of whom, and the day of rest."""
    turn = db.session.get_one(WatchTurn, event.turn_id)
    _note(
        event.actor, f"watch_turn.{event.action}", "watch_turn", turn.public_id, messages.shift_name(turn.shift),
        turn.person_id, before=dict(event.before), after=dict(event.after), reason=event.reason,
    )  # fmt: skip


@listen(SwapMoved)
def note_swap(event: SwapMoved) -> None:
    """Note a step of a swap; the reason for which it was asked is not copied."""
    swap = db.session.get_one(WatchSwap, event.swap_id)
    name = messages.shift_name(swap.turn.shift)
    reason = "" if event.action == "ask" else event.note
    _note(event.actor, f"watch_swap.{event.action}", "watch_swap", swap.public_id, name, swap.asker_id, reason=reason)


@listen(LogMoved)
def note_log(event: LogMoved) -> None:
    """Note that a log was handed over, checked, confirmed or given back; what it says is not copied."""
    log = db.session.get_one(WatchLog, event.log_id)
    name = messages.shift_name(log.shift)
    _note(event.actor, f"watch_log.{event.action}", "watch_log", log.shift.public_id, name, reason=event.reason)


def _note(  # noqa: PLR0913 - what the trail knows of a thing
    actor: Actor,
    action: str,
    kind: str,
    ref: str,
    name: str,
    subject_id: int | None = None,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> None:
    note(
        actor, action, object_type=kind, object_ref=ref, object_name=name, subject_id=subject_id,
        before=before or {}, after=after or {}, reason=reason,
    )  # fmt: skip
