"""The one way an application moves: by the table, with a line of history and an event."""

from datetime import datetime

from portal.applications.events import ApplicationMoved
from portal.applications.models import Application, Status, Step
from portal.applications.workflow import Action, next_status
from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.events import emit


def move(
    application: Application,
    action: Action,
    *,
    actor: Actor,
    note: str = "",
    told_at: datetime | None = None,
    batch: str = "",
) -> Status:
    """Move an application and return its new state; raises Stale when the table has no such step.

    With ``told_at`` the applicant learns of it then (a decision in its undo window), without it at once. Flushes, so
    that a row somebody else changed raises StaleDataError here.
    """
    before = Status(application.status)
    after = next_status(before, action)
    now = clock.now()
    application.status = after
    if told_at is None:
        application.told_status = after
    step = Step(application_id=application.id, at=now, visible_at=told_at or now, action=action, note=note[:600])
    step.from_status, step.to_status = before, after
    step.actor_name, step.actor_person_id = actor.name, actor.person_id
    db.session.add(step)
    db.session.flush()
    emit(
        ApplicationMoved(
            application_id=application.id,
            actor=actor,
            action=action,
            before=before,
            after=after,
            reason=note,
            told_at=told_at or now,
            batch=batch,
        )
    )
    return after
