"""The chain through the trail: each entry is sealed with the one before it, so that nothing slips in or out."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert, select, text

from portal.audit.models import AuditEntry, AuditLink
from portal.core.db import db
from portal.core.transaction import at_the_end

START = "0" * 64
_LOCK = 7_413_002  # any number, as long as nobody else takes it
_AT_ONCE = 2_000


@dataclass(frozen=True)
class Head:
    """The last link of the chain."""

    position: int
    hash: str


@dataclass(frozen=True)
class Fault:
    """A place where the chain does not hold, and why."""

    position: int
    what: str


def add(entry: AuditEntry) -> None:
    """Add an entry to the trail; it is sealed when the command ends."""
    db.session.add(entry)
    db.session().info.setdefault("unsealed", []).append(entry)


@at_the_end
def seal() -> None:
    """Seal what this command added, in the order in which commands end; savepoints rolled back left nothing."""
    entries = [entry for entry in db.session().info.pop("unsealed", ()) if entry in db.session]
    if entries:
        db.session.flush()
        _link(entries)


def seal_loose() -> None:
    """Seal entries that came in without the portal's listeners: the seed's. Call inside a command."""
    without = select(AuditEntry).outerjoin(AuditLink).where(AuditLink.position.is_(None)).order_by(AuditEntry.id)
    while entries := db.session.scalars(without.limit(_AT_ONCE)).all():
        _link(entries)
        db.session.expunge_all()


def head() -> Head:
    """Return the last link."""
    last = select(AuditLink.position, AuditLink.hash).order_by(AuditLink.position.desc()).limit(1)
    found = db.session.execute(last).first()
    return Head(*found) if found else Head(0, START)


def faults(anchors: Sequence[Head] = ()) -> Iterator[Fault]:
    """Go through the whole chain and yield where it does not hold; *anchors* are heads kept outside the database."""
    expected = {anchor.position: anchor.hash for anchor in anchors}
    position, before = 0, START
    found = select(AuditLink, AuditEntry).outerjoin(AuditEntry).order_by(AuditLink.position)
    for row in db.session.execute(found.execution_options(yield_per=_AT_ONCE)):
        link: AuditLink = row[0]
        entry: AuditEntry | None = row[1]
        position += 1
        if link.position != position:
            yield Fault(position, "links are missing before it")
            position = link.position
        if link.before != before:
            yield Fault(position, "does not follow the link before it")
        if entry is None:
            yield Fault(position, "its entry is gone")
        elif link.hash != hash_of(entry, link.before):
            yield Fault(position, "its entry was changed")
        if expected.pop(position, link.hash) != link.hash:
            yield Fault(position, "differs from what was kept outside")
        before = link.hash
    for missing in sorted(expected):
        yield Fault(missing, "was kept outside and is gone")
    loose = select(AuditEntry.id).outerjoin(AuditLink).where(AuditLink.position.is_(None)).order_by(AuditEntry.id)
    for entry_id in db.session.scalars(loose):
        yield Fault(0, f"entry {entry_id} has no link")


def hash_of(entry: AuditEntry, before: str) -> str:
    """Return SHA-256 over the hash before and every column of the entry, in a form that both databases give back."""
    columns = {column.key: _plain(getattr(entry, column.key)) for column in AuditEntry.__table__.columns}
    written = json.dumps(columns, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{before}\n{written}".encode()).hexdigest()


def _link(entries: Sequence[AuditEntry]) -> None:
    connection = db.session.connection()
    if connection.dialect.name == "postgresql":  # SQLite has one writer anyway
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    last = head()
    position, before, links = last.position, last.hash, []
    for entry in entries:
        position += 1
        sealed = hash_of(entry, before)
        links.append({"position": position, "entry_id": entry.id, "before": before, "hash": sealed})
        before = sealed
    connection.execute(insert(AuditLink), links)


def _plain(value: Any) -> Any:
    return value.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(value, datetime) else value
