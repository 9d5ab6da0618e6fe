"""Logs from the first line to the head's word, the day of rest with its holidays, and the word on the day before."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from portal.audit.models import AuditEntry
from portal.core.db import SEOUL, db
from portal.core.errors import Missing, NotAllowed, Refusal, Stale
from portal.directory.models import ServiceState
from portal.notifications.models import Notice
from portal.watch import calendar, office, queries
from portal.watch.models import Group, LogState
from portal.watch.services import writing
from tests.factories.watch import guard, shift, turn

WORDS = {"taken_over": "열쇠 2", "documents": "", "events": "", "last_out": "총무팀 21:00", "handed_over": "이상 없음"}


@pytest.fixture
def place(clock, app):
    found = guard()
    found.tonight = shift(found, date(2025, 3, 12), "김하나", "이두리")
    return found


def at(*moment):
    return datetime(2025, 3, *moment, tzinfo=SEOUL)


def test_a_log_is_written_handed_over_checked_given_back_and_confirmed(place, clock):
    own, actor = place.tonight.public_id, place.actor("김하나")
    with pytest.raises(Refusal, match="30분 전"):
        writing.write(actor, own, version=0, words=WORDS)
    clock.freeze(at(12, 17, 30))
    writing.write(actor, own, version=0, words={**WORDS, "last_out": ""})
    writing.add_patrol(actor, own, at=time(22, 0), place="본관", found="이상 없음")
    writing.add_patrol(actor, own, at=time(2, 0), place="별관", found="이상 없음")
    call = writing.add_call(place.actor("이두리"), own, at=time(19, 10), about="전입학 문의", done="안내")
    log = queries.log_of(place.tonight.id)
    assert [one.at for one in log.patrols] == [at(12, 22), at(13, 2)], "after midnight is the next day"
    with pytest.raises(Refusal, match="당직 시간 안"):
        writing.add_call(actor, own, at=time(12, 0), about="a", done="b")
    writing.remove_call(actor, own, call.id)
    clock.freeze(at(13, 8, 45))
    with pytest.raises(Refusal, match="최종 퇴청자"):
        writing.hand_over(actor, own)
    writing.write(actor, own, version=queries.log_of(place.tonight.id).version, words=WORDS)
    assert writing.hand_over(actor, own).state == LogState.HANDED_OVER
    with pytest.raises(Refusal, match="이미 넘긴"):
        writing.add_patrol(actor, own, at=time(22, 0), place="본관", found="b")
    version = queries.log_of(place.tonight.id).version
    with pytest.raises(NotAllowed):
        writing.check(place.commander, own, version=version)
    with pytest.raises(Stale):
        writing.confirm(place.commander, own, version=version)
    version = writing.check(place.runner, own, version=version).version
    version = writing.give_back(place.commander, own, version=version, reason="순찰 시각").version
    assert queries.log_of(place.tonight.id).checked_at is None
    writing.write(actor, own, version=version, words=WORDS)
    version = writing.hand_over(actor, own).version
    version = writing.check(place.runner, own, version=version).version
    log = writing.confirm(place.commander, own, version=version)
    assert (log.state, log.checked_by, log.confirmed_by) == (LogState.CONFIRMED, "박당직", "이과장")
    acts = db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert acts == [f"watch_log.{one}" for one in ("hand_over", "check", "give_back", "hand_over", "check", "confirm")]


def test_whoever_is_not_on_the_shift_writes_nothing(place, clock):
    clock.freeze(at(12, 19))
    for actor in (place.actor("박세찬"), place.runner, place.commander):
        with pytest.raises(Missing):
            writing.write(actor, place.tonight.public_id, version=0, words=WORDS)


def test_an_older_page_does_not_write_over_a_newer_log(place, clock):
    clock.freeze(at(12, 19))
    own = place.tonight.public_id
    writing.write(place.actor("김하나"), own, version=0, words=WORDS)
    version = queries.log_of(place.tonight.id).version
    writing.write(place.actor("이두리"), own, version=version, words={**WORDS, "events": "정전"})
    with pytest.raises(Stale):
        writing.write(place.actor("김하나"), own, version=version, words=WORDS)


@pytest.mark.parametrize(
    "ended, first, last",
    [
        (date(2025, 3, 13), date(2025, 3, 13), date(2025, 3, 27)),  # a working day is free itself
        (date(2025, 3, 15), date(2025, 3, 17), date(2025, 3, 28)),  # Saturday: from Monday on
        (date(2025, 5, 4), date(2025, 5, 7), date(2025, 5, 20)),  # 어린이날 and its substitute lie between
        (date(2025, 10, 4), date(2025, 10, 10), date(2025, 10, 23)),  # the whole of 추석
    ],
)
def test_the_rest_is_one_of_ten_working_days(clock, app, ended, first, last):
    assert calendar.rest_window(datetime.combine(ended, time(9), SEOUL), 10) == (first, last)


@pytest.mark.parametrize(
    "day, group",
    [
        (date(2025, 3, 12), Group.WEEKDAY),
        (date(2025, 3, 14), Group.FRIDAY),
        (date(2025, 3, 15), Group.SATURDAY),
        (date(2025, 3, 16), Group.SUNDAY),
        (date(2025, 8, 15), Group.SUNDAY),
        (date(2025, 10, 6), Group.FEAST),
        (date(2025, 1, 29), Group.FEAST),
    ],
)
def test_days_are_shared_by_their_sort(clock, app, day, group):
    assert calendar.group_of(day) == group


def test_a_rest_is_taken_on_a_working_day_in_time_once(place, clock):
    mine = turn(place.tonight, place.people["김하나"])
    actor = place.actor("김하나")
    with pytest.raises(Refusal, match="아직 끝나지"):
        writing.rest(actor, mine.public_id, date(2025, 3, 13))
    clock.freeze(at(13, 9, 30))
    for day in (date(2025, 3, 12), date(2025, 3, 15), date(2025, 3, 28)):
        with pytest.raises(Refusal, match="근무일 가운데"):
            writing.rest(actor, mine.public_id, day)
    assert writing.rest(actor, mine.public_id, date(2025, 3, 27)).rest_on == date(2025, 3, 27)
    with pytest.raises(Missing):
        writing.rest(place.actor("이두리"), mine.public_id, date(2025, 3, 27))
    place.night.earns_rest = False
    db.session.commit()
    with pytest.raises(Refusal, match="대체휴무가 없거나"):
        writing.rest(actor, mine.public_id, date(2025, 3, 26))


def test_two_duties_do_not_rest_on_one_day(place, clock):
    other = shift(place, date(2025, 3, 14), "김하나", "최네모")
    clock.freeze(at(15, 10))
    actor = place.actor("김하나")
    writing.rest(actor, turn(place.tonight, place.people["김하나"]).public_id, date(2025, 3, 20))
    with pytest.raises(Refusal, match="다른 당직의"):
        writing.rest(actor, turn(other, place.people["김하나"]).public_id, date(2025, 3, 20))


def test_allowances_follow_the_roster_as_it_finally_stood(place):
    shift(place, date(2025, 3, 15), "김하나", "박세찬", kind=place.day)
    assert office.allowances_of(date(2025, 3, 1)) == [
        ("김하나", "6급", "12일 숙직, 15일 일직", 2, 110_000),
        ("박세찬", "7급", "15일 일직", 1, 50_000),
        ("이두리", "7급", "12일 숙직", 1, 60_000),
    ]


def test_tomorrows_duty_is_told_once_and_to_nobody_who_has_left(place, clock):
    shift(place, date(2025, 3, 13), "박세찬", "최네모")
    place.people["최네모"].person.state = ServiceState.RETIRED
    db.session.commit()
    assert (writing.remind(), writing.remind()) == (1, 0)
    told = db.session.scalars(select(Notice)).one()
    assert (told.person_id, told.title) == (place.people["박세찬"].person_id, "내일 당직입니다.")
    clock.freeze(clock.now() + timedelta(days=5))
    assert writing.remind() == 0
