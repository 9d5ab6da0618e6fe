"""The rounds as their page shows them, and what the next one could look like."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from portal.core import clock
from portal.kinds.practicum import policies
from portal.kinds.practicum.orders import Planned
from portal.kinds.practicum.queries import rounds
from portal.programs.models import Round
from portal.programs.windows import window_at


@dataclass(frozen=True)
class PlannedRound:
    """A round, where its wishing stands, and what can be done with it now."""

    round: Round
    window: str
    wishes: int
    may_change: bool
    may_open: bool
    may_close: bool


def planned_rounds() -> Sequence[PlannedRound]:
    """Return every round, the latest first."""
    wishes = rounds.wishes_by_round()
    return [_shown(one, wishes.get(one.id, 0)) for one in reversed(rounds.rounds())]


def next_like(last: Round) -> Planned:
    """Return a round like the last one, later by its own length and a month: a start for whoever plans the next."""
    lasts = last.ends_on - last.starts_on
    by = timedelta(days=7 * ((lasts.days + 30) // 7))
    while last.starts_on + by <= clock.today():
        by += timedelta(days=7)
    number = (last.number or _number_in(last.name)) + 1
    opens = last.apply_from or clock.at(last.starts_on - timedelta(days=35)).replace(hour=9)
    closes = last.apply_to or clock.at(last.starts_on - timedelta(days=14)).replace(hour=18)
    return Planned(
        name=f"{number}차" if (last.starts_on + by).year == last.year else "1차",
        starts_on=last.starts_on + by,
        ends_on=last.ends_on + by,
        apply_from=opens + by,
        apply_to=closes + by,
        results_on=last.results_on + by if last.results_on else None,
    )


def _number_in(name: str) -> int:
    digits = name.removesuffix("차")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 4 else 0


def _shown(one: Round, wishes: int) -> PlannedRound:
    return PlannedRound(
        round=one,
        window=str(window_at(clock.now(), one.apply_from, one.apply_to)),
        wishes=wishes,
        may_change=policies.may_plan(one),
        may_open=policies.may_open_now(one),
        may_close=policies.may_plan(one) and policies.is_taking_wishes(one),
    )
