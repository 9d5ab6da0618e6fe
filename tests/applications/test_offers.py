"""A freed seat is offered, answered in working time, and passed on; one service for every path, and never too late."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import func, select

from portal.applications.models import Application, Status
from portal.applications.records import OfferState, WaitingOffer
from portal.applications.services import answering, passing, planning, seating
from portal.applications.services.deciding import decide_many
from portal.applications.services.settling import settle_due
from portal.applications.services.withdrawing import withdraw
from portal.applications.workflow import Action
from portal.audit.models import AuditEntry
from portal.core.clock import Holiday
from portal.core.db import db
from portal.core.errors import Refusal, Stale
from portal.notifications.models import Notice
from portal.programs.models import Dimension, Plan, Round, WaitingPolicy
from portal.programs.quotas import Limit
from tests.factories.applications import applied, employee
from tests.factories.deciding import mark_of, office, officer_of, order, seated, waiting
from tests.factories.scene import account, actor_of

pytestmark = pytest.mark.usefixtures("app", "clock")


def offering(*, capacity=1, **plan):
    place = office(capacity=capacity)
    db.session.add(Plan(round_id=place.round.id, waiting=WaitingPolicy.OFFER, **plan))
    db.session.commit()
    return place


def fresh(row):
    db.session.rollback()
    return db.session.get_one(Application, row.id, populate_existing=True)


def offers():
    db.session.rollback()
    found = db.session.scalars(select(WaitingOffer).order_by(WaitingOffer.id))
    return [(one.application_id, one.state) for one in found]


def counted(round_id):
    """The counters of a round, and what they should be."""
    db.session.rollback()
    round_ = db.session.get_one(Round, round_id, populate_existing=True)
    rows = db.session.scalars(select(Application).where(Application.round_id == round_id)).all()
    held = sum(row.holds_seat for row in rows)
    waits = sum(row.told_status == "waitlisted" and not row.holds_seat for row in rows)
    assert (round_.seats_taken, round_.waiting) == (held, waits)
    return held, waits


def sitting_and_waiting(place, *names):
    """One who sits and some who wait, each with an actor."""
    people = [account(name) for name in ("앉은이", *names)]
    rows = [seated(place, who=people[0]), *(waiting(place, who=who) for who in people[1:])]
    return [(actor_of(who), row) for who, row in zip(people, rows, strict=True)]


def test_a_freed_seat_is_offered_until_the_close_of_the_next_working_day(clock):
    place = offering()
    (first, seat), (_second, next_) = sitting_and_waiting(place, "다음")
    withdraw(first, seat.public_id, reason="일정")
    offer = db.session.scalars(select(WaitingOffer)).one()
    assert (offer.application_id, offer.state) == (next_.id, OfferState.OFFERED)
    assert offer.expires_at == clock.at(clock.today() + timedelta(days=1), clock.OFFICE_CLOSES)
    assert fresh(next_).status == Status.WAITLISTED and counted(place.round.id) == (1, 0)
    told = db.session.scalar(select(Notice).where(Notice.person_id == next_.person_id))
    assert "자리가 났습니다" in told.title and "18:00" in told.body


def test_edge_4_an_offer_before_a_long_holiday_lives_until_the_day_after_it(clock):
    place = offering()
    (first, seat), (_second, _next) = sitting_and_waiting(place, "다음")
    place.round.starts_on += timedelta(days=90)
    place.round.ends_on += timedelta(days=90)
    db.session.commit()
    clock.freeze(clock.at(date(2025, 5, 2), time(17, 59)))  # 5.5 and 5.6 are holidays
    withdraw(first, seat.public_id, reason="일정")
    offer = db.session.scalars(select(WaitingOffer)).one()
    assert offer.expires_at == clock.at(date(2025, 5, 7), clock.OFFICE_CLOSES)
    db.session.add(Holiday(day=date(2025, 5, 7), name="임시공휴일"))
    db.session.commit()
    db.session().info.pop("holidays", None)
    clock.freeze(clock.at(date(2025, 5, 7), time(18, 1)))
    assert passing.lapse_offers() == 0
    assert db.session.scalars(select(WaitingOffer)).one().expires_at.date() == date(2025, 5, 8)
    clock.freeze(clock.at(date(2025, 5, 8), time(18, 1)))
    assert passing.lapse_offers() == 1


def test_taking_the_offer_gives_the_seat_and_is_still_to_be_approved():
    place = offering()
    (first, seat), (second, next_) = sitting_and_waiting(place, "다음")
    withdraw(first, seat.public_id, reason="일정")
    answering.take_offer(second, next_.public_id)
    assert fresh(next_).status == Status.SUBMITTED and fresh(next_).holds_seat
    assert offers() == [(next_.id, OfferState.TAKEN)] and counted(place.round.id) == (1, 0)
    with pytest.raises(Refusal):
        answering.take_offer(second, next_.public_id)


def test_a_live_offer_counts_as_a_taken_seat_for_newcomers():
    place = offering()
    (first, seat), (_second, _next) = sitting_and_waiting(place, "다음")
    withdraw(first, seat.public_id, reason="일정")
    assert applied(employee(), place.round).status == Status.WAITLISTED
    assert counted(place.round.id) == (1, 1)


@pytest.mark.parametrize("how", ["declined", "lapsed"])
def test_what_is_declined_or_lapses_goes_to_the_next_and_ends_there(how, clock):
    place = offering()
    (first, seat), (second, next_), (_third, after) = sitting_and_waiting(place, "다음", "그다음")
    withdraw(first, seat.public_id, reason="일정")
    if how == "declined":
        answering.decline_offer(second, next_.public_id)
    else:
        clock.freeze(clock.now() + timedelta(days=1, hours=9))
        assert passing.lapse_offers() == 1
    assert offers() == [(next_.id, OfferState(how)), (after.id, OfferState.OFFERED)]
    assert fresh(next_).status == (Status.WITHDRAWN if how == "declined" else Status.EXPIRED)
    assert counted(place.round.id) == (1, 0)
    with pytest.raises(Refusal):
        answering.take_offer(second, next_.public_id)


def test_an_offer_is_not_taken_after_its_time_even_if_nobody_has_ended_it(clock):
    place = offering()
    (first, seat), (second, next_) = sitting_and_waiting(place, "다음")
    withdraw(first, seat.public_id, reason="일정")
    clock.freeze(clock.now() + timedelta(days=1, hours=9))
    with pytest.raises(Refusal, match="기한이 지나"):
        answering.take_offer(second, next_.public_id)


def test_an_officers_rejection_ends_the_offer_when_it_is_told(clock):
    place = offering()
    (first, seat), (_second, next_), (_third, after) = sitting_and_waiting(place, "다음", "그다음")
    withdraw(first, seat.public_id, reason="일정")
    assert decide_many(officer_of(place), [mark_of(fresh(next_))], order(Action.NOT_SELECT)).done
    clock.freeze(clock.now() + timedelta(days=1, hours=9))
    settle_due()
    assert offers() == [(next_.id, OfferState.CLOSED), (after.id, OfferState.OFFERED)]
    assert counted(place.round.id) == (1, 0)


def test_after_the_last_day_nothing_is_offered_and_the_rest_are_told_once(clock):
    place = offering(moves_up_until=None)
    (first, seat), (_second, next_), (_third, after) = sitting_and_waiting(place, "다음", "그다음")
    withdraw(first, seat.public_id, reason="일정")
    clock.freeze(clock.at(place.round.starts_on))
    assert passing.close_lines() == 2 and passing.close_lines() == 0
    assert [fresh(row).status for row in (next_, after)] == [Status.EXPIRED] * 2
    assert counted(place.round.id) == (0, 0)
    told = db.session.scalars(select(Notice.body).where(Notice.person_id == after.person_id)).all()
    assert told == ["예비 순번 운영이 끝났습니다. 이번에는 모시지 못했습니다."]


def test_every_path_that_frees_a_seat_offers_it(clock):
    place = offering(capacity=3, confirm_by=clock.today())
    officer = officer_of(place)
    people = [account(f"앉은이{n}") for n in range(3)]
    rows = [seated(place, who=who, status=Status.APPROVED) for who in people]
    line = [waiting(place, f"대기{n}") for n in range(5)]
    withdraw(actor_of(people[0]), rows[0].public_id, reason="일정")
    seating.cancel(officer, rows[1].public_id, version=rows[1].version, reason="사정")
    clock.freeze(clock.now() + timedelta(days=2))
    assert passing.release_unconfirmed() == 1
    planning.change_capacity(officer, place.round.id, capacity=4, reason="증원")
    assert [number for number, _state in offers()] == [row.id for row in line[:4]]
    assert counted(place.round.id) == (4, 1)


def test_a_confirmed_seat_stays_and_an_unconfirmed_one_is_released(clock):
    place = office(capacity=2)
    db.session.add(Plan(round_id=place.round.id, confirm_by=clock.today() + timedelta(days=1)))
    people = [account("가"), account("나")]
    rows = [seated(place, who=who, status=Status.APPROVED, decided_at=clock.now()) for who in people]
    answering.confirm(actor_of(people[0]), rows[0].public_id)
    answering.confirm(actor_of(people[0]), rows[0].public_id)
    clock.freeze(clock.now() + timedelta(days=2))
    assert passing.release_unconfirmed() == 1
    assert [fresh(row).status for row in rows] == [Status.APPROVED, Status.EXPIRED]
    acts = select(func.count()).where(AuditEntry.action == "application.confirm")
    assert db.session.scalar(acts) == 1 and counted(place.round.id) == (1, 0)


def test_edge_6_fewer_seats_eject_nobody_and_stop_the_moving_up():
    place = office(capacity=3)
    people = [account(f"앉은이{n}") for n in range(3)]
    rows = [seated(place, who=who, status=Status.APPROVED) for who in people]
    line = waiting(place, "대기")
    planning.change_capacity(officer_of(place), place.round.id, capacity=1, reason="강의실")
    withdraw(actor_of(people[0]), rows[0].public_id, reason="일정")
    assert fresh(line).status == Status.WAITLISTED and counted(place.round.id) == (2, 1)
    for n in (1, 2):
        withdraw(actor_of(people[n]), rows[n].public_id, reason="일정")
    assert fresh(line).status == Status.SUBMITTED and counted(place.round.id) == (1, 0)
    assert not db.session.get_one(Round, place.round.id).is_over_capacity


def test_manual_rounds_move_nobody_until_an_officer_picks(clock):
    place = office(capacity=1)
    db.session.add(Plan(round_id=place.round.id, waiting=WaitingPolicy.MANUAL))
    (first, seat), (_second, next_), (_third, after) = sitting_and_waiting(place, "다음", "그다음")
    withdraw(first, seat.public_id, reason="일정")
    assert fresh(next_).status == Status.WAITLISTED
    officer = officer_of(place)
    with pytest.raises(Refusal, match="앞 순번"):
        seating.pick(officer, after.public_id, version=after.version)
    seating.pick(officer, next_.public_id, version=next_.version)
    assert fresh(next_).status == Status.SUBMITTED
    with pytest.raises(Refusal, match="남은 자리"):
        seating.pick(officer, after.public_id, version=after.version, reason="급함")
    with pytest.raises(Stale):
        seating.pick(officer, next_.public_id, version=next_.version, reason="또")


def test_who_is_put_forward_with_a_reason_is_first_and_the_order_is_kept_after(clock):
    place = office(capacity=1)
    (first, seat), (_a, one), (_b, two), (_c, three) = sitting_and_waiting(place, "하나", "둘", "셋")
    seating.reorder(officer_of(place), three.public_id, version=three.version, priority=1, reason="지난해 취소된 회차")
    withdraw(first, seat.public_id, reason="일정")
    assert [fresh(row).status for row in (one, two, three)] == ["waitlisted", "waitlisted", "submitted"]


def test_an_institutions_own_share_lets_others_pass_and_says_why():
    place = office(capacity=5)
    people = [account(f"사람{n}") for n in range(4)]
    for who, grade in zip(people, ("7급", "7급", "8급", "7급"), strict=True):
        who.person.grade = grade
    db.session.commit()
    planning.divide(officer_of(place), place.round.id, [Limit(Dimension.GRADE, "", 1)])
    sent = [applied(who, place.round) for who in people]
    assert [row.status for row in sent] == ["submitted", "waitlisted", "submitted", "waitlisted"]
    assert counted(place.round.id) == (2, 2)
    withdraw(actor_of(people[2]), sent[2].public_id, reason="일정")
    assert fresh(sent[1]).status == Status.WAITLISTED
    planning.divide(officer_of(place), place.round.id, [Limit(Dimension.GRADE, "", 2)])
    assert [fresh(row).status for row in (sent[1], sent[3])] == ["submitted", "waitlisted"]
    assert counted(place.round.id) == (2, 1)


def test_edge_14_nobody_who_has_left_the_service_moves_up_or_is_written_to():
    place = offering()
    (first, seat), (_second, gone), (_third, after) = sitting_and_waiting(place, "퇴직", "그다음")
    gone.person.state = "retired"
    db.session.commit()
    withdraw(first, seat.public_id, reason="일정")
    assert offers() == [(after.id, OfferState.OFFERED)]
    assert db.session.scalar(select(func.count()).where(Notice.person_id == gone.person_id)) == 0
