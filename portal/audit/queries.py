"""Every SELECT of the trail; only auditors' pages ask them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased, contains_eager

from portal.accounts.models import Account
from portal.audit.models import AuditEntry, AuditReview
from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.directory.models import Assignment, Person, Post
from portal.directory.queries import in_force

PER_PAGE = 50
MOST_PRINTED = 300
OF_CANDIDATES = ("candidate", "placement")
WATCHED = ("%.read", "export.%", "account.grant_role", "account.revoke_role", "account.sign_in_failed")


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


def count_of_acts(wanted: Wanted) -> int:
    """Return how many acts fit."""
    return db.session.scalar(select(func.count()).select_from(_fitting(wanted).order_by(None).subquery())) or 0


def reads_about(actor: Actor, *, candidacy: str = "", count: int = 100) -> Sequence[AuditEntry]:
    """Return who read records about the actor, the newest first; what was one's own act is left out.

    *candidacy* names the record of a candidate: who read it before there was an official read about the actor too.
    """
    about: ColumnElement[bool] = AuditEntry.object_type.in_(OF_CANDIDATES) & (AuditEntry.object_ref == candidacy)
    if actor.person_id is not None:
        about = or_(AuditEntry.subject_id == actor.person_id, about)
    return db.session.scalars(
        select(AuditEntry)
        .where(about, AuditEntry.action.like("%.read"))
        .where(AuditEntry.actor_account_id.is_distinct_from(actor.account_id))
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
        .limit(count)
    ).all()


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
        found = found.where(AuditEntry.actor_name == wanted.who, ~_is_own_secret(subject))
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
        words = (AuditEntry.object_name, AuditEntry.reason)
        came_from = AuditEntry.address.contains(wanted.text, autoescape=True) & ~_is_own_secret(subject)
        found = found.where(or_(named, came_from, *(column.contains(wanted.text, autoescape=True) for column in words)))
    return found


@dataclass(frozen=True)
class Watched:
    """One act as the monthly review sees it; ``is_colleague``: it was about somebody of the actor's own unit."""

    action: str
    actor_name: str
    at: datetime
    is_sensitive: bool
    is_colleague: bool


def watched_acts(begin: datetime, end: datetime) -> Sequence[Watched]:
    """Return the reads, exports, grants and failed log-ins of a period, the oldest first.

    Two people are of one unit when their main posts of today are.
    """
    actor_unit, subject_unit = _unit_of(Account.person_id), _unit_of(AuditEntry.subject_id)
    rows = db.session.execute(
        select(
            AuditEntry.action,
            AuditEntry.actor_name,
            AuditEntry.at,
            AuditEntry.is_sensitive,
            func.coalesce(actor_unit == subject_unit, False),
        )
        .outerjoin(Account, Account.id == AuditEntry.actor_account_id)
        .where(AuditEntry.at >= begin, AuditEntry.at < end, or_(*(AuditEntry.action.like(like) for like in WATCHED)))
        .order_by(AuditEntry.at, AuditEntry.id)
    )
    return [Watched(*row) for row in rows]


def reviews() -> Sequence[AuditReview]:
    """Return the months that were signed, the newest first."""
    return db.session.scalars(select(AuditReview).order_by(AuditReview.month.desc())).all()


def review_of(month: date) -> AuditReview | None:
    """Return the signature under a month, if there is one."""
    return db.session.scalar(select(AuditReview).where(AuditReview.month == month))


def _is_own_secret(subject: Any) -> ColumnElement[bool]:
    return AuditEntry.is_sensitive & (AuditEntry.actor_name == func.coalesce(subject.name, ""))


def _unit_of(person_id: Any) -> Any:
    return (
        select(Post.unit_id)
        .join(Assignment, Assignment.post_id == Post.id)
        .where(Assignment.person_id == person_id, Assignment.is_main, in_force(Assignment))
        .limit(1)
        .scalar_subquery()
    )
