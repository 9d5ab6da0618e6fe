"""임용 taken back: once, with a reason, while nothing is built on it; the candidate goes on where it stood."""

from datetime import timedelta

import pytest

from portal.accounts.models import Account, Grant
from portal.accounts.queries import actor_of_account
from portal.audit.models import AuditEntry
from portal.core.actors import Role
from portal.core.db import db
from portal.core.errors import Missing, Refusal, Stale
from portal.directory.models import Assignment, Person, Post
from portal.kinds.practicum.models import CandidateState, HostOffer, PlacementState
from portal.kinds.practicum.orders import Appointment
from portal.kinds.practicum.queries.placements import steps_of
from portal.kinds.practicum.services import appointing, inviting, unappointing
from tests.applications.test_race import all_at_once
from tests.factories.applications import applied
from tests.factories.practicum import candidate, host, ordered, practicum, school, speaker_for, wished
from tests.factories.programs import open_round

pytestmark = pytest.mark.usefixtures("clock")
S = PlacementState
WHY = "동명이인을 잘못 골랐습니다."


@pytest.fixture
def place(app):
    return practicum()


def appoint(place, one, on, *, unit=None, personal_no="200099"):
    order = Appointment(personal_no, (unit or school("발령고등학교")).id, on)
    return appointing.appoint(place.desk, one.public_id, appointment=order)


def take_back(place, one, **more):
    given = {"version": one.version, "reason": WHY, **more}
    return unappointing.take_back_appointment(place.desk, one.public_id, **given)


def test_candidate_is_one_again_and_the_number_serves_the_right_one(app, place, clock, as_):
    one, right = candidate(), candidate()
    [invitation] = inviting.invite(place.desk, [one.public_id])
    posts = db.session.query(Post).count()
    appoint(place, one, clock.today())
    account_id, person_id = one.account_id, one.person_id
    db.session.get_one(Account, account_id).password_hash = place.officer.password_hash
    db.session.commit()
    official = as_(db.session.get_one(Account, account_id))
    assert official.get("/people").status_code == 200

    client = as_(place.officer)
    address = f"/admin/practicum/candidates/{one.public_id}/appointment/undoing"
    assert "200099" in client.get(address).text
    assert client.post(address, data={"version": one.version, "reason": ""}).status_code == 422
    assert client.post(address, data={"version": one.version, "reason": WHY}).status_code == 303
    db.session.expire_all()
    assert (one.state, one.person_id, one.appointed_on, one.appointed_unit_id) == (
        CandidateState.REGISTERED, None, None, None,
    )  # fmt: skip
    assert db.session.query(Assignment).filter_by(person_id=person_id).count() == 0
    assert db.session.query(Post).count() == posts
    assert official.get("/people").status_code in (302, 303, 401)
    actor = actor_of_account(account_id)
    assert (actor.roles, actor.person_id) == ({Role.CANDIDATE}, None)
    assert one.account.login_id == f"C{one.exam_year}-{one.exam_no}"
    [again] = inviting.invite(place.desk, [one.public_id])
    assert app.test_client().post(f"/links/{invitation.link.token}").status_code == 404
    assert app.test_client().post(f"/links/{again.link.token}").status_code == 303
    noted = db.session.query(AuditEntry).filter_by(action="candidate.unappoint").one()
    assert noted.reason == WHY

    appoint(place, right, clock.today(), unit=school("바른고등학교"))
    appoint(place, one, clock.today(), unit=school("또고등학교"), personal_no="200100")
    assert one.person_id != person_id
    assert db.session.query(Person).filter_by(personal_no="200099").one().name == right.name


def test_practicum_goes_on_at_its_host_or_is_placed_anew(place, clock):
    near, far = school("가까운고"), school("먼고")
    cut, lost = ordered(place, near), ordered(place, far)
    last_day = cut.last_day
    appoint(place, cut.candidate, place.round.starts_on + timedelta(days=9), personal_no="200001")
    appoint(place, lost.candidate, place.round.starts_on, personal_no="200002")
    assert (cut.last_day, lost.offer_id) == (place.round.starts_on + timedelta(days=8), None)
    take_back(place, cut.candidate)
    take_back(place, lost.candidate)
    assert (cut.state, cut.last_day, cut.offer.unit_id) == (S.ORDERED, last_day, near.id)
    assert (lost.state, lost.offer_id) == (S.ELIGIBLE, None)
    assert [offer.taken for offer in db.session.query(HostOffer).order_by(HostOffer.id)] == [1, 0]
    assert [step.action for step in steps_of([cut.id])][-2:] == ["appoint", "resume"]


def test_round_that_is_over_by_then_stays_as_it_was(place, clock):
    placement = ordered(place, school())
    clock.freeze(clock.at(place.round.starts_on + timedelta(days=3)).replace(hour=9))
    appoint(place, placement.candidate, place.round.starts_on + timedelta(days=9))
    clock.freeze(clock.at(place.round.ends_on + timedelta(days=1)).replace(hour=9))
    take_back(place, placement.candidate)
    assert (placement.state, placement.candidate.state) == (S.ENDED_BY_APPOINTMENT, CandidateState.REGISTERED)


def test_what_is_built_on_it_stands_in_the_way(place, clock):
    moved, busy, trusted = candidate(), candidate(), candidate()
    for number, one in enumerate((moved, busy, trusted)):
        appoint(place, one, clock.today(), personal_no=f"20100{number}")
    db.session.query(Assignment).filter_by(person_id=moved.person_id).one().valid_to = clock.today() + timedelta(days=9)
    applied(db.session.get_one(Account, busy.account_id), open_round())
    db.session.add(Grant(account_id=trusted.account_id, role=Role.DUTY, valid_from=clock.today(), reason="당직"))
    db.session.commit()
    for one, why in ((moved, "인사 발령으로"), (busy, "인사 발령으로"), (trusted, "권한")):
        with pytest.raises(Refusal, match=why):
            take_back(place, one)
        db.session.rollback()
        assert (one.state, one.account.person_id) == (CandidateState.APPOINTED, one.person_id)


def test_at_the_same_time_it_is_taken_back_once(app, place, clock):
    one = wished(place).candidate
    appoint(place, one, clock.today())
    desk, public_id, version = place.desk, one.public_id, one.version
    db.session.commit()
    act = lambda: unappointing.take_back_appointment(desk, public_id, version=version, reason=WHY)  # noqa: E731
    answers = all_at_once(app, [act] * 3)
    assert sum(isinstance(answer, Refusal) for answer in answers) == 2, answers
    db.session.expire_all()
    assert db.session.query(AuditEntry).filter_by(action="candidate.unappoint").count() == 1


def test_only_who_runs_it_and_only_what_was_done(place, clock):
    one = candidate()
    with pytest.raises(Refusal, match="임용한 분만"):
        take_back(place, one)
    appoint(place, one, clock.today())
    with pytest.raises(Stale):
        take_back(place, one, version=one.version + 1)
    outsider = host(speaker_for(school()), school("딴학교"))
    with pytest.raises(Missing):
        unappointing.take_back_appointment(outsider, one.public_id, version=one.version, reason=WHY)
