"""What officers decide, one application or a thousand: one command, a savepoint per row.

Where an approval line carries a program's decisions up, a decision goes onto the round's list and nowhere else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from portal.applications import chosen_words, list_messages, messages
from portal.applications.asked import labels_of
from portal.applications.groups import groups_when_sent
from portal.applications.line import sharing_of
from portal.applications.models import SEATED, Application, Decision
from portal.applications.moving import move
from portal.applications.policies import is_own, is_staged, may_decide, may_handle, may_order, may_start, may_wait
from portal.applications.queries import lists, staged
from portal.applications.round_messages import no_longer_fits
from portal.applications.selection._core import Choice
from portal.applications.services import rechecking
from portal.applications.services.settling import kept, settle_due
from portal.applications.staging import STAGEABLE, lay
from portal.applications.workflow import TRANSITIONS, Action, next_status
from portal.approvals.queries import programs_going_up
from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db, new_public_id
from portal.core.errors import Missing, NotAllowed, Refusal, Stale
from portal.core.settings import setting
from portal.core.transaction import command
from portal.programs.models import Round
from portal.programs.rules import limits_of
from portal.programs.seats import hold_rounds, retake_seat


@dataclass(frozen=True)
class Mark:
    """An application as the officer saw it."""

    public_id: str
    version: int


@dataclass(frozen=True)
class Order:
    """What is to be done with every marked application, and what the applicant is told with it."""

    action: Action
    reasons: tuple[str, ...] = ()
    note: str = ""
    return_by: date | None = None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Refused:
    """A row that was not done, with the words for the officer."""

    public_id: str
    why: str
    is_stale: bool = False


@dataclass
class Outcome:
    """What became of each row; ``batch`` undoes all that was done, and is empty when nothing can be undone.

    ``on_list`` says that it went onto the list that goes up.
    """

    action: Action
    batch: str
    on_list: bool = False
    done: list[str] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)

    @property
    def status(self) -> int:
        """Return 409 when the one row asked for was not done, else 200."""
        return 409 if self.refused and not self.done and len(self.refused) == 1 else 200


@command
def decide_many(actor: Actor, marks: Sequence[Mark], order: Order) -> Outcome:
    """Do the same with every marked application; a row that cannot be done is refused and does not stop the others.

    A single application the actor may not see raises Missing.
    """
    if not may_order(actor, order.action):
        raise NotAllowed(messages.NOT_YOURS_TO_DECIDE)
    round_ids = staged.rounds_of_applications(mark.public_id for mark in marks)
    hold_rounds(round_ids)
    for round_id in sorted(round_ids):
        settle_due(round_id)
    found = staged.applications_to_decide(actor, [mark.public_id for mark in marks])
    if len(marks) == 1 and not found:
        raise Missing
    unfit = _no_longer_fitting(found) if order.action is Action.APPROVE else {}
    outcome = Outcome(order.action, batch=new_public_id())
    going_up = programs_going_up({one.round.program_id for one in found.values()})
    for mark in marks:
        application = found.get(mark.public_id)
        if application is None or application.id in unfit:
            why = no_longer_fits(unfit[application.id]) if application else messages.UNKNOWN
            outcome.refused.append(Refused(mark.public_id, why, is_stale=application is not None))
            continue
        try:
            with db.session.begin_nested():
                is_listed = application.round.program_id in going_up and order.action in STAGEABLE
                _decide(actor, application, mark.version, order, outcome.batch, is_listed=is_listed)
        except (StaleDataError, IntegrityError):
            outcome.refused.append(Refused(mark.public_id, messages.STALE, is_stale=True))
        except Refusal as no:
            outcome.refused.append(Refused(mark.public_id, str(no), is_stale=isinstance(no, Stale)))
        else:
            outcome.done.append(mark.public_id)
            outcome.on_list = outcome.on_list or is_listed
    if not outcome.done or order.action is Action.START:
        outcome.batch = ""
    return outcome


def _no_longer_fitting(found: Mapping[str, Application]) -> dict[int, str]:
    """Put those whom the rules no longer let in on the list of those to be looked at again; they are not approved."""
    open_ = {one.id: one for one in found.values() if (one.status, Action.APPROVE) in TRANSITIONS}
    unfit = rechecking.find_changed(open_.values())
    rechecking.mark(open_, unfit)
    return unfit


def _decide(actor: Actor, application: Application, version: int, order: Order, batch: str, *, is_listed: bool) -> None:
    if is_own(actor, application):
        raise NotAllowed(messages.OWN)
    is_start = order.action is Action.START
    if not may_start(actor, application) or not (is_start or may_handle(actor, application)):
        raise NotAllowed(messages.NOT_YOURS_TO_DECIDE)
    if not (is_start or may_decide(actor, application)):
        raise NotAllowed(messages.NOT_READ_BY_YOU)
    if application.version != version:
        raise Stale(messages.STALE)
    if is_staged(application):
        raise Stale(messages.STAGED)
    next_status(application.status, order.action)
    if is_listed:
        choice = Choice(application.id, order.action)
        lay(actor, application, choice, batch=batch, reasons=order.reasons, words=order.note)
        return
    if lists.open_staged_on(application.id) is not None:
        raise Refusal(list_messages.ON_A_LIST)
    if is_start:
        application.assignee_id = application.assignee_id or actor.person_id
        move(application, Action.START, actor=actor)
        return
    if order.action is Action.WAITLIST:
        _check_line(application)
    put_down(actor, application, order, batch)


def put_down(
    actor: Actor, application: Application, order: Order, batch: str, *, decided_by_id: int | None = None
) -> None:
    """Decide, to be told when the undo window closes; a seat is taken at once and given up only then.

    ``decided_by_id`` is who took the final step of an approval, where it is another than who publishes.
    """
    now = clock.now()
    settles_at = now + timedelta(minutes=setting("UNDO_MINUTES"))
    before = kept(application)
    if order.action is Action.APPROVE and not application.holds_seat:
        _check_share(application)
        if not retake_seat(application.round_id):
            raise Refusal(messages.NO_SEAT)
        application.holds_seat = True
    application.settles_at = settles_at
    application.decided_at, application.decided_by_id = now, decided_by_id or actor.person_id
    application.assignee_id = application.assignee_id or actor.person_id
    application.reason_codes, application.reason = list(order.reasons), order.note
    asked = labels_of(application.round) if order.fields else {}
    application.return_by = order.return_by if order.action is Action.RETURN else None
    application.return_fields = [name for name in order.fields if name in asked]
    to_mend = [asked[name] for name in application.return_fields]
    told = messages.told_reason(order.reasons, order.note, application.return_by, to_mend)
    after = move(application, order.action, actor=actor, note=told, told_at=settles_at, batch=batch)
    db.session.add(
        Decision(
            batch=batch,
            application_id=application.id,
            round_id=application.round_id,
            action=order.action,
            actor_account_id=actor.account_id,
            decided_at=now,
            settles_at=settles_at,
            frees_seat=application.holds_seat and after not in SEATED,
            before=before,
        )
    )


def _check_share(application: Application) -> None:
    """Refuse a seat to somebody whose group has all that is kept for it."""
    sharing = sharing_of(application.round_id)
    if not sharing:
        return
    groups = groups_when_sent([(application.id, application.snapshot_unit_id, application.snapshot_grade)])
    full = sharing.full_for(groups[application.id])
    if full is not None:
        raise Refusal(chosen_words.full(full))


def _check_line(application: Application) -> None:
    """Refuse to let somebody wait who would come straight back into a free seat."""
    if not may_wait(application):
        raise Refusal(messages.NO_LINE)
    round_ = db.session.get_one(Round, application.round_id, populate_existing=True)
    if application.holds_seat and round_.waiting == 0:
        raise Refusal(messages.NOBODY_WAITS)
    if not application.holds_seat and round_.seats_taken < (round_.capacity or 0) and not limits_of(round_.id):
        raise Refusal(messages.SEATS_LEFT)
