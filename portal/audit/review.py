"""What a privacy officer looks for once a month (안전성 확보조치 기준 §8②), by person and day."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from portal.audit import queries
from portal.audit.queries import Watched
from portal.core import clock

MANY_READS = 100
MANY_FAILURES = 10
MONTHS_SHOWN = 24
NIGHT_BEGINS, NIGHT_ENDS = 22, 6


class Concern(StrEnum):
    """Why an act is looked at."""

    EXPORT = "export"
    NIGHT = "night"
    MANY = "many"
    COLLEAGUE = "colleague"
    SECRET = "secret"  # noqa: S105 - a word, not a password
    RIGHTS = "rights"
    FAILURES = "failures"


@dataclass(frozen=True)
class Finding:
    """What one person did on one day that is looked at, how often, and the action behind which the acts are listed."""

    concern: Concern
    actor_name: str
    day: date
    count: int
    action: str


def month_of(day: date) -> date:
    """Return the first day of a day's month."""
    return day.replace(day=1)


def after(month: date) -> date:
    """Return the first day of the next month."""
    return month_of(month + timedelta(days=31))


def last_finished() -> date:
    """Return the month before this one."""
    return month_of(month_of(clock.today()) - timedelta(days=1))


def months_to_choose(chosen: date) -> list[date]:
    """Return the last two years' months, the newest first, and the one that was chosen."""
    months = [month_of(clock.today())]
    while len(months) < MONTHS_SHOWN:
        months.append(month_of(months[-1] - timedelta(days=1)))
    return sorted({*months, chosen}, reverse=True)


def findings(month: date) -> list[Finding]:
    """Return what stands out in a month, concern by concern, the most frequent first."""
    acts = queries.watched_acts(clock.at(month), clock.at(after(month)))
    return [finding for concern, fits in _CONCERNS.items() for finding in _of(concern, filter(fits, acts))]


def count_by_concern(found: Sequence[Finding]) -> dict[str, int]:
    """Return how many acts stand out, for each concern in order."""
    return {concern.value: sum(f.count for f in found if f.concern is concern) for concern in Concern}


def _of(concern: Concern, acts: Iterable[Watched]) -> list[Finding]:
    counts = Counter((act.actor_name, act.at.date(), act.action) for act in acts)
    enough = _ENOUGH.get(concern, 1)
    return [Finding(concern, name, day, n, action) for (name, day, action), n in counts.most_common() if n >= enough]


def _is_read(act: Watched) -> bool:
    return act.action.endswith(".read")


def _is_night(at: datetime) -> bool:
    return at.hour >= NIGHT_BEGINS or at.hour < NIGHT_ENDS


_CONCERNS: dict[Concern, Callable[[Watched], bool]] = {
    Concern.EXPORT: lambda act: act.action.startswith("export."),
    Concern.NIGHT: lambda act: _is_read(act) and _is_night(act.at),
    Concern.MANY: _is_read,
    Concern.COLLEAGUE: lambda act: _is_read(act) and act.is_colleague,
    Concern.SECRET: lambda act: _is_read(act) and act.is_sensitive,
    Concern.RIGHTS: lambda act: act.action in ("account.grant_role", "account.revoke_role"),
    Concern.FAILURES: lambda act: act.action == "account.sign_in_failed",
}
_ENOUGH = {Concern.MANY: MANY_READS, Concern.FAILURES: MANY_FAILURES}
