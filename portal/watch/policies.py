"""Who sees the roster, who runs it, who commands, who writes a log; and what a turn must keep to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portal.core.actors import Actor, Role
from portal.directory.models import Unit
from portal.directory.policies import COLLEAGUES
from portal.watch import messages, queries
from portal.watch.models import LogState, SwapState, WatchLog, WatchShift, WatchSwap

READERS = COLLEAGUES
"""Everybody of the office sees who is on duty; candidates and outside institutions do not."""
BEFORE_SHIFT = timedelta(minutes=30)
NEXT_SHIFT = timedelta(hours=24)


def may_read(actor: Actor) -> bool:
    """Say whether the actor sees who is on duty."""
    return bool(actor.roles.intersection(READERS))


@dataclass(frozen=True)
class Breach:
    """A rule that somebody's turn on a day would break; a hard one nobody can set aside."""

    words: str
    is_hard: bool


def runs(actor: Actor, unit: Unit) -> bool:
    """Say whether the actor runs the roster of a unit: whoever holds the role for it, or for a unit above it."""
    above = {int(part) for part in unit.path.split("/") if part}
    return actor.is_everywhere(Role.DUTY) or bool(actor.units_as(Role.DUTY) & above)


def commands(actor: Actor, unit: Unit) -> bool:
    """Say whether the actor orders and approves: the unit's head, or who stands in today for one who is away."""
    above = {int(part) for part in unit.path.split("/") if part}
    is_head = actor.is_everywhere(Role.HEAD) or bool(actor.units_as(Role.HEAD) & above)
    return is_head or queries.stood_in_for_by(actor.person_id, unit)


def is_on(actor: Actor, shift: WatchShift) -> bool:
    """Say whether the actor is on a shift."""
    return actor.person_id is not None and any(turn.person_id == actor.person_id for turn in shift.turns)


def may_write_log(actor: Actor, shift: WatchShift, log: WatchLog | None, now: datetime) -> bool:
    """Say whether the actor writes the log: who is on the shift, from half an hour before it on."""
    is_open = log is None or log.state == LogState.WRITING
    return is_on(actor, shift) and is_open and now >= shift.starts_at - BEFORE_SHIFT


def may_take(actor: Actor, swap: WatchSwap) -> bool:
    """Say whether the actor may agree to a swap: whom it was asked of, or anybody; never one's own."""
    if actor.person_id is None or swap.state != SwapState.OPEN or swap.asker_id == actor.person_id:
        return False
    return swap.taker_id in (None, actor.person_id)


def is_party(actor: Actor, swap: WatchSwap) -> bool:
    """Say whether a swap is about the actor's own duty; whoever is party to it does not approve it."""
    return actor.person_id is not None and actor.person_id in (swap.asker_id, swap.taker_id)


def breaches(one: queries.Member, day: date, other_days: Iterable[date], distance: int) -> list[Breach]:
    """Return the rules that a turn of somebody on a day would break, those that cannot be set aside first."""
    found = []
    obstacle = one.obstacle(day)
    if obstacle:
        found.append(Breach(messages.cannot(one.name, obstacle), is_hard=obstacle != messages.AWAY))
    for other in sorted(other_days):
        apart = abs((other - day).days)
        if not apart:
            found.append(Breach(messages.same_day(day), is_hard=True))
        elif apart < distance:
            found.append(Breach(messages.near_turn(other, apart, distance), is_hard=False))
    return sorted(found, key=lambda breach: not breach.is_hard)


def rank(grade: str) -> tuple[int, str]:
    """Return a key by which the higher grade comes first; grades without a number come last."""
    digits = "".join(character for character in grade if character.isdigit())
    return (int(digits) if digits else 99, grade)
