"""A database with everything that ``flask seed`` loads, for tests, journeys and measurements."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from portal.app import create_app
from portal.core.db import db
from tests import databases


def seeded_database(address: str, folder: Path, mode: str = "demo") -> float:
    """Migrate and seed the database at an address as ``make run`` does; return the seconds that seeding took."""
    databases.migrate(address, folder)
    app = create_app(databases.settings(address, folder, PORTAL_MODE=mode, SECRET_KEY="of no consequence" * 3))
    began = perf_counter()
    result = app.test_cli_runner().invoke(args=["seed"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    with app.app_context():
        db.engine.dispose()
    return perf_counter() - began


@contextmanager
def own_database(name: str, folder: Path) -> Iterator[str]:
    """Give the address of a database of one's own: a file, or on the PostgreSQL server when there is one."""
    if databases.SERVER:
        with databases.on_server(name) as address:
            yield address
    else:
        yield f"sqlite:///{folder / name}.db"


@contextmanager
def copied_database(address: str, name: str, folder: Path) -> Iterator[str]:
    """Give the address of a copy of a database that nobody is connected to."""
    if databases.SERVER:
        with databases.on_server(name, template=address.rpartition("/")[2].partition("?")[0]) as copy:
            yield copy
    else:
        shutil.copyfile(address.removeprefix("sqlite:///"), folder / f"{name}.db")
        yield f"sqlite:///{folder / name}.db"
