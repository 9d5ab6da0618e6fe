"""What time does by itself."""

from datetime import timedelta

import pytest

from portal import worker
from portal.applications.models import Application, Status
from portal.applications.services.deciding import decide_many
from portal.applications.workflow import Action
from portal.core.db import db
from tests.factories.deciding import mark_of, office, officer_of, order, seated


@pytest.fixture
def jobs(app, monkeypatch):
    """The worker's jobs, run on the test's portal."""
    monkeypatch.setattr(worker, "the_app", lambda: app)
    return worker


def test_the_minute_job_settles_what_is_due(jobs, clock):
    place = office()
    row = seated(place)
    decide_many(officer_of(place), [mark_of(row)], order())
    clock.freeze(clock.now() + timedelta(minutes=5))
    jobs.settle_decisions.call_local()
    assert db.session.get_one(Application, row.id, populate_existing=True).told_status == Status.APPROVED


def test_a_correction_that_never_came_ends_the_application(jobs, clock):
    place = office()
    row = seated(place)
    decide_many(officer_of(place), [mark_of(row)], order(Action.RETURN, note="주소", return_by=clock.today()))
    clock.freeze(clock.now() + timedelta(days=1))
    jobs.settle_decisions.call_local()
    jobs.expire_returned_applications.call_local()
    assert db.session.get_one(Application, row.id, populate_existing=True).status == Status.EXPIRED


def test_sessions_are_swept(jobs, clock):
    jobs.sweep_sessions.call_local()
