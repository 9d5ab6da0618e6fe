"""Rows on their way into the database: ids are given out beforehand, so that rows can name each other."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Column, Table, func, insert, select, text

from portal.core.db import Base, db

CHUNK = 2000


class Rows:
    """Rows of any table, collected in memory and inserted table by table in the order of their foreign keys."""

    def __init__(self) -> None:
        self._waiting: dict[Table, list[dict[str, Any]]] = defaultdict(list)
        self._last_id: dict[Table, int] = {}

    def add(self, model: type[Base], **values: Any) -> int:
        """Keep a row and return its id; columns that are not named get the model's default, or None."""
        table = _table(model)
        row = {column.name: values.pop(column.name, _UNSET) for column in table.columns}
        if values:
            raise TypeError(f"{table.name} has no column {sorted(values)}")
        if row.get("id") is _UNSET:
            row["id"] = self._next_id(table)
        for column in table.columns:
            if row[column.name] is _UNSET:
                row[column.name] = _default(column)
        self._waiting[table].append(row)
        return int(row.get("id") or 0)

    def amend(self, model: type[Base], row_id: int, **values: Any) -> None:
        """Change a row that was added and is not inserted yet."""
        self._waiting[_table(model)][row_id - self._first_id(model)].update(values)

    def insert(self) -> None:
        """Insert everything, inside the caller's transaction."""
        connection = db.session.connection()
        for table in Base.metadata.sorted_tables:
            rows = self._waiting.pop(table, [])
            for start in range(0, len(rows), CHUNK):
                connection.execute(insert(table), rows[start : start + CHUNK])
            if rows and "id" in table.columns and connection.dialect.name == "postgresql":
                _move_sequence(table)

    def _first_id(self, model: type[Base]) -> int:
        return int(self._waiting[_table(model)][0]["id"])

    def _next_id(self, table: Table) -> int:
        if table not in self._last_id:
            self._last_id[table] = db.session.scalar(select(func.max(table.columns.id))) or 0
        self._last_id[table] += 1
        return self._last_id[table]


_UNSET = object()


def _table(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table


def _default(column: Column[Any]) -> Any:
    default: Any = column.default
    if default is None:
        return None
    return default.arg(None) if default.is_callable else default.arg


def _move_sequence(table: Table) -> None:
    quoted = f'"{table.name}"'
    order = f"SELECT setval(pg_get_serial_sequence('{quoted}', 'id'), (SELECT max(id) FROM {quoted}))"  # noqa: S608
    db.session.execute(text(order))
