"""Days as duty sees them: what sort a day is, when a kind is held, and until when a rest may be taken."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from portal.core import clock
from portal.watch.models import Days, Group, WatchKind

FEASTS = ("설날", "추석")
BY_WEEKDAY = {4: Group.FRIDAY, 5: Group.SATURDAY, 6: Group.SUNDAY}


def first_of(day: date) -> date:
    """Return the first day of a day's month."""
    return day.replace(day=1)


def next_month(month: date) -> date:
    """Return the first day of the month after."""
    return first_of(month + timedelta(days=31))


def days_of(month: date) -> Iterator[date]:
    """Return the days of a month."""
    for number in range((next_month(month) - month).days):
        yield month + timedelta(days=number)


def group_of(day: date) -> Group:
    """Return the sort of a day; a public holiday counts as a Sunday, the days of 설날 and 추석 by themselves."""
    name = clock.holiday_name(day)
    if name is not None:
        return Group.FEAST if any(feast in name for feast in FEASTS) else Group.SUNDAY
    return BY_WEEKDAY.get(day.weekday(), Group.WEEKDAY)


def is_held(kind: WatchKind, day: date) -> bool:
    """Say whether a kind is held on a day."""
    return kind.is_active and (kind.days == Days.EVERY or (kind.days == Days.WORKING) == clock.is_working_day(day))


def hours_of(kind: WatchKind, day: date) -> tuple[datetime, datetime]:
    """Return when a kind's shift of a day begins and ends."""
    ends_on = day if kind.ends > kind.begins else day + timedelta(days=1)
    return clock.at(day, kind.begins), clock.at(ends_on, kind.ends)


def rest_window(ended: datetime, within: int) -> tuple[date, date]:
    """Return the first and the last day on which the rest for a shift may be taken.

    The day on which the shift ends is free where it is a working day; otherwise, or where that cannot be, it is one day
    within some working days, the next working day being the first of them.
    """
    day = ended.date()
    first = day if clock.is_working_day(day) else clock.add_working_days(day, 1)
    return first, clock.add_working_days(day, within)


def last_day_to_order(first: date, days_before: int) -> date:
    """Return the last day on which duty that begins on a day can be ordered in time."""
    return first - timedelta(days=days_before)
