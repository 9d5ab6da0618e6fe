"""What the tests of imports share."""

import pytest

from portal.core.db import db
from tests.factories.directory import small_office


@pytest.fixture
def office(app, clock):
    office = small_office()
    db.session.commit()
    return office
