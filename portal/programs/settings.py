"""The settings of a round as an officer gives them, as the trail writes them down, and what to mind about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from portal.core import clock
from portal.core.korean import kdate, kdatetime
from portal.programs import desk_messages as messages
from portal.programs.models import Dimension, PeriodStyle, Quota, Round, SelectionMethod
from portal.programs.windows import Window, last_moment, window_at

ABOUT_PROGRAM = ("title", "summary", "description", "legal_basis", "contact_post_id")
SETTINGS = (
    "name", "starts_on", "ends_on", "period_style", "reference_date", "apply_from", "apply_to", "results_on",
    "free_withdrawal_until", "capacity", "selection", "audience", "place", "consent_purpose", "consent_items",
    "retention", "next_steps", "contact_post_id",
)  # fmt: skip


@dataclass(frozen=True)
class WantedQuota:
    """At most so many seats for one value of a dimension; empty: for each one."""

    dimension: Dimension
    value: str
    seats: int


@dataclass(frozen=True)
class Wanted:
    """The settings of a round."""

    name: str
    starts_on: date
    ends_on: date
    period_style: PeriodStyle
    reference_date: date
    apply_from: datetime | None
    apply_to: datetime | None
    results_on: date | None
    free_withdrawal_until: date | None
    capacity: int | None
    selection: SelectionMethod
    audience: str
    place: str
    consent_purpose: str
    consent_items: str
    retention: str
    next_steps: list[str]
    contact_post_id: int | None
    quotas: Sequence[WantedQuota] = ()


def in_words(round_: Round, quotas: Sequence[Quota]) -> dict[str, Any]:
    """Return the settings as the trail keeps them."""
    said = {name: _said(getattr(round_, name)) for name in SETTINGS}
    said["selection"] = messages.SELECTION[SelectionMethod(round_.selection)]
    said["period_style"] = messages.PERIOD_STYLE[PeriodStyle(round_.period_style)]
    said["quotas"] = [messages.quota(one.dimension, one.value, one.seats) for one in quotas]
    return said


def warnings_of(round_: Round) -> list[str]:
    """Say in words what an officer should mind about the settings of a round."""
    return [words for words in (*_about_window(round_), *_about_days(round_), *_about_seats(round_)) if words]


def _about_window(round_: Round) -> list[str]:
    opens, closes = round_.apply_from, round_.apply_to
    if opens is None or closes is None:
        return [messages.NO_WINDOW]
    found = []
    really = last_moment(closes)
    if really != closes:
        found.append(messages.window_ends_free(closes.date(), clock.holiday_name(closes.date()), really))
    if not clock.is_working_day(opens.date()):
        found.append(messages.window_opens_free(opens.date()))
    if really.date() >= round_.starts_on and round_.period_style == PeriodStyle.DAYS:
        found.append(messages.WINDOW_AFTER_START)
    decided = round_.results_on is not None and round_.results_on <= clock.today()
    if decided and window_at(clock.now(), opens, closes) == Window.OPEN:
        found.append(messages.REOPENED)
    return found


def _about_days(round_: Round) -> list[str]:
    found, by_days = [], round_.period_style == PeriodStyle.DAYS
    if round_.results_on and not clock.is_working_day(round_.results_on):
        found.append(messages.results_free(round_.results_on, clock.end_of_term(round_.results_on)))
    if round_.results_on and round_.apply_to and round_.results_on <= round_.apply_to.date():
        found.append(messages.RESULTS_BEFORE_END)
    if by_days and round_.results_on and round_.results_on >= round_.starts_on:
        found.append(messages.RESULTS_AFTER_START)
    if by_days and round_.free_withdrawal_until and round_.free_withdrawal_until >= round_.starts_on:
        found.append(messages.FREE_AFTER_START)
    span = min((round_.ends_on - round_.starts_on).days, 31)
    days = [round_.starts_on + timedelta(days=n) for n in range(span + 1)]
    free = [day for day in days if clock.holiday_name(day)]
    if free and by_days:
        found.append(messages.on_holidays([(day, clock.holiday_name(day) or "") for day in free]))
    return found


def _about_seats(round_: Round) -> list[str]:
    if round_.capacity is not None and round_.seats_taken > round_.capacity:
        return [messages.over_capacity(round_.seats_taken, round_.capacity)]
    return []


def _said(value: Any) -> Any:
    if isinstance(value, datetime):
        return kdatetime(value)
    if isinstance(value, date):
        return kdate(value)
    return value
