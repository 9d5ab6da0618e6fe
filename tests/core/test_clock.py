"""One clock: days of the office, holidays with their decrees, and a demonstration's time that moves on."""

from datetime import date, datetime, time, timedelta

import pytest

from portal.core import clock as portal_clock
from portal.core.clock import ClockSetting, Holiday
from portal.core.db import SEOUL, db
from portal.core.transaction import command

START = portal_clock.at(date(2025, 7, 31), time(9))


@pytest.fixture
def running(app):
    """The clock runs, in a demonstration."""
    app.config["PORTAL_MODE"] = "demo"
    return app


def test_time_is_seouls(clock):
    assert str(clock.now().tzinfo) == "Asia/Seoul"
    clock.freeze(datetime.fromisoformat("2025-12-31T15:30:00+00:00").astimezone(SEOUL))
    assert clock.today() == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2025, 1, 1), "신정연휴"),
        (date(2025, 10, 6), "추석"),
        (date(2025, 10, 8), "추석 대체 휴일"),
        (date(2025, 3, 12), None),
        (date(2025, 3, 15), None),
    ],
)
def test_legal_holidays_have_their_names(app, day, name):
    assert portal_clock.holiday_name(day) == name


def test_decree_makes_a_working_day_a_holiday_and_back(app):
    day, liberation = date(2025, 7, 30), date(2025, 8, 15)
    assert portal_clock.is_working_day(day)
    db.session.add_all(
        [
            Holiday(day=day, name="임시공휴일", is_off=True),
            Holiday(day=liberation, name="정상 근무", is_off=False),
        ]
    )
    db.session.commit()
    db.session.info.pop("holidays", None)
    assert portal_clock.holiday_name(day) == "임시공휴일"
    assert not portal_clock.is_working_day(day)
    assert portal_clock.is_working_day(liberation)


def test_working_days_step_over_chuseok_and_weekends(app):
    assert portal_clock.add_working_days(date(2025, 10, 2), 1) == date(2025, 10, 10)
    assert portal_clock.add_working_days(date(2025, 10, 1), 2) == date(2025, 10, 10)
    assert portal_clock.working_days_between(date(2025, 10, 2), date(2025, 10, 13)) == 2


def test_no_working_days_later_is_the_same_day(app):
    saturday = date(2025, 3, 15)
    assert portal_clock.add_working_days(saturday, 0) == saturday
    assert portal_clock.working_days_between(saturday, saturday) == 0


@pytest.mark.parametrize("count", range(1, 25))
def test_counting_working_days_undoes_adding_them(app, count):
    start = date(2025, 9, 25)
    assert portal_clock.working_days_between(start, portal_clock.add_working_days(start, count)) == count


@pytest.mark.parametrize(
    ("day", "years", "anniversary"),
    [
        (date(2020, 2, 29), 1, date(2021, 3, 1)),
        (date(2020, 2, 29), 4, date(2024, 2, 29)),
        (date(2021, 5, 20), 4, date(2025, 5, 20)),
        (date(2021, 3, 1), -1, date(2020, 3, 1)),
    ],
)
def test_anniversary_of_a_leap_day_is_the_first_of_march_in_common_years(day, years, anniversary):
    assert portal_clock.add_years(day, years) == anniversary


def test_demonstration_starts_on_its_day_and_moves_on(running):
    command(portal_clock.start_at)(START)
    first = portal_clock.now()
    assert (
        portal_clock.at(date(2025, 7, 31)) < first < portal_clock.at(date(2025, 7, 31)) + timedelta(hours=9, minutes=2)
    )
    assert portal_clock.now() > first
    assert portal_clock.is_moved()


def test_demonstrations_time_outlives_a_restart(running):
    command(portal_clock.start_at)(START)
    before = portal_clock.now()
    running.extensions.pop("portal_clock", None)  # as another process, or this one started anew
    assert timedelta(0) <= portal_clock.now() - before < timedelta(minutes=1)


def test_seeding_again_does_not_turn_time_back(running):
    command(portal_clock.start_at)(START)
    command(portal_clock.start_at)(START.replace(year=2024))
    assert portal_clock.today() == date(2025, 7, 31)
    assert db.session.query(ClockSetting).count() == 1


def test_production_knows_the_real_time_only(running):
    command(portal_clock.start_at)(START)
    running.config["PORTAL_MODE"] = "production"
    assert abs(portal_clock.now() - datetime.now(SEOUL)) < timedelta(minutes=1)
    assert not portal_clock.is_moved()


def test_browsers_are_told_real_moments(running):
    command(portal_clock.start_at)(START)
    soon = portal_clock.in_real_time(portal_clock.now() + timedelta(minutes=30))
    assert abs(soon - datetime.now(SEOUL) - timedelta(minutes=30)) < timedelta(seconds=5)
