"""Writes down every act of every room, inside the transaction of the act itself."""

from typing import Any

from portal.applications.events import ApplicationCorrected, ApplicationMoved, DecisionUndone
from portal.applications.models import Application
from portal.audit.models import AuditEntry
from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.events import listen
from portal.core.korean import kdatetime
from portal.programs.kinds import kind_of


@listen(ApplicationMoved)
def note_move(event: ApplicationMoved) -> None:
    """Note a step of an application's life."""
    after = {"status": event.after}
    if event.batch:
        after["told_at"] = kdatetime(event.told_at)
    _note_application(event, event.action, before={"status": event.before}, after=after, reason=event.reason)


@listen(DecisionUndone)
def note_undo(event: DecisionUndone) -> None:
    """Note that a decision was taken back; what was noted of it stays."""
    _note_application(event, "undo", before={"status": event.before}, after={"status": event.after})


@listen(ApplicationCorrected)
def note_correction(event: ApplicationCorrected) -> None:
    """Note that an applicant changed the answers; the answers themselves are not copied."""
    _note_application(event, "correct")


def _note_application(
    event: ApplicationMoved | DecisionUndone | ApplicationCorrected,
    action: str,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> None:
    application = db.session.get_one(Application, event.application_id)
    program = application.round.program
    is_sensitive = kind_of(program).is_sensitive
    _note(
        event.actor,
        f"application.{action}",
        object_type="application",
        object_ref=application.public_id,
        object_name=application.receipt_no if is_sensitive else f"{application.receipt_no} {program.title}",
        subject_id=application.person_id,
        before=before or {},
        after=after or {},
        reason="" if is_sensitive else reason,
        is_sensitive=is_sensitive,
    )


def _note(actor: Actor, action: str, **facts: Any) -> None:
    db.session.add(
        AuditEntry(
            at=clock.now(),
            actor_account_id=actor.account_id,
            actor_name=actor.name,
            actor_roles=sorted(actor.roles),
            address=actor.address,
            action=action,
            **facts,
        )
    )
