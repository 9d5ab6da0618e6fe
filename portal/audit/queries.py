"""Every SELECT of the trail; only auditors' pages ask them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import aliased, contains_eager

from portal.audit.models import AuditEntry
from portal.core import clock
from portal.core.db import db
from portal.directory.models import Person

PER_PAGE = 50
MOST_PRINTED = 1000


@dataclass(frozen=True)
class Wanted:
    """What an auditor looks for; an empty part means everything."""

    who: str = ""
    action: str = ""
    object_type: str = ""
    object_ref: str = ""
    first_day: date | None = None
    last_day: date | None = None
    text: str = ""


@dataclass(frozen=True)
class Trail:
    """Some acts, the newest first; ``older`` is the key after which the next ones follow, if there are more."""

    entries: Sequence[AuditEntry]
    older: int | None


def acts(wanted: Wanted, *, before: int | None = None, count: int = PER_PAGE) -> Trail:
    """Return the newest acts that fit, older than the entry *before*."""
    found = _fitting(wanted)
    if before is not None:
        last = aliased(AuditEntry)
        its_time = select(last.at).where(last.id == before).scalar_subquery()
        found = found.where(or_(AuditEntry.at < its_time, and_(AuditEntry.at == its_time, AuditEntry.id < before)))
    newest_first = (AuditEntry.at.desc(), AuditEntry.id.desc())
    entries = db.session.scalars(found.order_by(*newest_first).limit(count + 1)).all()
    return Trail(entries[:count], entries[count - 1].id if len(entries) > count else None)


def trail_of(object_type: str, object_ref: str) -> Sequence[AuditEntry]:
    """Return every act on one thing, the oldest first."""
    wanted = Wanted(object_type=object_type, object_ref=object_ref)
    return db.session.scalars(_fitting(wanted).order_by(AuditEntry.at, AuditEntry.id)).all()


def _fitting(wanted: Wanted) -> Select[AuditEntry]:
    subject = aliased(Person)
    found = (
        select(AuditEntry)
        .outerjoin(AuditEntry.subject.of_type(subject))
        .options(contains_eager(AuditEntry.subject.of_type(subject)))
    )
    if wanted.who:
        hidden = AuditEntry.is_sensitive & (AuditEntry.actor_name == func.coalesce(subject.name, ""))
        found = found.where(AuditEntry.actor_name == wanted.who, ~hidden)
    if wanted.action:
        found = found.where(AuditEntry.action == wanted.action)
    if wanted.object_type:
        found = found.where(AuditEntry.object_type == wanted.object_type)
    if wanted.object_ref:
        found = found.where(AuditEntry.object_ref == wanted.object_ref)
    if wanted.first_day:
        found = found.where(AuditEntry.at >= clock.at(wanted.first_day))
    if wanted.last_day:
        found = found.where(AuditEntry.at < clock.at(wanted.last_day + timedelta(days=1)))
    if wanted.text:
        named = (subject.name == wanted.text) & AuditEntry.is_sensitive.is_(False)
        words = (AuditEntry.object_name, AuditEntry.reason, AuditEntry.address)
        found = found.where(or_(named, *(column.contains(wanted.text, autoescape=True) for column in words)))
    return found
