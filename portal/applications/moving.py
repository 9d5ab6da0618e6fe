"""The one way an application moves, by the table, and the one way its history grows by a line."""

from datetime import datetime

from portal.applications.events import ApplicationMoved
from portal.applications.models import Application, Status, Step
from portal.applications.workflow import Action, next_status
from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import SEOUL, db
from portal.core.events import emit

LONGEST_NOTE = 600
NEVER = datetime(9999, 1, 1, tzinfo=SEOUL)
"""When the applicant sees what is only for those who handle it."""


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
    record(application, action, actor=actor, before=before, note=note, at=now, visible_at=told_at)
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


def record(
    application: Application,
    action: Action,
    *,
    actor: Actor,
    before: Status | None = None,
    note: str = "",
    at: datetime | None = None,
    visible_at: datetime | None = None,
) -> Step:
    """Add a line to an application's history that leads to its present state, and flush.

    Without ``before`` nothing moved; without ``visible_at`` the applicant sees it at once.
    """
    at = at or clock.now()
    step = Step(
        application_id=application.id,
        at=at,
        visible_at=visible_at or at,
        actor_name=actor.name,
        actor_person_id=actor.person_id,
        action=action,
        from_status=before or application.status,
        to_status=application.status,
        note=note[:LONGEST_NOTE],
    )
    db.session.add(step)
    db.session.flush()
    return step
