"""Years of service, counted simply or without leave, and what is known of somebody beyond the directory."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from portal.core.clock import add_years

DAYS_A_MONTH = 30


@dataclass(frozen=True)
class Break:
    """Days without service; ``last`` is None while they go on."""

    first: date
    last: date | None
    kind: str


@dataclass(frozen=True)
class Part:
    """That somebody took part in a program, or stayed away though they had a seat, and when that ended."""

    program_id: int
    ended_on: date
    is_absent: bool


@dataclass(frozen=True, order=True)
class Span:
    """Years, months and days as an office counts them (연월일수): thirty days are a month when one is borrowed."""

    months: int
    days: int

    def __sub__(self, other: "Span") -> "Span":
        """Return what is left, nothing at least."""
        months, days = self.months - other.months, self.days - other.days
        if days < 0:
            borrowed = -(days // DAYS_A_MONTH)
            months, days = months - borrowed, days + borrowed * DAYS_A_MONTH
        return Span(months, days) if months >= 0 else Span(0, 0)

    def __add__(self, other: "Span") -> "Span":
        """Return both together."""
        days = self.days + other.days
        return Span(self.months + other.months + days // DAYS_A_MONTH, days % DAYS_A_MONTH)

    @property
    def words(self) -> str:
        """Write it as an office does: "3년 11개월 29일"."""
        years, months = divmod(self.months, 12)
        parts = [f"{years}년"] * bool(years) + [f"{months}개월"] * bool(months) + [f"{self.days}일"] * bool(self.days)
        return " ".join(parts) or "0일"


@dataclass(frozen=True)
class Service:
    """How long somebody has served before a day, without the breaks."""

    whole: Span
    breaks: Sequence[tuple[str, Span]]

    @property
    def net(self) -> Span:
        """Return what counts."""
        return self.whole - _together(span for _kind, span in self.breaks)


def first_day_under_years(years: int, reference: date) -> date:
    """Return the earliest day of hire with which somebody has served less than *years* at the reference date."""
    day = add_years(reference, -years)
    while add_years(day, years) > reference:
        day -= timedelta(days=1)
    while add_years(day, years) <= reference:
        day += timedelta(days=1)
    return day


def service_at(reference: date, hired_on: date, breaks: Iterable[Break]) -> Service:
    """Count up to the day before the reference date, and each break that lies before it."""
    inside = []
    for one in sorted(breaks, key=lambda one: one.first):
        first = max(one.first, hired_on)
        end = reference if one.last is None else min(one.last + timedelta(days=1), reference)
        if first < end:
            inside.append((one.kind, span_between(first, end)))
    return Service(span_between(hired_on, reference), inside)


def span_between(first: date, end: date) -> Span:
    """Return the years, months and days from a day to before another."""
    if end <= first:
        return Span(0, 0)
    months = (end.year - first.year) * 12 + end.month - first.month
    while _months_on(first, months) > end:
        months -= 1
    return Span(months, (end - _months_on(first, months)).days)


def _months_on(day: date, months: int) -> date:
    """Return the same day so many months on; where a month has no such day, the first of the next (민법 §160③)."""
    year, month = divmod(day.month - 1 + months, 12)
    try:
        return date(day.year + year, month + 1, day.day)
    except ValueError:
        year, month = divmod(day.month + months, 12)
        return date(day.year + year, month + 1, 1)


def _together(spans: Iterable[Span]) -> Span:
    whole = Span(0, 0)
    for one in spans:
        whole += one
    return whole
