"""The few writes to the session table that reading a page may cause; each is a transaction of its own.

They stand outside commands because a GET renews the idle time and keeps or drops a flash message. None of them
brings a row back: a session that was ended while its request was being answered stays ended.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, update
from sqlalchemy.engine import Connection

from portal.accounts.models import WebSession
from portal.core.db import db, writing


def keep(id_hash: str, **values: Any) -> bool:
    """Change what a row says, if it is still there; say whether it was."""
    with _transaction() as connection:
        return (
            connection.execute(update(WebSession).where(WebSession.id_hash == id_hash).values(**values)).rowcount == 1
        )


def begin_for_visitor(id_hash: str, *, data: dict[str, Any], now: datetime, expires_at: datetime, address: str) -> None:
    """Keep something for a visitor who is not signed in."""
    with _transaction() as connection:
        connection.execute(
            insert(WebSession).values(
                id_hash=id_hash,
                account_id=None,
                data=data,
                created_at=now,
                last_seen_at=now,
                expires_at=expires_at,
                address=address,
            )
        )


def drop(id_hash: str) -> None:
    """Forget what was kept for a visitor."""
    with _transaction() as connection:
        connection.execute(delete(WebSession).where(WebSession.id_hash == id_hash))


@contextmanager
def _transaction() -> Iterator[Connection]:
    db.session.rollback()  # ends the reading transaction, so that SQLite does not wait for its own reader
    token = writing.set(True)
    try:
        with db.engine.begin() as connection:
            yield connection
    finally:
        writing.reset(token)
