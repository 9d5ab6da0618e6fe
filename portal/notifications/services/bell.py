"""Every change a person makes behind the bell."""

from sqlalchemy import update

from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.transaction import command
from portal.notifications import queries
from portal.notifications.models import Notice


@command
def mark_read(actor: Actor, *, notice_id: int) -> Notice:
    """Mark one of one's own notices as read; reading it again changes nothing."""
    notice = queries.own_notice_or_missing(actor, notice_id)
    if notice.read_at is None:
        notice.read_at = clock.now()
    return notice


@command
def mark_all_read(actor: Actor) -> None:
    """Mark every notice the actor can see as read."""
    db.session.execute(
        update(Notice)
        .where(Notice.person_id == actor.person_id, Notice.due_at <= clock.now(), Notice.read_at.is_(None))
        .values(read_at=clock.now())
        .execution_options(synchronize_session=False)
    )
