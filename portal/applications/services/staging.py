"""The list an officer puts together before it goes up: by hand in the queue, or from what a way of choosing says."""

from collections.abc import Sequence

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from portal.applications import list_messages, messages
from portal.applications.models import Application, StagedDecision
from portal.applications.policies import is_own, is_staged, may_decide
from portal.applications.queries import lists
from portal.applications.selection._core import Choice
from portal.applications.services.deciding import Outcome, Refused
from portal.applications.services.settling import settle_due
from portal.applications.staging import STAGEABLE, end, lay
from portal.applications.waitlist import promote_waiting
from portal.approvals.queries import goes_up
from portal.core.actors import Actor
from portal.core.db import db, new_public_id
from portal.core.errors import Missing, NotAllowed, Refusal, Stale
from portal.core.transaction import command
from portal.programs.queries import round_with_program
from portal.programs.seats import hold_rounds


@command
def stage(actor: Actor, round_id: int, choices: Sequence[Choice]) -> Outcome:
    """Put what a way of choosing proposes on the round's list; a row that cannot be is refused and stops no other.

    Raises Refusal where no approval line carries the list up.
    """
    hold_rounds([round_id])
    settle_due(round_id)
    if not goes_up(round_with_program(round_id).program_id):
        raise Refusal(list_messages.NO_APPROVAL_LINE)
    found = lists.applications_by_id(actor, [one.application_id for one in choices])
    if choices and not found:
        raise Missing
    outcome = Outcome(choices[0].action if choices else STAGEABLE[0], batch=new_public_id(), on_list=True)
    for choice in choices:
        application = found.get(choice.application_id)
        if application is None or application.round_id != round_id:
            continue
        try:
            with db.session.begin_nested():
                _check(actor, application, choice)
                lay(actor, application, choice, batch=outcome.batch)
        except (StaleDataError, IntegrityError):
            outcome.refused.append(Refused(application.public_id, messages.STALE, is_stale=True))
        except Refusal as no:
            outcome.refused.append(Refused(application.public_id, str(no), is_stale=isinstance(no, Stale)))
        else:
            outcome.done.append(application.public_id)
    return outcome


@command
def take_back(actor: Actor, batch: str) -> int:
    """Take back all that the actor put on a list at once and that was not sent up, and return how many."""
    round_ids = lists.rounds_of_staged(batch)
    hold_rounds(round_ids)
    rows = lists.unsent_of_batch(actor, batch)
    if not rows:
        raise Stale(list_messages.SENT_UP_ALREADY)
    return _end_all(actor, rows)


@command
def remove(actor: Actor, round_id: int, staged_ids: Sequence[int]) -> int:
    """Take some decisions of a round off its list before it goes up, and return how many."""
    hold_rounds([round_id])
    rows = [one for one in lists.unsent_of(round_id) if one.id in set(staged_ids)]
    if not rows:
        raise Stale(list_messages.SENT_UP_ALREADY)
    return _end_all(actor, rows)


def _end_all(actor: Actor, rows: Sequence[StagedDecision]) -> int:
    if not all(may_decide(actor, row.application) for row in rows):
        raise NotAllowed(messages.NOT_YOURS_TO_DECIDE)
    for row in rows:
        end(row, row.application, actor, "taken_back")
    for round_id in sorted({row.round_id for row in rows}):
        promote_waiting(round_id)
    return len(rows)


def _check(actor: Actor, application: Application, choice: Choice) -> None:
    if is_own(actor, application):
        raise NotAllowed(messages.OWN)
    if not may_decide(actor, application):
        raise NotAllowed(messages.NOT_YOURS_TO_DECIDE)
    if choice.action not in STAGEABLE:
        raise Refusal(list_messages.NOT_FOR_A_LIST)
    if is_staged(application):
        raise Stale(messages.STAGED)
