"""One seeded database for all tests of the seed; they read it and leave it as it is."""

import shutil

import pytest

from portal.app import create_app
from portal.core import clock as portal_clock
from portal.core.db import db
from tests import databases
from tests.conftest import Browser
from tests.seeding.seeded import copied_database, own_database, seeded_database


@pytest.fixture(scope="session")
def seeded_folder(tmp_path_factory):
    """Where the seeded database and its keys lie."""
    return tmp_path_factory.mktemp("seeded")


@pytest.fixture(scope="session")
def seeded_address(seeded_folder, worker_id):
    """The address of a database as a demonstration begins with it."""
    with own_database(f"portal_seeded_{worker_id}", seeded_folder) as address:
        seconds = seeded_database(address, seeded_folder)
        print(f"seeded in {seconds:.1f} s")  # noqa: T201 - a figure to look at, not to judge on a shared machine
        yield address


@pytest.fixture(scope="session")
def production_address(tmp_path_factory, worker_id):
    """The address of a database as production begins with it."""
    folder = tmp_path_factory.mktemp("production")
    with own_database(f"portal_facts_{worker_id}", folder) as address:
        seeded_database(address, folder, mode="production")
        yield address


def _open(address, folder, **more):
    app = create_app(databases.settings(address, folder, PORTAL_MODE="demo", **more))
    app.test_client_class = Browser
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def seeded(seeded_address, seeded_folder, tmp_path):
    """The portal on the seeded database, with its keys."""
    yield from _open(seeded_address, tmp_path, KEYS_FOLDER=str(seeded_folder / "keys"))


@pytest.fixture
def to_change(seeded_address, seeded_folder, worker_id, tmp_path):
    """The portal on a copy of the seeded database and of its keys, for a test that changes them."""
    keys = shutil.copytree(seeded_folder / "keys", tmp_path / "keys")
    with copied_database(seeded_address, f"portal_copied_{worker_id}", tmp_path) as address:
        yield from _open(address, tmp_path, KEYS_FOLDER=str(keys))


@pytest.fixture
def bare(production_address, tmp_path):
    """The portal on a database that holds the printed facts only."""
    yield from _open(production_address, tmp_path)


@pytest.fixture
def today(seeded):
    """The demonstration's first day."""
    return portal_clock.today()
