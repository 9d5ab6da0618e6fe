"""What the attacks share."""

from collections.abc import Iterator

import pytest

from portal.core.actors import Role
from tests.attack.office import Office
from tests.attack.server import Server
from tests.factories.applications import employee
from tests.factories.programs import open_round


@pytest.fixture
def office() -> Office:
    account = employee(*(role for role in Role if role is not Role.EMPLOYEE))
    rounds = {
        "workshop": open_round(capacity=None),
        "mentor": open_round(kind="mentoring", track="mentor", selection="review", capacity=None),
        "person": open_round(kind="hr_counseling", track="person", selection="review", capacity=None),
        "office": open_round(kind="hr_counseling", track="office", selection="review", capacity=None),
        "closed": open_round(kind="psych_counseling", selection="eligibility_only", capacity=None),
    }
    return Office(account, rounds)


@pytest.fixture
def server(app, database, tmp_path) -> Iterator[Server]:
    running = Server(database, tmp_path)
    running.environment["PORTAL_SECRET_KEY"] = app.config["SECRET_KEY"]
    running.start()
    yield running
    running.kill()
