"""How a migration runs: on the application's own engine, in one transaction, on SQLite and PostgreSQL alike.

Revisions are numbered (0001, 0002, …); `.current-head` names the last one, so that two branches that both add a
revision collide in git and not on a server.
"""

from pathlib import Path
from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate import render
from alembic.autogenerate.api import AutogenContext
from alembic.operations import MigrationScript
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app

HERE = Path(__file__).parent
database = current_app.extensions["migrate"].db


def number_the_revision(migration: MigrationContext, _revision: Any, directives: list[MigrationScript]) -> None:
    """Give the new revision the next number; write nothing when the models have not changed."""
    script = directives[0]
    if getattr(context.config.cmd_opts, "autogenerate", False) and script.upgrade_ops.is_empty():
        directives.clear()
        return
    head = ScriptDirectory.from_config(context.config).get_current_head()
    script.rev_id = f"{int(head or 0) + 1:04d}"
    (HERE / ".current-head").write_text(f"{script.rev_id}\n")


def render_type(kind: str, thing: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Write a portal type as the plain column type it is: a migration must outlive the code."""
    if kind == "type" and isinstance(thing, sa.TypeDecorator) and type(thing).__module__.startswith("portal."):
        return render._repr_type(thing.impl_instance, autogen)  # alembic offers no public way
    return False


def migrate(connection: sa.Connection) -> None:
    """Run what was asked for on this connection."""
    options = {"process_revision_directives": number_the_revision} | current_app.extensions["migrate"].configure_args
    context.configure(
        connection=connection,
        target_metadata=database.metadata,
        render_item=render_type,
        transactional_ddl=True,  # SQLite too: core/db.py says BEGIN itself, so a failed revision leaves nothing
        **{"compare_type": True, "render_as_batch": True, **options},
    )
    with context.begin_transaction():
        context.run_migrations()


def migrate_sqlite(connection: sa.Connection) -> None:
    """Migrate without foreign keys, for rebuilding a table drops the old one; then check every reference."""
    raw = connection.connection.dbapi_connection
    raw.execute("PRAGMA foreign_keys=OFF")  # has no effect inside a transaction, hence before it and past SQLAlchemy
    try:
        migrate(connection)
        orphans = raw.execute("PRAGMA foreign_key_check").fetchall()
        if orphans:
            raise RuntimeError(f"The migration left rows that refer to nothing: {orphans[:5]}")
    finally:
        raw.execute("PRAGMA foreign_keys=ON")


if context.is_offline_mode():
    raise SystemExit("Migrations need a database: SQLite and PostgreSQL differ, and data may have to move.")

with database.engine.connect() as connection:
    if connection.dialect.name == "sqlite":
        migrate_sqlite(connection)
    else:
        migrate(connection)
