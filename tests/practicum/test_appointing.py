"""임용: once, from its day on, with the practicum ended the day before and its history kept."""

from datetime import timedelta

import pytest

from portal.accounts.models import Account
from portal.accounts.queries import actor_of_account
from portal.core.actors import Role
from portal.core.db import db
from portal.core.errors import Missing, Refusal
from portal.directory.models import Assignment, Person
from portal.kinds.practicum.models import HostOffer, PlacementState
from portal.kinds.practicum.orders import Appointment
from portal.kinds.practicum.services import appointing, inviting, placing
from tests.applications.test_race import all_at_once
from tests.factories.practicum import candidate, mark, ordered, practicum, school, wished

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def place(app):
    return practicum()


def appoint(place, one, *, on, personal_no="200099", unit=None):
    order = Appointment(personal_no, (unit or school("발령고등학교")).id, on)
    return appointing.appoint(place.desk, one.public_id, appointment=order)


def roles_of(account_id):
    return actor_of_account(account_id).roles


def test_twice_at_the_same_time_makes_one_person(app, place, clock):
    one, unit = candidate(), school("발령고등학교")
    order = Appointment("200099", unit.id, clock.today())
    desk, public_id = place.desk, one.public_id
    db.session.commit()
    answers = all_at_once(app, [lambda: appointing.appoint(desk, public_id, appointment=order)] * 4)
    db.session.expire_all()
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    [person] = db.session.query(Person).filter_by(personal_no="200099")
    assert one.person_id == person.id
    assert db.session.query(Assignment).filter_by(person_id=person.id).count() == 1
    assert db.session.query(Account).filter_by(person_id=person.id).count() == 1


def test_again_with_other_facts_is_refused(place, clock):
    one = candidate()
    appoint(place, one, on=clock.today())
    with pytest.raises(Refusal, match="이미 다른 내용"):
        appoint(place, one, on=clock.today() + timedelta(days=1), unit=school("또"))
    assert db.session.query(Person).filter_by(personal_no="200099").count() == 1


def test_a_later_day_acts_when_it_comes_without_a_job(place, clock, as_):
    one = candidate()
    [invitation] = inviting.invite(place.desk, [one.public_id])
    day = clock.today() + timedelta(days=10)
    appoint(place, one, on=day)
    account_id = one.account_id
    assert roles_of(account_id) == {Role.CANDIDATE}
    assert actor_of_account(account_id).person_id is None
    client = as_(place.officer)
    assert one.name not in client.get(f"/people?q={one.name}").text.partition("<table")[2]
    clock.freeze(clock.at(day).replace(hour=9))
    assert roles_of(account_id) == {Role.EMPLOYEE}
    assert actor_of_account(account_id).unit_name == "발령고등학교"
    assert invitation.link.token


def test_links_of_the_candidate_stop_at_once(app, place, clock):
    one = candidate()
    [invitation] = inviting.invite(place.desk, [one.public_id])
    appoint(place, one, on=clock.today() + timedelta(days=10))
    assert app.test_client().post(f"/links/{invitation.link.token}").status_code == 404


def test_session_of_a_link_does_not_become_an_officials(app, place, clock):
    one = candidate()
    [invitation] = inviting.invite(place.desk, [one.public_id])
    client = app.test_client()
    clock.freeze(clock.now().replace(hour=20))
    assert client.post(f"/links/{invitation.link.token}").status_code == 303
    day = clock.today() + timedelta(days=1)
    appoint(place, one, on=day)
    assert client.get("/practicum").status_code == 200
    clock.freeze(clock.at(day).replace(minute=5))
    assert client.get("/people").status_code in (302, 303, 401)


def test_practicum_ends_the_day_before_and_goes_on_until_then(place, clock):
    placement = ordered(place, school())
    day = place.round.starts_on + timedelta(days=21)
    clock.freeze(clock.at(place.round.starts_on + timedelta(days=7)).replace(hour=10))
    appoint(place, placement.candidate, on=day)
    assert placement.state == PlacementState.ENDED_BY_APPOINTMENT
    assert placement.last_day == day - timedelta(days=1)
    assert placement.offer_id is not None


def test_what_has_not_begun_by_then_gives_its_seat_back(place, clock):
    placement = ordered(place, school())
    appoint(place, placement.candidate, on=place.round.starts_on)
    assert (placement.state, placement.offer_id) == (PlacementState.ENDED_BY_APPOINTMENT, None)
    assert db.session.query(HostOffer).one().taken == 0


def test_what_is_over_stays_as_it_was(place, clock):
    placement = ordered(place, school())
    clock.freeze(clock.at(place.round.ends_on + timedelta(days=5)).replace(hour=10))
    appoint(place, placement.candidate, on=clock.today())
    assert (placement.state, placement.last_day) == (PlacementState.ORDERED, place.round.ends_on)


def test_history_belongs_to_the_official_then(place, clock, as_):
    placement = ordered(place, school("가온고등학교"))
    one = placement.candidate
    appoint(place, one, on=place.round.starts_on + timedelta(days=9))
    clock.freeze(clock.at(one.appointed_on).replace(hour=10))
    one.account.password_hash = place.officer.password_hash
    client = as_(one.account)
    assert one.account.login_id == "200099"
    page = client.get("/practicum/history").text
    assert "가온고등학교" in page
    assert client.get("/practicum").status_code == 403


def test_a_list_is_carried_out_as_a_whole_or_not_at_all(place, clock):
    first, second, unit = candidate(), candidate(), school("발령고등학교")
    same = Appointment("200099", unit.id, clock.today())
    with pytest.raises(Refusal, match=second.name):
        appointing.appoint_all(place.desk, [(first.public_id, same), (second.public_id, same)])
    assert db.session.query(Person).filter_by(personal_no="200099").count() == 0
    assert first.person_id is None


def test_only_who_runs_it_appoints(place, clock):
    one = candidate()
    stranger = practicum()
    place.officer, other = stranger.officer, place.desk
    del other
    db.session.query(type(stranger.program)).filter_by(id=stranger.program.id).update({"kind": "workshop"})
    with pytest.raises(Missing):
        appoint(stranger, one, on=clock.today())


def test_wish_of_somebody_appointed_before_the_round_is_not_taken(place, clock):
    one = candidate()
    appoint(place, one, on=place.round.starts_on)
    with pytest.raises(Refusal):
        wished(place, one)


def test_putting_off_after_appointment_is_stale(place, clock):
    placement = wished(place)
    appoint(place, placement.candidate, on=clock.today())
    with pytest.raises(Refusal):
        placing.put_off(place.desk, mark(placement))
