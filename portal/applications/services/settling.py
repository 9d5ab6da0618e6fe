"""What becomes of a decision: it settles when its undo window closes, or it is taken back before."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import update

from portal.applications import messages
from portal.applications.events import DecisionUndone
from portal.applications.models import SEATED, Application, Decision, Status, Step
from portal.applications.moving import move
from portal.applications.policies import last_day_to_correct, may_decide
from portal.applications.queries import staged
from portal.applications.records import OfferState
from portal.applications.staging import reopen_published
from portal.applications.waitlist import end_offer, promote_waiting
from portal.applications.workflow import Action
from portal.core import clock
from portal.core.actors import SYSTEM, Actor
from portal.core.db import db
from portal.core.errors import Missing, NotAllowed, Stale
from portal.core.events import emit
from portal.core.transaction import command
from portal.programs import seats
from portal.programs.kinds import kind_of


def kept(application: Application) -> dict[str, Any]:
    """Return what a decision changes on an application, as JSON, so that undoing can restore it."""
    return {
        "status": application.status,
        "holds_seat": application.holds_seat,
        "assignee_id": application.assignee_id,
        "decided_at": application.decided_at and application.decided_at.isoformat(),
        "decided_by_id": application.decided_by_id,
        "reason_codes": list(application.reason_codes),
        "reason": application.reason,
        "return_by": application.return_by and application.return_by.isoformat(),
        "return_fields": list(application.return_fields),
    }


@command
def settle_due(round_id: int | None = None) -> int:
    """Settle every decision whose window has closed (of one round or of all) and return how many.

    The applicant is told, a seat given up becomes free and goes to the first in line. Each decision is claimed by one
    UPDATE, so two workers settle it once. With a round, its row stays locked until the command ends: a command that
    touches the round's seats calls this first.
    """
    now = clock.now()
    if round_id is not None:
        seats.hold_rounds([round_id])
    due = staged.due_decisions(now, round_id)
    if not due:
        return 0
    seats.hold_rounds({round_ for _, round_ in due})
    claimed = db.session.scalars(
        update(Decision)
        .where(
            Decision.id.in_([decision for decision, _ in due]),
            Decision.settled_at.is_(None),
            Decision.undone_at.is_(None),
        )
        .values(settled_at=now)
        .returning(Decision.id)
        .execution_options(synchronize_session=False)
    ).all()
    freed = [_settle(decision) for decision in staged.decisions_with_applications(claimed)]
    for freed_round in sorted({round_ for round_ in freed if round_ is not None}):
        promote_waiting(freed_round)
    return len(claimed)


def _settle(decision: Decision) -> int | None:
    """Make one decision final; return the round whose line may move up.

    Written past the row version: an officer's open page stays good, since nothing an officer decides on changes.
    """
    application = decision.application
    status = Status(application.status)
    values: dict[str, Any] = {"told_status": status, "settles_at": None, "holds_seat": application.holds_seat}
    if application.holds_seat and status not in SEATED:
        seats.release_seat(application.round_id)
        values["holds_seat"] = False
    if decision.before["status"] == Status.WAITLISTED and status is not Status.WAITLISTED:
        if decision.before["holds_seat"]:  # a seat was kept for their answer
            end_offer(application.id, OfferState.CLOSED)
        else:
            seats.leave_line(application.round_id)
    if status is Status.WAITLISTED:  # to the end of the line: those who wait already are not passed
        values["place"] = seats.join_line(application.round_id)
        seats.enter_line(application.round_id)
    db.session.execute(update(Application).where(Application.id == application.id).values(values))
    db.session.refresh(application)
    if status is Status.APPROVED:
        kind_of(application.round.program).on_approved(application)
    return application.round_id if status not in SEATED else None


@command
def undo(actor: Actor, batch: str) -> int:
    """Take back all of a batch of the actor's own decisions and return how many.

    Refuses when its window has closed, and who no longer decides there: whoever was transferred leaves it as it is.
    """
    round_ids = staged.rounds_of_batch(actor, batch)
    if not round_ids:
        raise Missing
    seats.hold_rounds(round_ids)
    now = clock.now()
    claimed = db.session.scalars(
        update(Decision)
        .where(
            Decision.batch == batch,
            Decision.actor_account_id == actor.account_id,
            Decision.settled_at.is_(None),
            Decision.undone_at.is_(None),
            Decision.settles_at > now,
        )
        .values(undone_at=now)
        .returning(Decision.id)
        .execution_options(synchronize_session=False)
    ).all()
    if not claimed:
        raise Stale(messages.TOO_LATE)
    decisions = staged.decisions_with_applications(claimed)
    if not all(may_decide(actor, decision.application) for decision in decisions):
        raise NotAllowed(messages.NOT_YOURS_TO_DECIDE)
    for decision in decisions:
        _restore(decision, actor)
    reopen_published(batch, actor)
    for round_id in round_ids:
        promote_waiting(round_id)
    return len(claimed)


@command
def recall_decision(application_id: int, *, actor: Actor) -> bool:
    """Take back the decision on an application that is not settled yet, because its applicant withdraws or corrects it.

    The applicant acts on what they were told; a decision they have not heard of does not stand in the way. Return
    whether there was one.
    """
    application = db.session.get_one(Application, application_id)
    seats.hold_rounds([application.round_id])
    decision = staged.open_decision_on(application_id)
    if decision is None:
        return False
    decision.undone_at = clock.now()
    db.session.flush()
    _restore(staged.decisions_with_applications([decision.id])[0], actor)
    reopen_published(decision.batch, actor, application_id)
    promote_waiting(application.round_id)
    return True


def _restore(decision: Decision, actor: Actor) -> None:
    application, before = decision.application, decision.before
    decided = application.status
    if application.holds_seat and not before["holds_seat"]:
        seats.release_seat(application.round_id)
    for name in ("status", "holds_seat", "assignee_id", "decided_by_id", "reason", "reason_codes", "return_fields"):
        setattr(application, name, before[name])
    application.decided_at = before["decided_at"] and datetime.fromisoformat(before["decided_at"])
    application.return_by = before["return_by"] and date.fromisoformat(before["return_by"])
    application.settles_at = None
    db.session.execute(
        update(Step)
        .where(
            Step.application_id == application.id,
            Step.action == decision.action,
            Step.at == decision.decided_at,
            Step.undone.is_(False),
        )
        .values(undone=True)
        .execution_options(synchronize_session=False)
    )
    db.session.flush()
    emit(
        DecisionUndone(
            application_id=application.id,
            actor=actor,
            batch=decision.batch,
            before=decided,
            after=before["status"],
        )
    )


@command
def expire_returned() -> int:
    """End the applications whose day for a correction has passed and return how many; their seats become free."""
    gone, ended = staged.returned_past_their_day(clock.today()), 0
    seats.hold_rounds({round_id for _, round_id in gone})
    for application_id, _ in gone:
        application = db.session.get_one(Application, application_id, populate_existing=True)
        last = last_day_to_correct(application)
        if application.status != Status.RETURNED or (last is not None and last >= clock.today()):
            continue
        move(application, Action.EXPIRE, actor=SYSTEM)
        ended += 1
        if application.holds_seat:
            seats.release_seat(application.round_id)
            application.holds_seat = False
    db.session.flush()
    for round_id in sorted({round_id for _, round_id in gone}):
        promote_waiting(round_id)
    return ended
