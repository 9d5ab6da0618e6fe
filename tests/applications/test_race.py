"""Many at once: exactly as many seats as there are, and a waiting list in the order of arrival."""

import pytest
from sqlalchemy import select

from portal.applications.models import Application
from portal.core.db import db, new_public_id
from tests.factories.applications import actor, applied, employee
from tests.factories.programs import open_round
from tests.factories.racing import all_at_once

pytestmark = pytest.mark.usefixtures("clock")


def test_the_last_seat_goes_to_one_of_twenty_and_the_others_wait_in_order(app):
    round_ = open_round(capacity=1)
    accounts = [employee() for _ in range(20)]
    found = all_at_once(app, [lambda account=account: applied(account, round_).id for account in accounts])
    assert [answer for answer in found if isinstance(answer, Exception)] == []
    db.session.rollback()
    rows = db.session.scalars(select(Application).order_by(Application.place)).all()
    assert [row.place for row in rows] == list(range(1, 21))
    assert [row.status for row in rows] == ["submitted", *["waitlisted"] * 19]
    assert [row.holds_seat for row in rows] == [True, *[False] * 19]
    db.session.refresh(round_)
    assert (round_.joined, round_.seats_taken, round_.waiting) == (20, 1, 19)


def test_one_person_at_once_from_many_tabs_applies_once(app):
    round_, account = open_round(capacity=5), employee()
    found = all_at_once(app, [lambda: applied(account, round_, key=new_public_id()).id for _ in range(8)])
    assert len(set(found)) == 1, found
    db.session.refresh(round_)
    assert (round_.joined, round_.seats_taken) == (1, 1)
    assert actor(account).person_id == db.session.scalars(select(Application.person_id)).one()
