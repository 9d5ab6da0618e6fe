"""How a decision comes onto the list that goes up, and how it leaves it; called by every service that moves one."""

from collections.abc import Sequence

from sqlalchemy import update
from sqlalchemy.orm.attributes import flag_modified

from portal.applications import list_messages, messages
from portal.applications.events import DecisionStaged, DecisionUnstaged
from portal.applications.models import Application, StagedDecision, Status
from portal.applications.moving import move
from portal.applications.policies import may_wait
from portal.applications.queries import lists
from portal.applications.selection._core import Choice
from portal.applications.workflow import Action, next_status
from portal.approvals.queries.documents import documents_by_id
from portal.approvals.services.steps import note, touch
from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Refusal
from portal.core.events import emit
from portal.programs.seats import release_seat, retake_seat

STAGEABLE = (Action.APPROVE, Action.WAITLIST, Action.NOT_SELECT, Action.REJECT)
"""What goes up as a list where there is a line; to start a review and to return for correction is the officer's own."""


def lay(
    actor: Actor, application: Application, choice: Choice, *, batch: str, reasons: Sequence[str] = (), words: str = ""
) -> StagedDecision:
    """Put a decision on the list, in place of an earlier one; a seat is taken at once.

    The application is in review beside it. Raises Refusal when it is in a document already or no seat is left.
    """
    next_status(application.status, choice.action)
    earlier = lists.open_staged_on(application.id)
    if earlier is not None:
        if earlier.document_id is not None:
            raise Refusal(list_messages.IN_A_DOCUMENT)
        end(earlier, application, actor, "replaced")
    if choice.action is Action.WAITLIST and not may_wait(application):
        raise Refusal(messages.NO_LINE)
    took_seat = choice.action is Action.APPROVE and _take_seat(application)
    application.assignee_id = application.assignee_id or actor.person_id
    flag_modified(application, "holds_seat")  # a new row version: whoever has the old row on the screen is told
    if application.status == Status.SUBMITTED:
        move(application, Action.START, actor=actor)
    staged = StagedDecision(
        batch=batch,
        application_id=application.id,
        round_id=application.round_id,
        action=choice.action,
        reason_codes=list(reasons),
        note=words,
        rank=choice.rank,
        score=choice.score,
        grounds=choice.grounds[:300],
        took_seat=took_seat,
        staged_by_id=actor.account_id,
        staged_by_name=actor.name,
        staged_at=clock.now(),
    )
    db.session.add(staged)
    db.session.flush()
    emit(DecisionStaged(application.id, actor, choice.action, messages.told_reason(reasons, words, None)))
    return staged


def _take_seat(application: Application) -> bool:
    """Take a seat for an application that has none; say whether one was taken."""
    if application.holds_seat:
        return False
    if not retake_seat(application.round_id):
        raise Refusal(messages.NO_SEAT)
    application.holds_seat = True
    return True


def end(staged: StagedDecision, application: Application, actor: Actor, how: str, words: str = "") -> None:
    """Take a decision off the list; the seat it took is free again, unless its applicant gives it back themselves."""
    staged.ended_at, staged.ended_how, staged.ended_words = clock.now(), how, words
    if staged.took_seat and application.holds_seat and how != "withdrawn":
        release_seat(application.round_id)
        application.holds_seat = False
    flag_modified(application, "holds_seat")
    db.session.flush()
    emit(DecisionUnstaged(application.id, actor, staged.action, how, words))


def end_open(application: Application, actor: Actor, how: str) -> None:
    """Take an application off the list because its applicant withdraws it or changes its answers."""
    staged = lists.open_staged_on(application.id)
    if staged is None:
        return
    end(staged, application, actor, how)
    if staged.document_id is not None:
        document = documents_by_id([staged.document_id])[staged.document_id]
        touch(document)
        note(document, actor, "take_out", words=f"{application.receipt_no}: {list_messages.LEFT_LIST[how]}")


def give_back(rows: Sequence[StagedDecision], how: str) -> None:
    """Put the rows of a document that came back onto the officer's list again; the document keeps them to be read."""
    now = clock.now()
    for row in rows:
        row.ended_at, row.ended_how = now, how
        flag_modified(row.application, "holds_seat")
    db.session.flush()
    db.session.add_all(StagedDecision(**{name: getattr(row, name) for name in _GIVEN_BACK}) for row in rows)
    db.session.flush()


def reopen_published(batch: str, actor: Actor, application_id: int | None = None) -> None:
    """Put what was published, and is taken back before anybody heard of it, onto its document again."""
    chosen = update(StagedDecision).where(StagedDecision.published_batch == batch)
    if application_id is not None:
        chosen = chosen.where(StagedDecision.application_id == application_id)
    reopened = db.session.scalars(
        chosen.values(ended_at=None, ended_how="", published_batch="")
        .returning(StagedDecision.document_id)
        .execution_options(synchronize_session=False)
    ).all()
    if not reopened or application_id is not None:
        return
    for document in documents_by_id({one for one in reopened if one is not None}).values():
        document.published_at = None
        touch(document)
        note(document, actor, "unpublish")


_GIVEN_BACK = (
    "batch", "application_id", "round_id", "action", "reason_codes", "note", "rank", "score", "grounds", "took_seat",
    "staged_by_id", "staged_by_name", "staged_at",
)  # fmt: skip
