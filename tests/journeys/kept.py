"""The data as it was when nobody had done anything: kept once, and put back under the running server."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

PATIENCE_SECONDS = 10
SEQUENCES = """
CREATE TABLE kept.sequence_values AS
SELECT quote_ident(sequencename) AS name, coalesce(last_value, start_value) AS value,
       last_value IS NOT NULL AS called
FROM pg_sequences WHERE schemaname = 'public'
"""
OTHERS_AT_WORK = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend' AND state <> 'idle' AND pid <> pg_backend_pid()
"""


class Kept(Protocol):
    """A copy of a database, on the engine at hand."""

    earlier: str
    """The SQL for a column's time, six minutes before."""

    def put_back(self) -> None:
        """Make the database what it was."""

    def keep_sessions(self) -> None:
        """Let those who are signed in now stay so after the data are put back."""


def keep(database: str, folder: Path) -> Kept:
    """Take the copy."""
    return KeptFile(database, folder) if database.startswith("sqlite") else KeptSchema(database)


class KeptFile:
    """SQLite: a copy of the file."""

    earlier = "strftime('%Y-%m-%d %H:%M:%f000', {column}, '-6 minutes')"

    def __init__(self, database: str, folder: Path) -> None:
        self.live, self.copy = database.removeprefix("sqlite:///"), str(folder / "kept.db")
        _copy(self.live, self.copy)

    def put_back(self) -> None:
        """Copy the file back."""
        _copy(self.copy, self.live)

    def keep_sessions(self) -> None:
        """Add them to the copy."""
        with closing(sqlite3.connect(self.copy)) as copy, copy:
            copy.execute("ATTACH ? AS live", (self.live,))
            copy.execute("INSERT OR IGNORE INTO main.web_session SELECT * FROM live.web_session")


def _copy(source: str, target: str) -> None:
    with closing(sqlite3.connect(source, timeout=10)) as giving, closing(sqlite3.connect(target, timeout=10)) as taking:
        giving.backup(taking)


class KeptSchema:
    """PostgreSQL: a second schema. Only tables with other row versions than before are compared, only rows that differ
    are written.

    A row version is known by its place (ctid) and by who wrote it (xmin): what was inserted, changed or deleted shows.
    """

    earlier = "{column} - interval '6 minutes'"

    def __init__(self, database: str) -> None:
        self.engine = sa.create_engine(database, poolclass=NullPool)
        with self.engine.begin() as connection:
            self.tables = sa.inspect(connection).get_table_names()
            connection.exec_driver_sql("CREATE SCHEMA kept")
            for table in self.tables:
                connection.exec_driver_sql(f'CREATE TABLE kept."{table}" AS TABLE public."{table}"')
            connection.exec_driver_sql(SEQUENCES)
        with self.engine.connect() as connection:
            self.versions = self._versions(connection)

    def put_back(self) -> None:
        """Write back what differs. A replica obeys neither triggers nor foreign keys, so any order will do."""
        with self.engine.begin() as connection:
            _wait_for_others(connection)
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            for table, version in self._versions(connection).items():
                if version != self.versions[table]:
                    live, copy = f'public."{table}"', f'kept."{table}"'
                    same = "SELECT FROM {} AS other WHERE other::text = mine::text"
                    connection.exec_driver_sql(f"DELETE FROM {live} mine WHERE NOT EXISTS ({same.format(copy)})")
                    connection.exec_driver_sql(
                        f"INSERT INTO {live} SELECT * FROM {copy} mine WHERE NOT EXISTS ({same.format(live)})"
                    )
            connection.exec_driver_sql("SELECT setval(name::regclass, value, called) FROM kept.sequence_values")
            self.versions = self._versions(connection)

    def keep_sessions(self) -> None:
        """Add them to the copy."""
        with self.engine.begin() as connection:
            connection.exec_driver_sql(
                "INSERT INTO kept.web_session SELECT * FROM public.web_session"
                " WHERE id_hash NOT IN (SELECT id_hash FROM kept.web_session)"
            )

    def _versions(self, connection: sa.Connection) -> dict[str, Any]:
        each = (
            f"SELECT '{table}', count(*), sum(hashtextextended(ctid::text || xmin::text, 0)) FROM public.\"{table}\""
            for table in self.tables
        )
        return {table: version for table, *version in connection.exec_driver_sql(" UNION ALL ".join(each))}


def _wait_for_others(connection: sa.Connection) -> None:
    """Let a request end whose page is closed already: what it still writes must be found."""
    until = time.monotonic() + PATIENCE_SECONDS
    while connection.exec_driver_sql(OTHERS_AT_WORK).scalar_one():
        if time.monotonic() > until:
            raise RuntimeError("somebody is still at work in the database")
        time.sleep(0.01)
