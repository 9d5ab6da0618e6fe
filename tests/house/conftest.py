"""What the rules of the house look at."""

import pytest
from flask import Flask

from portal.app import create_app
from tests import databases


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The portal as it is put together, to be read and not to be asked: it has no tables."""
    return create_app(databases.settings("sqlite://", tmp_path_factory.mktemp("built")))
