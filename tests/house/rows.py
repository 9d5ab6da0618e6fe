"""Any row for any table, made from what the database itself says about its columns."""

import datetime as dt
from decimal import Decimal
from itertools import count
from typing import Any

import sqlalchemy as sa

# Values that a constraint asks for and no type tells: "table.column": value.
PARTICULAR: dict[str, Any] = {
    "approval_line_step.seat": "post",  # a step that names a post
    "audit_link.position": 1,  # a key that no database gives out
    "export.decided_by_id": None,  # nobody approves their own
    "psych_reopening.decided_by_id": None,
    "watch_swap.return_turn_id": None,  # two turns of two people
    "watch_swap.taker_id": None,
}
EPOCH = dt.datetime(2025, 3, 3, 9, 0)  # noqa: DTZ001 - the database keeps naive UTC
number = count(1)


def fill(engine: sa.Engine) -> None:
    """Put one row into every empty table, parents before children; a circle is left open where it may be NULL."""
    metadata = sa.MetaData()
    metadata.reflect(engine)
    keys: dict[str, Any] = {}
    with engine.begin() as connection:
        for table in metadata.sorted_tables:
            if table.name == "alembic_version":
                continue
            kept = connection.execute(sa.select(table).limit(1)).mappings().first()
            if kept is None:
                row = {column.name: value for column in table.columns if (value := of(column, keys)) is not None}
                connection.execute(table.insert().values(row))
                kept = connection.execute(sa.select(table).limit(1)).mappings().one()
            keys |= {f"{table.name}.{name}": value for name, value in kept.items()}


def of(column: sa.Column[Any], keys: dict[str, Any]) -> Any:
    """Return a value for a column: the parent's key, what a constraint asks for, or anything of its type."""
    full_name = f"{column.table.name}.{column.name}"
    if full_name in PARTICULAR:
        return PARTICULAR[full_name]
    for key in column.foreign_keys:
        return keys.get(key.target_fullname)
    n = next(number)
    return None if column.primary_key and isinstance(column.type, sa.Integer) else anything(column.type, n)


def anything(kind: sa.types.TypeEngine[Any], n: int) -> Any:
    """Return something of a type; a later column gets a later day, so that periods are in order."""
    if isinstance(kind, sa.Boolean):
        return True
    if isinstance(kind, sa.Integer):
        return 1
    if isinstance(kind, sa.Float):
        return 1.0
    if isinstance(kind, sa.Numeric):
        return Decimal(1)
    if isinstance(kind, sa.DateTime):
        return EPOCH + dt.timedelta(days=n)
    if isinstance(kind, sa.Date):
        return EPOCH.date() + dt.timedelta(days=n)
    if isinstance(kind, sa.Time):
        return dt.time(9, n % 60)
    if isinstance(kind, sa.LargeBinary):
        return b"bytes"
    if isinstance(kind, sa.JSON):
        return {}
    return f"{n:x}"[-(getattr(kind, "length", None) or 32) :]
