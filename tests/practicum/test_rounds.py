"""The rounds: the next one takes over what the last one was, and what others were promised still fits."""

from datetime import timedelta

import pytest

from portal.audit.models import AuditEntry
from portal.core import clock as office_clock
from portal.core.db import db
from portal.core.errors import Missing, Refusal, Stale
from portal.kinds.practicum.orders import Planned
from portal.kinds.practicum.policies import is_taking_wishes
from portal.kinds.practicum.services import planning
from portal.programs.models import Round
from tests.applications.test_race import all_at_once
from tests.factories.practicum import host, offered, practicum, school, speaker_for

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def place(app):
    return practicum()


def planned(*, in_days: int = 120, **more) -> Planned:
    starts_on, now = office_clock.today() + timedelta(days=in_days), office_clock.now()
    given = {
        "name": "3차", "starts_on": starts_on, "ends_on": starts_on + timedelta(days=40),
        "apply_from": now + timedelta(days=60), "apply_to": now + timedelta(days=80), **more,
    }  # fmt: skip
    return Planned(**given)


def sent(one: Planned, **more) -> dict[str, str]:
    moments = {name: getattr(one, name).strftime("%Y-%m-%dT%H:%M") for name in ("apply_from", "apply_to")}
    days = {name: str(getattr(one, name)) for name in ("starts_on", "ends_on")}
    return {"name": one.name, "results_on": "", **days, **moments, **more}


def test_next_round_is_suggested_like_the_last_and_takes_its_settings_over(as_, place):
    place.round.consent_purpose, place.round.retention = "배치와 운영", "3년"
    db.session.commit()
    client = as_(place.officer)
    address = f"/admin/practicum/programs/{place.program.id}/rounds"
    form = client.get(f"{address}/form").text
    assert 'value="3차"' in form
    assert "배치와 운영" in form
    answer = client.post(address, data=sent(planned()))
    assert answer.status_code == 303
    new = db.session.query(Round).filter_by(name="3차").one()
    assert (new.consent_purpose, new.retention, new.eligibility) == ("배치와 운영", "3년", place.round.eligibility)
    assert (new.number, new.reference_date, new.program_id) == (3, new.starts_on, place.program.id)
    assert client.post(address, data=sent(planned())).status_code == 422
    assert db.session.query(Round).count() == 2
    assert "2025년 3차" in client.get("/admin/practicum/rounds").text.replace(str(new.year), "2025")


def test_form_says_what_cannot_be(as_, place):
    client, wrong = as_(place.officer), planned()
    address = f"/admin/practicum/programs/{place.program.id}/rounds"
    for field, value in (
        ("ends_on", str(wrong.starts_on - timedelta(days=1))),
        ("apply_to", wrong.apply_from.strftime("%Y-%m-%dT%H:%M")),
        ("apply_from", "어제"),
        ("apply_from", "2025-09-01T09:00+09:00"),
        ("results_on", str(wrong.starts_on + timedelta(days=1))),
        ("name", ""),
    ):
        answer = client.post(address, data=sent(wrong, **{field: value}))
        assert answer.status_code == 422, field
        assert 'aria-invalid="true"' in answer.text
    assert db.session.query(Round).count() == 1


def test_opens_and_closes_ahead_of_its_hours_and_the_trail_says_so(as_, place):
    client, later = as_(place.officer), planning.plan(place.desk, place.program.id, planned=planned())
    address = f"/admin/practicum/rounds/{later.id}"
    assert not is_taking_wishes(later)
    assert client.post(f"{address}/closing", data={"version": 1}).status_code == 409
    assert client.post(f"{address}/opening", data={"version": 1}).status_code == 303
    db.session.expire_all()
    assert is_taking_wishes(later)
    assert client.post(f"{address}/opening", data={"version": 1}).status_code == 409
    office_clock.freeze(office_clock.now() + timedelta(minutes=1))
    assert client.post(f"{address}/closing", data={"version": 2}).status_code == 303
    db.session.expire_all()
    office_clock.freeze(office_clock.now() + timedelta(minutes=1))
    assert not is_taking_wishes(later)
    noted = [one.action for one in db.session.query(AuditEntry).filter(AuditEntry.action.startswith("round."))]
    assert noted == ["round.plan", "round.open", "round.close"]


def test_days_that_institutions_promised_stay_within_the_round(place):
    offered(place, school())
    as_it_is = Planned(**{name: getattr(place.round, name) for name in Planned.__dataclass_fields__})
    for name, by in (("starts_on", 1), ("ends_on", -1)):
        moved = Planned(**{**vars(as_it_is), name: getattr(as_it_is, name) + timedelta(days=by), "results_on": None})
        with pytest.raises(Refusal, match="수용 계획"):
            planning.replan(place.desk, place.round.id, version=place.round.version, planned=moved)
    longer = Planned(**{**vars(as_it_is), "ends_on": as_it_is.ends_on + timedelta(days=7)})
    planning.replan(place.desk, place.round.id, version=place.round.version, planned=longer)
    assert place.round.ends_on == longer.ends_on
    with pytest.raises(Stale):
        planning.replan(place.desk, place.round.id, version=1, planned=as_it_is)


def test_what_is_over_and_what_is_others_is_left_alone(as_, place, clock):
    outsider = host(speaker_for(school()), school("딴학교"))
    with pytest.raises(Missing):
        planning.plan(outsider, place.program.id, planned=planned())
    with pytest.raises(Missing):
        planning.close_now(outsider, place.round.id, version=1)
    clock.freeze(clock.at(place.round.ends_on + timedelta(days=1)).replace(hour=9))
    with pytest.raises(Refusal, match="끝난 차수"):
        planning.close_now(place.desk, place.round.id, version=1)
    assert as_(place.officer).get(f"/admin/practicum/rounds/{place.round.id}/plan").status_code == 409


def test_two_officers_who_plan_the_same_round_make_one(app, place):
    desk, program_id, one = place.desk, place.program.id, planned()
    db.session.commit()
    answers = all_at_once(app, [lambda: planning.plan(desk, program_id, planned=one)] * 3)
    refused = [answer for answer in answers if isinstance(answer, Refusal)]
    assert len(refused) == 2, answers
    db.session.expire_all()
    assert db.session.query(Round).filter_by(name="3차").count() == 1
