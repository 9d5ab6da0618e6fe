"""Seats, suggestions, the next round, and two officers at the same moment."""

import pytest
from sqlalchemy.exc import IntegrityError

from portal.core.db import db
from portal.core.errors import Missing, Refusal, Stale
from portal.kinds.practicum.board import board
from portal.kinds.practicum.models import HostOffer, Placement, PlacementState
from portal.kinds.practicum.orders import Offered
from portal.kinds.practicum.queries.placements import live_placement, steps_of
from portal.kinds.practicum.services import hosting, placing, wishing
from portal.kinds.practicum.workflow import Action
from portal.notifications.models import Notice
from tests.applications.test_race import all_at_once
from tests.factories.practicum import (
    accepted,
    add_round,
    candidate,
    host,
    mark,
    offered,
    ordered,
    practicum,
    proposed,
    school,
    speaker_for,
    wished,
)  # fmt: skip

pytestmark = pytest.mark.usefixtures("clock")
S = PlacementState


@pytest.fixture
def place(app):
    return practicum()


def test_two_officers_and_the_last_seat_end_with_exactly_one(app, place):
    offer = offered(place, school(), seats=1)
    marks = [mark(wished(place), offer) for _ in range(6)]
    desk = place.desk
    db.session.commit()
    answers = all_at_once(app, [lambda one=one: placing.propose(desk, one) for one in marks])
    db.session.expire_all()
    refused = [answer for answer in answers if isinstance(answer, Refusal)]
    assert len(refused) == 5, answers
    assert {refusal.status for refusal in refused} == {409}
    assert db.session.query(Placement).filter_by(state=S.PROPOSED).count() == 1
    assert db.session.get(HostOffer, offer.id).taken == 1


def test_the_database_is_the_last_judge_of_seats(place):
    offer = offered(place, school(), seats=1)
    offer.taken = 2
    with pytest.raises(IntegrityError, match="taken_within_seats"):
        db.session.flush()
    db.session.rollback()


def test_second_officer_reads_that_no_seat_is_left(as_, place):
    offer = offered(place, school(), seats=1)
    first, second = wished(place), wished(place)
    client = as_(place.officer)
    sent = {"action": "propose", "version": 1, "offer": offer.public_id}
    assert client.post(f"/admin/practicum/placements/{first.public_id}/move", data=sent).status_code == 303
    answer = client.post(f"/admin/practicum/placements/{second.public_id}/move", data=sent)
    assert answer.status_code == 409
    assert "남은 자리가 없습니다" in answer.text
    many = {"action": "propose", "everyone": "1", "pair": f"{second.public_id}:1:{offer.public_id}"}
    assert client.post("/admin/practicum/moves", data=many).status_code == 409


def test_an_older_page_does_not_overwrite(place):
    placement = wished(place)
    old = mark(placement)
    placing.propose(place.desk, mark(placement, offered(place, school())))
    with pytest.raises(Stale):
        placing.put_off(place.desk, old)


def test_seat_goes_back_when_a_host_declines_and_it_is_not_asked_again(place):
    gaon = school()
    placement = proposed(place, gaon)
    hosting.decline(
        host(speaker_for(gaon), gaon), gaon.id, placement.public_id, version=placement.version, reasons=["schedule"]
    )
    assert (placement.state, placement.offer_id, placement.holds_seat) == (S.HOST_DECLINED, None, False)
    offer = db.session.query(HostOffer).one()
    assert offer.taken == 0
    with pytest.raises(Refusal, match="이미 거절"):
        placing.propose(place.desk, mark(placement, offer))
    assert board(place.desk).rows[0].options == []


def test_declining_needs_reasons(place):
    gaon = school()
    placement = proposed(place, gaon)
    for reasons, note in (([], ""), (["other"], " ")):
        with pytest.raises(Refusal):
            hosting.decline(
                place.desk, gaon.id, placement.public_id, version=placement.version, reasons=reasons, note=note
            )
    assert placement.state == S.PROPOSED


def test_residence_counts_before_wishes_and_wishes_before_room(place):
    home, wish, roomy = school("집", area="동작관악"), school("희망", area="남부"), school("넓은", area="북부")
    for unit, seats in ((home, 1), (wish, 1), (roomy, 5)):
        offered(place, unit, seats=seats)
    wished(place, candidate(district="관악구"), choices=(("남부", None),))
    [row] = board(place.desk).rows
    assert [match.offer.unit.name for match in row.options] == ["집", "희망", "넓은"]
    assert row.suggested.reasons == ("거주지(관악구) 관할", "남은 자리 1")


def test_suggestions_never_give_more_than_there_are_seats(place):
    offered(place, school("하나"), seats=1)
    offered(place, school("둘", area="북부"), seats=1)
    for _ in range(3):
        wished(place)
    given = [row.suggested.offer.unit.name for row in board(place.desk).rows if row.suggested]
    assert sorted(given) == ["둘", "하나"]


def test_who_finds_no_seat_goes_to_the_next_round_with_the_wish(place):
    following = add_round(place.program, "3차", in_days=100)
    placement = wished(place, choices=(("남부", None), ("북부", None)), circumstances="재학")
    placing.put_off(place.desk, mark(placement))
    assert placement.state == S.DEFERRED
    new = live_placement(placement.candidate_id, following.id)
    assert (new.state, new.came_from_id, new.wish.circumstances) == (S.ELIGIBLE, placement.id, "재학")
    assert [choice.area for choice in new.wish.choices] == ["남부", "북부"]


def test_who_was_put_off_before_there_was_a_next_round_is_taken_up_once(place):
    placement = wished(place)
    placing.put_off(place.desk, mark(placement))
    following = add_round(place.program, "3차", in_days=100)
    assert board(place.desk, round_id=following.id).waiting_over == 1
    assert placing.carry_over(place.desk, following.id) == 1
    assert placing.carry_over(place.desk, following.id) == 0
    assert live_placement(placement.candidate_id, following.id).came_from_id == placement.id


def test_many_are_moved_each_by_itself(place):
    offer = offered(place, school(), seats=1)
    marks = [mark(wished(place), offer) for _ in range(3)]
    outcome = placing.move_many(place.desk, marks, action=Action.PROPOSE)
    assert (len(outcome.done), len(outcome.refused)) == (1, 2)


def test_school_may_not_cut_seats_that_are_taken(place):
    gaon = school()
    proposed(place, gaon)
    days = {"first_day": place.round.starts_on, "last_day": place.round.ends_on}
    with pytest.raises(Refusal, match="적게 줄일 수 없습니다"):
        hosting.offer(place.desk, gaon.id, place.round.id, offered=Offered(0, note="공사", **days))


def test_withdrawal_frees_the_seat_and_in_course_keeps_the_days(place, clock):
    early, late = school("일찍"), school("늦게")
    before, during = accepted(place, early), ordered(place, late)
    wishing.withdraw(place.desk, before.public_id, reason="진학")
    assert (before.state, before.offer_id) == (S.WITHDRAWN, None)
    clock.freeze(clock.at(place.round.starts_on).replace(hour=10))
    wishing.withdraw(place.desk, during.public_id, reason="입대")
    assert (during.state, during.last_day) == (S.ABANDONED, place.round.starts_on)
    assert [offer.taken for offer in db.session.query(HostOffer).order_by(HostOffer.id)] == [0, 1]


def test_host_declines_until_the_practicum_begins(place, clock):
    gaon = school()
    placement = ordered(place, gaon)
    clock.freeze(clock.at(place.round.starts_on).replace(hour=10))
    with pytest.raises(Stale):
        hosting.decline(place.desk, gaon.id, placement.public_id, version=placement.version, reasons=["facilities"])


def test_what_was_done_on_behalf_names_both(place):
    gaon = school()
    placement = accepted(place, gaon)
    assert placement.wish.is_on_behalf
    notes = [step.note for step in steps_of([placement.id])]
    assert notes[0].startswith("문실습이 ") and placement.candidate.name in notes[0]
    assert "가온고등학교를 대신하여 회신" in notes[-1]


def test_those_concerned_are_told_by_the_bell_without_names(place):
    gaon = school()
    speaker = speaker_for(gaon)
    placement = proposed(place, gaon)
    told = db.session.query(Notice).filter_by(person_id=speaker.person_id).one()
    assert placement.candidate.name not in told.title + told.body
    assert told.link == "/host"


def test_who_does_not_run_it_finds_nothing(place):
    placement, stranger = wished(place), host(speaker_for(school("딴학교")), school("또다른"))
    with pytest.raises(Missing):
        placing.put_off(stranger, mark(placement))
    with pytest.raises(Missing):
        board(stranger)
