"""Tells people that their round moved to another day."""

from portal.applications.events import RoundMoved
from portal.applications.models import Application
from portal.core import clock
from portal.core.db import db
from portal.core.events import listen
from portal.notifications import messages, round_messages
from portal.notifications.models import Notice
from portal.programs.kinds import kind_of


@listen(RoundMoved)
def tell_of_the_new_day(event: RoundMoved) -> None:
    """Write the line behind the bell; of sensitive kinds it does not say what it is about."""
    application = db.session.get_one(Application, event.application_id)
    program, now = application.round.program, clock.now()
    is_sensitive = kind_of(program).is_sensitive
    db.session.add(
        Notice(
            person_id=application.person_id,
            title=messages.NEUTRAL if is_sensitive else round_messages.moved(program.title)[:120],
            body="" if is_sensitive else round_messages.moved_to(application, event.reason)[:600],
            link=f"/applications/{application.public_id}",
            application_id=application.id,
            created_at=now,
            due_at=now,
        )
    )
