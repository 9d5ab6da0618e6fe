"""From the form to the receipt."""

import re

import pytest
from sqlalchemy import func, select

from portal.applications.models import Application, Draft, Step
from portal.core.db import db
from tests.factories.applications import WORKSHOP_SENT, employee, form_address, sending_address
from tests.factories.programs import open_round

pytestmark = pytest.mark.usefixtures("app", "clock")


def key_in(answer):
    return re.search(r'name="key" value="([0-9a-f]{32})"', answer.text)[1]


def checked(client, round_, **more):
    """Fill the form and return the key on the check page."""
    answer = client.post(form_address(round_), data={**WORKSHOP_SENT, **more})
    assert answer.status_code == 303, answer.text
    return key_in(client.get(answer.location))


def test_the_way_from_the_program_to_my_applications(as_):
    round_, client = open_round(), as_(employee(name="김사원"))
    assert "저경력공무원 워크숍" in client.get("/programs").text
    assert form_address(round_) in client.get(f"/programs/{round_.program_id}").text
    assert "김사원" in client.get(form_address(round_)).text
    key = checked(client, round_)
    receipt = client.post(sending_address(round_), data={"key": key})
    assert receipt.status_code == 303
    page = client.get(receipt.location).text
    application = db.session.scalars(select(Application)).one()
    assert application.receipt_no in page
    assert (application.status, application.place, application.holds_seat) == ("submitted", 1, True)
    listing = client.get("/applications").text
    assert application.receipt_no in listing and "접수" in listing
    assert db.session.scalar(select(func.count()).select_from(Draft)) == 0
    assert [step.action for step in db.session.scalars(select(Step))] == ["submit"]
