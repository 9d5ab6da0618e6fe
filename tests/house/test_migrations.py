"""The migrations lead to the models, and back, with data in the tables."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade

from portal.app import create_app
from portal.core.db import db
from tests import databases
from tests.house import source
from tests.house.rows import fill

SCRIPTS = ScriptDirectory(str(source.ROOT / "migrations"))
REVISIONS = [script.revision for script in reversed(list(SCRIPTS.walk_revisions()))]


@pytest.fixture
def empty_app(tmp_path, worker_id) -> Iterator:
    """The portal on a database without any table."""

    def at(address):
        app = create_app(databases.settings(address, tmp_path))
        with app.app_context():
            yield app
            db.engine.dispose()

    if databases.SERVER:
        with databases.on_server(f"portal_migrations_{worker_id}") as address:
            yield from at(address)
    else:
        yield from at(f"sqlite:///{tmp_path / 'migrations.db'}")


def tables() -> set[str]:
    return set(sa.inspect(db.engine).get_table_names()) - {"alembic_version"}


def counts() -> dict[str, int]:
    with db.engine.connect() as connection:
        return {name: connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one() for name in tables()}


def test_there_is_one_head_and_the_file_names_it():
    assert SCRIPTS.get_heads() == [source.read(source.ROOT / "migrations" / ".current-head").strip()]


def test_revisions_are_numbered():
    assert REVISIONS == [f"{number:04d}" for number in range(1, len(REVISIONS) + 1)]


def test_head_equals_the_models(app):
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.metadata) == [], "run: flask --app wsgi db migrate -m '…'"


def test_up_down_and_up_again_with_data(empty_app):
    for revision in REVISIONS:
        upgrade(revision=revision)
        fill(db.engine)
    full = counts()
    assert full and 0 not in full.values()

    for below in [*reversed(REVISIONS[:-1]), "base"]:
        before = counts()
        downgrade(revision=below)
        after = counts()
        assert after == {name: before[name] for name in after}, f"going down to {below} lost rows"
    assert tables() == set()

    upgrade()
    assert tables() == set(full)
    fill(db.engine)
