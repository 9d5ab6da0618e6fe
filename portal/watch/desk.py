"""What the pages for everybody show, put together for their templates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from portal.core import clock
from portal.core.actors import Actor
from portal.core.errors import Missing
from portal.directory.queries import PersonFacts, people_facts
from portal.watch import calendar, messages, policies, queries
from portal.watch.models import (
    LIVE,
    RosterState,
    SwapState,
    WatchExcuse,
    WatchLog,
    WatchSetting,
    WatchShift,
    WatchSwap,
    WatchTurn,
)
from portal.watch.services import swapping

KEPT_IN_VIEW = timedelta(days=120)
SWAPS_SHOWN = 20


@dataclass(frozen=True)
class Standing:
    """What the actor is in matters of duty."""

    setting: WatchSetting
    runs: bool
    commands: bool

    @property
    def sees_desk(self) -> bool:
        """Say whether the actor opens the desk at all."""
        return self.runs or self.commands


@dataclass(frozen=True)
class Day:
    """One field of the calendar."""

    day: date
    is_in_month: bool
    holiday: str
    shifts: Sequence[WatchShift]

    @property
    def is_off(self) -> bool:
        """Say whether the office does not work that day."""
        return bool(self.holiday) or self.day.weekday() >= 5


@dataclass(frozen=True)
class Month:
    """The calendar of a month as somebody sees it, with who is on duty now."""

    month: date
    weeks: Sequence[Sequence[Day]]
    now: Sequence[WatchShift]
    facts: Mapping[int, PersonFacts]
    setting: WatchSetting | None
    sees_desk: bool
    is_ordered: bool
    before: date
    after: date

    @property
    def days(self) -> list[Day]:
        """Return the days of the month itself, for a list."""
        return [day for week in self.weeks for day in week if day.is_in_month]


@dataclass(frozen=True)
class Rest:
    """A turn that earned a rest: from when until when it can be taken."""

    turn: WatchTurn
    first: date
    last: date

    @property
    def is_late(self) -> bool:
        """Say whether the days have passed and none was chosen."""
        return self.turn.rest_on is None and self.last < clock.today()


@dataclass(frozen=True)
class Mine:
    """Somebody's own duty."""

    turns: Sequence[WatchTurn]
    rests: Sequence[Rest]
    swaps: Sequence[WatchSwap]
    wanted: Sequence[WatchSwap]
    excuses: Sequence[WatchExcuse]
    is_member: bool
    live: frozenset[int]


@dataclass(frozen=True)
class SwapPage:
    """A swap as somebody sees it: what it would break, and what they may do."""

    swap: WatchSwap
    warnings: Sequence[str]
    may_take: bool
    may_withdraw: bool
    may_decide: bool


@dataclass(frozen=True)
class LogPage:
    """The log of a shift as somebody sees it, and what they may do with it."""

    shift: WatchShift
    log: WatchLog | None
    may_write: bool
    may_check: bool
    may_confirm: bool


def standing(actor: Actor) -> Standing | None:
    """Return what the actor is in matters of duty; None where nothing is set up."""
    setting = queries.setting()
    if setting is None:
        return None
    return Standing(setting, policies.runs(actor, setting.unit), policies.commands(actor, setting.unit))


def at_desk(actor: Actor) -> Standing:
    """Return the standing of who sits at the desk; raises Missing for everybody else."""
    found = standing(actor)
    if found is None or not found.sees_desk:
        raise Missing(messages.NO_SUCH_THING)
    return found


def on_duty_now() -> Sequence[WatchShift]:
    """Return the shifts that run now, and those that begin today."""
    now = clock.now()
    midnight = clock.at(clock.today() + timedelta(days=1))
    return queries.shifts_between(now, midnight)


def today_on_duty() -> tuple[Sequence[WatchShift], str]:
    """Return who is on duty now and today, and the number of the duty room."""
    setting = queries.setting()
    return (on_duty_now(), setting.phone) if setting else ((), "")


def month_of(actor: Actor, month: date) -> Month:
    """Return the calendar of a month."""
    first = month - timedelta(days=(month.weekday() + 1) % 7)
    last = calendar.next_month(month)
    until = last + timedelta(days=(6 - last.weekday()) % 7)
    shifts = queries.shifts_between(clock.at(first), clock.at(until))
    by_day: dict[date, list[WatchShift]] = {}
    for shift in shifts:
        by_day.setdefault(shift.day, []).append(shift)
    days = [
        Day(day, day.month == month.month, clock.holiday_name(day) or "", by_day.get(day, ()))
        for day in (first + timedelta(days=n) for n in range((until - first).days))
    ]
    found, now = standing(actor), on_duty_now()
    roster = queries.roster_of(month)
    return Month(
        month=month,
        weeks=[days[n : n + 7] for n in range(0, len(days), 7)],
        now=now,
        facts=people_facts({turn.person_id for shift in now for turn in shift.turns}),
        setting=found.setting if found else None,
        sees_desk=found is not None and found.sees_desk,
        is_ordered=roster is not None and roster.state == RosterState.ORDERED,
        before=calendar.first_of(month - timedelta(days=1)),
        after=last,
    )


def mine(actor: Actor) -> Mine:
    """Return somebody's own duty, in a number of statements that does not grow with it."""
    today, now = clock.today(), clock.now()
    setting = queries.setting()
    turns = queries.turns_of(actor.person_id, now)
    rests = queries.earned(now - KEPT_IN_VIEW, now, person_id=actor.person_id or 0)
    live = queries.live_swaps_touching([turn.id for turn in turns]) if turns else []
    members = queries.members_of(setting.unit, today, today) if setting else []
    is_member = any(one.person_id == actor.person_id for one in members)
    return Mine(
        turns=turns,
        rests=[rest_of(turn, setting.rest_days) for turn in reversed(rests)] if setting else [],
        swaps=queries.swaps_about(actor.person_id, count=SWAPS_SHOWN),
        wanted=queries.swaps_for_anybody(actor.person_id) if is_member else [],
        excuses=[one for one in queries.own_excuses(actor.person_id, today) if one.excuse == "own"],
        is_member=is_member,
        live=frozenset(one for swap in live for one in (swap.turn_id, swap.return_turn_id) if one),
    )


def rest_of(turn: WatchTurn, within: int) -> Rest:
    """Return when the rest for a turn can be taken."""
    return Rest(turn, *calendar.rest_window(turn.shift.ends_at, within))


def own_turn(actor: Actor, public_id: str) -> WatchTurn:
    """Return an ordered turn of one's own; raises Missing."""
    turn = queries.turn_or_missing(public_id)
    if actor.person_id is None or turn.person_id != actor.person_id or turn.shift.roster.state != RosterState.ORDERED:
        raise Missing(messages.NO_SUCH_THING)
    return turn


def partners(turn: WatchTurn) -> list[tuple[str, str]]:
    """Return with whom a turn can be exchanged, as a field takes them: their turns first, then people, then anybody."""
    setting = queries.setting()
    if setting is None:
        return []
    day = turn.shift.day
    others = [
        other
        for other in queries.turns_to_come(clock.now(), clock.at(calendar.next_month(calendar.next_month(day))))
        if other.person_id != turn.person_id and other.shift_id != turn.shift_id
    ]
    members = [one for one in queries.members_of(setting.unit, day, day) if not one.obstacle(day)]
    on_shift = {other.person_id for other in turn.shift.turns}
    free = [one for one in members if one.person_id not in on_shift]
    able = {one.person_id for one in free}
    exchange = [
        (f"turn:{other.public_id}", f"{other.person.name}님의 {messages.shift_name(other.shift)}과 맞바꾸기")
        for other in others
        if other.person_id in able
    ]
    give = [(f"person:{one.person_id}", f"{one.unit_name} {one.name}님께 넘기기") for one in free]
    return [("anybody", messages.ANYBODY), *exchange, *give]


def swap_shown(actor: Actor, public_id: str) -> WatchSwap:
    """Return a swap to who is party to it, could take it, or sits at the desk; raises Missing."""
    swap = queries.swap_or_missing(public_id)
    found = standing(actor)
    if policies.is_party(actor, swap) or policies.may_take(actor, swap) or (found and found.sees_desk):
        return swap
    raise Missing(messages.NO_SUCH_THING)


def swap_page(actor: Actor, public_id: str) -> SwapPage:
    """Return a swap with the rules it would break, to who may see it; raises Missing."""
    swap = swap_shown(actor, public_id)
    found = standing(actor)
    is_live, is_own = swap.state in LIVE, policies.is_party(actor, swap)
    warnings: list[str] = []
    taker_id = swap.taker_id or (actor.person_id if policies.may_take(actor, swap) else None)
    if is_live and taker_id is not None:
        warnings = [one.words for one in swapping.breaches_of(swap.turn, taker_id, besides=swap.return_turn)]
        if swap.return_turn is not None:
            back = swapping.breaches_of(swap.return_turn, swap.asker_id, besides=swap.turn)
            warnings += [f"{swap.asker.name}: {one.words}" for one in back]
    return SwapPage(
        swap,
        warnings,
        may_take=policies.may_take(actor, swap),
        may_withdraw=is_live and swap.asker_id == actor.person_id,
        may_decide=swap.state == SwapState.TAKEN and found is not None and found.commands and not is_own,
    )


def log_page(actor: Actor, shift_id: str) -> LogPage:
    """Return the log of a shift to who is on it or on the next, and to the desk; raises Missing."""
    shift = queries.shift_or_missing(shift_id)
    found = standing(actor)
    sees = (found is not None and found.sees_desk) or policies.is_on(actor, shift) or _comes_next(actor, shift)
    if not sees or found is None:
        raise Missing(messages.NO_SUCH_THING)
    log = queries.log_of(shift.id)
    state = log.state if log else ""
    return LogPage(
        shift,
        log,
        may_write=policies.may_write_log(actor, shift, log, clock.now()),
        may_check=found.runs and state == "handed_over",
        may_confirm=found.commands and state == "checked",
    )


def _comes_next(actor: Actor, shift: WatchShift) -> bool:
    """Say whether the actor takes over from a shift."""
    following = queries.shifts_between(shift.ends_at, shift.ends_at + policies.NEXT_SHIFT)
    return any(policies.is_on(actor, one) for one in following)
