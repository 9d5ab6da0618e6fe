"""What time tells by itself: once, on working days, to whom it concerns, and in one line."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.applications.models import Draft, Status
from portal.core.actors import Role
from portal.core.clock import SEOUL, Holiday
from portal.core.db import db
from portal.directory.models import Person
from portal.notifications import messages
from portal.notifications.models import Letter, Notice
from portal.notifications.queries import coming
from portal.notifications.services import outbox, reminding
from tests.factories.deciding import office as an_office
from tests.factories.deciding import seated
from tests.factories.scene import account
from tests.notifications.test_listeners import happen, submitted


def at(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), SEOUL)


@pytest.fixture
def place(app, clock):
    return an_office()


def told(person_id=None):
    query = select(Notice).order_by(Notice.id)
    return db.session.scalars(query if person_id is None else query.where(Notice.person_id == person_id)).all()


def run_through(clock, first, last):
    """Let the hours of some days pass and return the days on which something was told."""
    days = []
    for number in range((last - first).days + 1):
        for hour in (9, 15):
            clock.freeze(at(first + timedelta(days=number), hour))
            if reminding.remind():
                days.append(first + timedelta(days=number))
    return days


def test_a_start_is_told_seven_days_and_one_day_before_on_working_days(place, clock):
    one = seated(place, "김하나", Status.APPROVED)
    seated(place, "박둘")
    place.round.starts_on = date(2025, 5, 7)  # after 5 May (children's day), 6 May (its substitute) and a week-end
    db.session.commit()
    assert run_through(clock, date(2025, 4, 21), date(2025, 5, 8)) == [date(2025, 4, 30), date(2025, 5, 2)]
    assert {notice.person_id for notice in told()} == {one.person_id}
    assert told()[0].title == "저경력공무원 워크숍 시작일이 다가왔습니다." and "교육연수원" in told()[0].body


def test_a_day_off_by_decree_moves_the_reminder(place, clock):
    seated(place, "김하나", Status.APPROVED)
    place.round.starts_on = date(2025, 5, 7)
    db.session.add(Holiday(day=date(2025, 5, 2), name="임시공휴일", is_off=True))
    db.session.commit()
    db.session().info.pop("holidays", None)
    assert run_through(clock, date(2025, 5, 1), date(2025, 5, 8)) == [date(2025, 5, 1)]


def test_a_round_that_moves_is_told_anew_and_a_canceled_place_is_not(place, clock):
    one, gone = seated(place, "김하나", Status.APPROVED), seated(place, "박둘", Status.APPROVED)
    place.round.starts_on = date(2025, 3, 13)
    db.session.commit()
    assert reminding.remind() == 2
    gone.status = gone.told_status = Status.CANCELED
    place.round.starts_on = date(2025, 3, 14)
    db.session.commit()
    clock.freeze(at(date(2025, 3, 13)))
    assert reminding.remind() == 1
    assert told()[-1].person_id == one.person_id


def test_the_last_day_to_mend_and_the_end_of_a_window_are_told_the_working_day_before(place, clock):
    one = seated(place, "김하나", Status.RETURNED, return_by=date(2025, 3, 17))
    writer = account("작성자")
    place.round.apply_to = at(date(2025, 3, 17), 18)
    db.session.add(
        Draft(person_id=writer.person_id, round_id=place.round.id, key="a" * 32, answers={}, saved_at=clock.now())
    )
    db.session.commit()
    assert run_through(clock, date(2025, 3, 12), date(2025, 3, 18)) == [date(2025, 3, 14)]
    assert [notice.person_id for notice in told()] == [one.person_id, writer.person_id]
    assert "2025. 3. 17.(월)까지" in told()[0].body and "2025. 3. 17.(월) 18:00까지" in told()[1].body


def test_of_secret_programs_only_a_neutral_line_is_told(place):
    place.program.kind = "hr_counseling"
    seated(place, "김하나", Status.APPROVED)
    place.round.starts_on = date(2025, 3, 13)
    db.session.commit()
    reminding.remind()
    assert [(notice.title, notice.body) for notice in told()] == [(messages.NEUTRAL, "")]


def test_the_morning_is_one_line_with_counts_and_the_oldest_whatever_came(place, clock):
    for number in range(40):
        seated(place, f"신청인{number}", waiting_since=at(date(2025, 3, 10)) + timedelta(minutes=number))
    assert reminding.digest() == 1
    assert reminding.digest() == 0, "once a day"
    (line,) = told(place.officer.person_id)
    assert line.title == "처리하실 일이 40건 있습니다."
    assert line.body == "저경력공무원 워크숍 40건 (가장 오래된 것 2025. 3. 10.(월))"
    clock.freeze(at(date(2025, 3, 15)))
    assert reminding.digest() == 0, "Saturday"
    clock.freeze(at(date(2025, 3, 17)))
    assert reminding.digest() == 1


def test_new_applications_and_the_morning_send_their_officer_one_letter(place, clock):
    officer = place.officer.person_id
    db.session.get_one(Person, officer).email = "officer@sen.example"
    for _ in range(3):
        happen(submitted(seated(place, f"신청인{len(told())}")))
    reminding.digest()
    assert outbox.write_due() == 1
    subjects = db.session.scalars(select(Letter.subject).where(Letter.person_id == officer)).all()
    assert subjects == ["[총무과] 처리하실 일이 3건 있습니다."]


def test_ones_own_application_is_nothing_one_has_to_do(place):
    seated(place, who=place.officer)
    assert reminding.digest() == 0


def test_after_three_working_days_the_officer_hears_and_after_six_the_next_post_each_once(place, clock):
    lead = account("류팀장", Role.LEAD, team=place.team)
    head = account("김과장", Role.HEAD, team=db.session.get_one(type(place.team), place.team.parent_id))
    seated(place, "김하나", waiting_since=at(date(2025, 3, 12)))
    days = {}
    for number in range(12):
        day = date(2025, 3, 12) + timedelta(days=number)
        for hour in (9, 15):
            clock.freeze(at(day, hour))
            before = len(told())
            reminding.chase()
            for notice in told()[before:]:
                days.setdefault(notice.person_id, []).append(day)
    assert days == {place.officer.person_id: [date(2025, 3, 18)], lead.person_id: [date(2025, 3, 21)]}
    assert head.person_id not in days
    assert told()[-1].title == "팀에서 6근무일 넘게 처리하지 못한 일이 있습니다: 저경력공무원 워크숍 1건"


def test_a_team_without_a_lead_is_answered_for_by_the_head(place, clock):
    head = account("김과장", Role.HEAD, team=db.session.get_one(type(place.team), place.team.parent_id))
    seated(place, "김하나", waiting_since=at(date(2025, 3, 3)))
    assert reminding.chase() == 2
    assert {notice.person_id for notice in told()} == {place.officer.person_id, head.person_id}


def test_what_was_mended_and_waits_anew_is_late_anew(place, clock):
    one = seated(place, "김하나", waiting_since=at(date(2025, 3, 4)))
    clock.freeze(at(date(2025, 3, 10)))
    assert reminding.chase() == 1
    one.waiting_since = at(date(2025, 3, 10))
    db.session.commit()
    clock.freeze(at(date(2025, 3, 14)))
    assert reminding.chase() == 1


def test_two_workers_at_once_tell_once(place, monkeypatch):
    seated(place, "김하나", Status.APPROVED)
    place.round.starts_on = date(2025, 3, 13)
    db.session.commit()
    assert reminding.remind() == 1
    monkeypatch.setattr(coming, "reminded_of", lambda _topics: set())  # the other had looked before the first wrote
    with pytest.raises(IntegrityError):
        reminding.remind()
    assert len(told()) == 1


def test_the_statements_of_a_morning_do_not_grow_with_the_queue(place, statements):
    counts = []
    for day, number in ((12, 3), (13, 30)):
        for one in range(number):
            seated(place, f"신청인{day}{one}")
        statements.clear()
        reminding.digest()
        counts.append(len(statements))
        for notice in told():
            db.session.delete(notice)
        db.session.execute(reminding.delete(reminding.Reminded))
        db.session.commit()
    assert counts[1] <= counts[0], counts
