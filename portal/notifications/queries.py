"""Every SELECT of the bell; a person's notices are found only with that person."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import bindparam, func, or_, select

from portal.accounts.models import Account, Grant
from portal.core import clock
from portal.core.actors import Actor, Role
from portal.core.db import db
from portal.core.errors import Missing
from portal.core.paging import Page
from portal.directory.models import Unit
from portal.notifications.models import Notice

PER_PAGE = 30
_notice = Notice.__table__.c
COUNT_OF_UNREAD = (
    select(func.count())
    .where(_notice.person_id == bindparam("person_id"), _notice.due_at <= bindparam("now"), _notice.read_at.is_(None))
    .scalar_subquery()
)
"""How many notices wait to be read, as part of another SELECT."""


def unread_of(actor: Actor) -> int:
    """Count the notices that wait to be read."""
    asked = {"person_id": actor.person_id, "now": clock.now()}
    return db.session.connection().scalar(select(COUNT_OF_UNREAD), asked) or 0


def notices_of(actor: Actor, *, page: int = 1) -> Page[Notice]:
    """Return one's own notices: unread ones first, then the newest."""
    own = (Notice.person_id == actor.person_id, Notice.due_at <= clock.now())
    total = db.session.scalar(select(func.count()).select_from(Notice).where(*own)) or 0
    newest_unread_first = (Notice.read_at.is_not(None), Notice.due_at.desc(), Notice.id.desc())
    items = db.session.scalars(
        select(Notice).where(*own).order_by(*newest_unread_first).limit(PER_PAGE).offset((page - 1) * PER_PAGE)
    ).all()
    return Page(items, page, total, PER_PAGE)


def latest_notices_of(actor: Actor, *, count: int) -> Sequence[Notice]:
    """Return one's own newest notices."""
    return db.session.scalars(
        select(Notice)
        .where(Notice.person_id == actor.person_id, Notice.due_at <= clock.now())
        .order_by(Notice.due_at.desc(), Notice.id.desc())
        .limit(count)
    ).all()


def own_notice_or_missing(actor: Actor, notice_id: int) -> Notice:
    """Return one of the actor's own notices that may be seen already; raises Missing."""
    notice = db.session.scalar(
        select(Notice).where(Notice.id == notice_id, Notice.person_id == actor.person_id, Notice.due_at <= clock.now())
    )
    if notice is None:
        raise Missing
    return notice


def officers_of(owner: Unit, day: date) -> Sequence[int]:
    """Return the people who handle the programs of a team on a day, in a fixed order (rows are locked in it)."""
    line = [int(part) for part in owner.path.split("/") if part]
    found = db.session.scalars(
        select(Account.person_id)
        .distinct()
        .join(Grant, Grant.account_id == Account.id)
        .where(
            Account.is_active,
            Account.person_id.is_not(None),
            Grant.role == Role.OFFICER,
            or_(Grant.unit_id.in_(line), Grant.unit_id.is_(None)),
            Grant.valid_from <= day,
            or_(Grant.valid_to.is_(None), Grant.valid_to > day),
        )
        .order_by(Account.person_id)
    )
    return [person_id for person_id in found if person_id is not None]


def untold_notices(application_id: int, batch: str, moment: datetime) -> Sequence[Notice]:
    """Return the notices of a decision that nobody could see yet."""
    return db.session.scalars(
        select(Notice).where(Notice.application_id == application_id, Notice.batch == batch, Notice.due_at > moment)
    ).all()
