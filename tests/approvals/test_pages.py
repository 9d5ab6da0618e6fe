"""The pages of lines and absences."""

import pytest
from sqlalchemy import select

from portal.approvals.models import Line
from portal.approvals.queries import line_of, steps_waiting
from portal.core import clock as portal_clock
from portal.core.db import db
from portal.directory.models import Absence
from tests.factories.approvals import desk, sent_up
from tests.factories.deciding import office, unseated
from tests.factories.scene import account

pytestmark = pytest.mark.usefixtures("app", "clock")


def test_a_line_is_made_and_changed_on_its_page(as_):
    place = office()
    client = as_(place.officer)
    address = f"/approvals/lines/{place.program.id}"
    assert place.program.title in client.get("/approvals/lines").text
    assert "정하지 않음" in client.get(address).text
    steps = {"seat-1": "team_head", "kind-1": "review", "seat-2": "division_head", "kind-2": "final"}
    assert client.post(address, data={**steps, "known": ""}).status_code == 303
    line = line_of(place.program.id)
    assert line is not None
    again = client.post(address, data={**steps, "known": ""})
    assert (again.status_code, "먼저 결재선을 고쳤습니다" in again.text) == (409, True)
    wrong = client.post(address, data={"seat-1": "team_head", "kind-1": "review", "known": line.id, "reason": "까닭"})
    assert (wrong.status_code, "마지막 단계 하나만 전결" in wrong.text, "까닭" in wrong.text) == (409, True, True)
    assert len(db.session.scalars(select(Line)).all()) == 1


def test_a_stranger_finds_no_line(as_):
    here, other = desk(), office()
    assert as_(other.officer).get(f"/approvals/lines/{here.place.program.id}").status_code == 404


def test_an_absence_is_registered_and_canceled_on_its_page(as_):
    here = desk()
    client = as_(here.lead_account)
    today = portal_clock.today().isoformat()
    wrong = client.post("/absences", data={"first_day": today, "last_day": "2025-03-01", "reason": "연가"})
    assert (wrong.status_code, "마지막 날이 첫날보다 앞섭니다" in wrong.text) == (422, True)
    strange = client.post("/absences", data={"first_day": today, "last_day": today, "reason": "놀이"})
    assert strange.status_code == 422
    data = {"first_day": today, "last_day": today, "reason": "연가", "deputy": here.head_account.person.public_id}
    assert client.post("/absences", data=data).status_code == 303
    assert "부재 중" in client.get("/absences").text
    absence = db.session.scalars(select(Absence)).one()
    assert as_(account("남")).post(f"/absences/{absence.id}/cancellation").status_code == 404
    assert client.post(f"/absences/{absence.id}/cancellation").status_code == 303
    assert "취소" in client.get("/absences").text


def test_a_step_that_waits_too_long_is_late_and_told_to_whoever_reminds(as_, clock):
    here = desk()
    document = sent_up(here)
    clock.freeze(clock.at(clock.add_working_days(clock.today(), 4)).replace(hour=9))
    (one,) = steps_waiting(clock.now())
    assert (one.document.id, one.days, one.is_late) == (document.id, 4, True)
    assert one.hands is not None
    assert one.hands.people == {here.lead.person_id}
    assert "지연 1일" in as_(here.lead_account).get("/approvals").text


def test_the_box_costs_the_same_for_one_and_for_many(as_, statements):
    here = desk()
    client = as_(here.lead_account)
    sent_up(here)
    costs = []
    for _ in range(2):
        statements.clear()
        assert client.get("/approvals").status_code == 200
        costs.append(len(statements))
        for _ in range(4):
            sent_up(here, unseated(here.place))
    assert costs[0] == costs[1], statements
