"""What the tests of applications share: the workshop's office, and its officer's browser."""

import pytest

from tests.factories.deciding import office


@pytest.fixture
def place(app, clock):
    """The workshop's office with an empty round."""
    return office()


@pytest.fixture
def officer(place, as_):
    """Its officer, signed in."""
    return as_(place.officer)
