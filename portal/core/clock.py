"""One clock in Asia/Seoul: now, today, working days and holidays. Nobody else reads the time."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import cast

import holidays
from flask import current_app, has_app_context
from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import SEOUL, Model, db

OFFICE_OPENS = time(9)
OFFICE_CLOSES = time(18)
_frozen: datetime | None = None


class ClockSetting(Model):
    """How far the demonstration's clock stands from the real one, in seconds; one row or none."""

    __tablename__ = "clock_setting"

    id: Mapped[int] = mapped_column(primary_key=True)
    offset_seconds: Mapped[int]


class Holiday(Model):
    """A day by decree: 임시공휴일 (is_off) or a holiday that is worked after all (not is_off)."""

    __tablename__ = "holiday"

    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    is_off: Mapped[bool] = mapped_column(default=True)


def freeze(moment: datetime) -> None:
    """Stop the clock at a moment (tests)."""
    global _frozen  # noqa: PLW0603 - the one switch of the one clock
    _frozen = moment if moment.tzinfo else moment.replace(tzinfo=SEOUL)


def unfreeze() -> None:
    """Let the clock run again."""
    global _frozen  # noqa: PLW0603 - see freeze()
    _frozen = None


def now() -> datetime:
    """Return the time in Asia/Seoul, moved by the demonstration's offset if there is one."""
    if _frozen is not None:
        return _frozen
    return datetime.now(SEOUL) + _offset()


def today() -> date:
    """Return the date in Asia/Seoul."""
    return now().date()


def start_at(moment: datetime) -> None:
    """Set the demonstration's clock so that it shows *moment* now; once set it only moves on.

    Call inside a command.
    """
    if db.session.get(ClockSetting, 1) is None:
        seconds = round((moment.replace(tzinfo=SEOUL) - datetime.now(SEOUL)).total_seconds())
        db.session.add(ClockSetting(id=1, offset_seconds=seconds))
        db.session().info.pop("clock_offset", None)


def in_real_time(moment: datetime) -> datetime:
    """Return when a moment of the portal's clock comes on the clock on the wall, which browsers read."""
    return datetime.now(SEOUL) + (moment - now())


def is_moved() -> bool:
    """Say whether the clock shows another time than the real one."""
    return _frozen is None and bool(_offset())


def at(day: date, moment: time = time(0)) -> datetime:
    """Return a moment of a day in Asia/Seoul."""
    return datetime.combine(day, moment, SEOUL)


def holiday_name(day: date) -> str | None:
    """Return the name of the holiday a day is, or None (weekends are not holidays)."""
    decreed = _decreed().get(day)
    if decreed is not None:
        return decreed[0] if decreed[1] else None
    return _legal(day.year).get(day)


def is_working_day(day: date) -> bool:
    """Say whether the office works that day."""
    return day.weekday() < 5 and holiday_name(day) is None


def add_working_days(day: date, count: int) -> date:
    """Return the working day that lies *count* working days after *day*."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def end_of_term(day: date) -> date:
    """Return the day on which a term set to end on *day* ends: on a free day, the next working one (민법 §161)."""
    return day if is_working_day(day) else add_working_days(day, 1)


def working_days_between(first: date, last: date) -> int:
    """Count the working days after *first* up to and including *last*."""
    return sum(is_working_day(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))


def add_years(day: date, years: int) -> date:
    """Return the anniversary; of 29 February in a common year it is 1 March (민법 §160③)."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


@lru_cache(maxsize=16)
def _legal(year: int) -> dict[date, str]:
    return dict(holidays.country_holidays("KR", years=year, language="ko"))


def _decreed() -> dict[date, tuple[str, bool]]:
    info = db.session().info
    if "holidays" not in info:
        info["holidays"] = {row.day: (row.name, row.is_off) for row in db.session.scalars(select(Holiday))}
    return cast("dict[date, tuple[str, bool]]", info["holidays"])


def _offset() -> timedelta:
    if not has_app_context() or current_app.config["PORTAL_MODE"] == "production":
        return timedelta(0)
    kept = current_app.extensions.get("portal_clock") or db.session().info.get("clock_offset")
    if kept is None:
        seconds = db.session.scalar(select(ClockSetting.offset_seconds))
        if seconds is None:  # not seeded yet: ask again in the next request
            kept = db.session().info["clock_offset"] = timedelta(0)
        else:
            kept = current_app.extensions["portal_clock"] = timedelta(seconds=seconds)
    return cast(timedelta, kept)
