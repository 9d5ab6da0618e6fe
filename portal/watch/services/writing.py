"""The log of a shift, the day of rest it earns, and the word on the day before."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Missing, NotAllowed, Refusal, Stale
from portal.core.events import emit
from portal.core.korean import kdate
from portal.core.transaction import command
from portal.watch import calendar, messages, policies, queries
from portal.watch.events import LogMoved, TurnChanged, TurnNears
from portal.watch.models import LogState, RosterState, WatchCall, WatchLog, WatchPatrol, WatchShift, WatchTurn
from portal.watch.services._core import rules, rules_for_commander, rules_for_runner
from portal.watch.workflow import LOG

WORDS = ("taken_over", "documents", "events", "last_out", "handed_over")
AROUND = timedelta(hours=1)


@command
def write(actor: Actor, shift_id: str, *, version: int, words: Mapping[str, str]) -> WatchLog:
    """Keep what is written so far."""
    log = _to_write(actor, shift_id)
    if log.version != version and log.version > 1:
        raise Stale(messages.STALE)
    for name in WORDS:
        setattr(log, name, words[name])
    db.session.flush()
    return log


@command
def add_patrol(actor: Actor, shift_id: str, *, at: time, place: str, found: str) -> WatchPatrol:
    """Write down a round through the building."""
    log = _to_write(actor, shift_id)
    patrol = WatchPatrol(log_id=log.id, at=_moment(log.shift, at), place=place, found=found)
    db.session.add(patrol)
    db.session.flush()
    return patrol


@command
def add_call(actor: Actor, shift_id: str, *, at: time, about: str, done: str) -> WatchCall:
    """Write down a call."""
    log = _to_write(actor, shift_id)
    call = WatchCall(log_id=log.id, at=_moment(log.shift, at), about=about, done=done)
    db.session.add(call)
    db.session.flush()
    return call


@command
def remove_patrol(actor: Actor, shift_id: str, patrol_id: int) -> None:
    """Take a round out again, as long as the log is being written."""
    log = _to_write(actor, shift_id)
    db.session.delete(queries.patrol_or_missing(log.id, patrol_id))


@command
def remove_call(actor: Actor, shift_id: str, call_id: int) -> None:
    """Take a call out again, as long as the log is being written."""
    log = _to_write(actor, shift_id)
    db.session.delete(queries.call_or_missing(log.id, call_id))


@command
def hand_over(actor: Actor, shift_id: str) -> WatchLog:
    """Hand the log over, once the shift is at its end and says what comes next and who left last."""
    log = _to_write(actor, shift_id)
    if not (log.handed_over and log.last_out):
        raise Refusal(messages.LOG_NEEDS, field="handed_over")
    if clock.now() < log.shift.ends_at - policies.BEFORE_SHIFT:
        raise Refusal(messages.LOG_NOT_OVER)
    log.handed_over_at, log.handed_over_by = clock.now(), actor.name[:40]
    return _move(actor, log, "hand_over")


@command
def check(actor: Actor, shift_id: str, *, version: int) -> WatchLog:
    """Confirm a log as who runs the roster."""
    rules_for_runner(actor)
    log = _to_move(shift_id, version)
    log.checked_at, log.checked_by = clock.now(), actor.name[:40]
    return _move(actor, log, "check")


@command
def confirm(actor: Actor, shift_id: str, *, version: int) -> WatchLog:
    """Confirm a log as who commands."""
    rules_for_commander(actor)
    log = _to_move(shift_id, version)
    log.confirmed_at, log.confirmed_by = clock.now(), actor.name[:40]
    return _move(actor, log, "confirm")


@command
def give_back(actor: Actor, shift_id: str, *, version: int, reason: str) -> WatchLog:
    """Give a log back to be mended."""
    setting = rules()
    if not (policies.runs(actor, setting.unit) or policies.commands(actor, setting.unit)):
        raise NotAllowed(messages.NOT_YOURS)
    log = _to_move(shift_id, version)
    if not reason:
        raise Refusal(messages.REASON_NEEDED, field="reason")
    log.checked_at = log.handed_over_at = None
    log.checked_by = log.handed_over_by = ""
    return _move(actor, log, "give_back", reason)


@command
def rest(actor: Actor, turn_id: str, day: date) -> WatchTurn:
    """Write down on which working day somebody takes the rest that a shift of theirs earned."""
    turn = queries.turn_or_missing(turn_id)
    if actor.person_id is None or turn.person_id != actor.person_id or turn.shift.roster.state != RosterState.ORDERED:
        raise Missing(messages.NO_SUCH_THING)
    if not turn.shift.kind.earns_rest or turn.shift.ends_at > clock.now():
        raise Refusal(messages.REST_NOT_EARNED, field="day")
    first, last = calendar.rest_window(turn.shift.ends_at, rules().rest_days)
    if not first <= day <= last or not clock.is_working_day(day):
        raise Refusal(messages.rest_outside(first, last), field="day")
    if queries.rests_on(actor.person_id, day, besides=turn.id):
        raise Refusal(messages.REST_TAKEN, field="day")
    before, turn.rest_on = turn.rest_on, day
    db.session.flush()
    said = {"rest_on": kdate(before) if before else ""}, {"rest_on": kdate(day)}
    emit(TurnChanged(actor, turn.id, "rest", *said))
    return turn


@command
def remind() -> int:
    """Tell everybody whose duty is tomorrow, once."""
    due = queries.due_reminders(clock.today() + timedelta(days=1))
    for turn in due:
        turn.reminded_at = clock.now()
        emit(TurnNears(turn.id))
    return len(due)


def _to_write(actor: Actor, shift_id: str) -> WatchLog:
    """Return the log of a shift, begun if need be, to who is on the shift; raises Missing or Refusal."""
    shift = queries.shift_or_missing(shift_id)
    if not policies.is_on(actor, shift):
        raise Missing(messages.NO_SUCH_THING)
    log = queries.log_of(shift.id)
    if not policies.may_write_log(actor, shift, log, clock.now()):
        raise Refusal(messages.LOG_CLOSED if log is not None else messages.LOG_NOT_YET)
    if log is None:
        log = WatchLog(shift=shift)
        db.session.add(log)
        db.session.flush()
    return log


def _moment(shift: WatchShift, at: time) -> datetime:
    """Return the moment of a shift at which a clock shows a time; raises Refusal when the shift has none."""
    for day in (shift.starts_at.date(), shift.ends_at.date()):
        moment = clock.at(day, at)
        if shift.starts_at - AROUND <= moment <= shift.ends_at + AROUND:
            return moment
    raise Refusal(messages.ROW_OUTSIDE, field="at")


def _to_move(shift_id: str, version: int) -> WatchLog:
    log = queries.log_of(queries.shift_or_missing(shift_id).id)
    if log is None:
        raise Missing(messages.NO_SUCH_THING)
    if log.version != version:
        raise Stale(messages.STALE)
    return log


def _move(actor: Actor, log: WatchLog, act: str, reason: str = "") -> WatchLog:
    after = LOG.get((LogState(log.state), act))
    if after is None:
        raise Stale(messages.STALE)
    log.state = after
    db.session.flush()
    emit(LogMoved(actor, log.id, act, reason))
    return log
