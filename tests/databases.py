"""Empty databases for the tests: migrated once, then copied (SQLite) or emptied (PostgreSQL)."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask_migrate import upgrade

from portal.app import create_app
from portal.core.db import db

SERVER = os.environ.get("PORTAL_TEST_DATABASE_URL", "")  # a PostgreSQL server; empty: SQLite
PASSWORD = "산책-하는-고양이-7"  # of every account that a factory makes


def settings(database: str, folder: Path, **more: Any) -> dict[str, Any]:
    """Return what differs from the defaults of portal/config.py in a test."""
    return {
        "TESTING": True,
        "PORTAL_MODE": "development",
        "SECRET_KEY": "of no consequence",
        "SQLALCHEMY_DATABASE_URI": database,
        "UPLOAD_FOLDER": str(folder / "uploads"),
        "EXPORT_FOLDER": str(folder / "exports"),
        "JOBS_DATABASE": str(folder / "jobs.db"),
        "KEYS_FOLDER": str(folder / "keys"),
        "WTF_CSRF_ENABLED": False,
        "ARGON2": {"time_cost": 1, "memory_cost": 8, "parallelism": 1},
        **more,
    }


def migrate(database: str, folder: Path) -> None:
    """Bring a database to the head."""
    app = create_app(settings(database, folder))
    with app.app_context():
        upgrade()
        db.engine.dispose()


def template(folder: Path, worker: str) -> Iterator[str]:
    """Yield the address of a migrated database that is this test process's own."""
    if not SERVER:
        address = f"sqlite:///{folder / 'template.db'}"
        migrate(address, folder)
        yield address
        return
    with on_server(f"portal_test_{worker}") as address:
        migrate(address, folder)
        yield address
        if address in EMPTYING:
            EMPTYING.pop(address).dispose()


def emptied(template: str) -> str:
    """Return the address of an empty database with every table; what an earlier test left in it is gone."""
    if SERVER:
        empty(template)
        return template
    kept = Path(template.removeprefix("sqlite:///"))
    used = kept.with_name("portal.db")
    for ending in ("", "-wal", "-shm"):
        Path(f"{used}{ending}").unlink(missing_ok=True)
    shutil.copyfile(kept, used)
    return f"sqlite:///{used}"


ENGINES: dict[str, sa.Engine] = {}
EMPTYING: dict[str, sa.Engine] = {}
TABLES: dict[str, list[str]] = {}


def share_engine() -> None:
    """Let the application at hand use the connections of those before it, and what they know of statements.

    It has an engine of its own all the same: what the portal keeps for an engine is not left from another test.
    """
    address = db.engine.url.render_as_string(hide_password=False)
    if address not in ENGINES:
        ENGINES[address] = db.engine
        sa.event.listen(db.engine, "connect", _spare_the_disk)
    db.engines[None] = ENGINES[address].execution_options()


def _spare_the_disk(connection: Any, _record: Any) -> None:
    """Let SQLite write without waiting for the disk, as tests/postgres.sh lets its server."""
    if not SERVER:
        connection.execute("PRAGMA synchronous=OFF")


class on_server:  # noqa: N801 - used as a context manager: `with on_server("name") as address`
    """A database on the PostgreSQL server, for as long as the block runs."""

    def __init__(self, name: str, template: str = "template0") -> None:
        self.name = name
        self.template = template
        self.server = sa.create_engine(SERVER, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)

    def __enter__(self) -> str:
        with self.server.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
            connection.exec_driver_sql(
                f"CREATE DATABASE {self.name} TEMPLATE {self.template} ENCODING 'UTF8' LOCALE 'C.UTF-8'"
            )
        return sa.make_url(SERVER).set(database=self.name).render_as_string(hide_password=False)

    def __exit__(self, *_error: object) -> None:
        with self.server.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")


def empty(address: str) -> None:
    """Delete every row; a replica obeys neither triggers nor foreign keys, so append-only tables are emptied too.

    Most tests fill a few tables, so the server is first asked which; one connection keeps the plan of that question.
    """
    if address not in EMPTYING:
        EMPTYING[address] = sa.create_engine(address, pool_size=1, pool_pre_ping=True)  # a test may throw it out
    with EMPTYING[address].begin() as connection:
        if address not in TABLES:
            TABLES[address] = [name for name in sa.inspect(connection).get_table_names() if name != "alembic_version"]
        filled = " UNION ALL ".join(
            f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for name in TABLES[address]
        )
        orders = [f'DELETE FROM "{name}"' for name in connection.exec_driver_sql(filled).scalars()]
        if orders:
            connection.connection.cursor().execute("; ".join(["SET LOCAL session_replication_role = replica", *orders]))
