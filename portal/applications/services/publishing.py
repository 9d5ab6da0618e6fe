"""The results of an approved list are told once: one command, a savepoint per row, each looked at once more."""

from collections.abc import Collection

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from portal.applications import list_messages, messages
from portal.applications.models import Application, StagedDecision
from portal.applications.policies import is_staged
from portal.applications.queries import lists
from portal.applications.services.deciding import Order, put_down
from portal.applications.workflow import TRANSITIONS, Action
from portal.approvals.models import Document, StepState
from portal.approvals.services.steps import note, touch
from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db, new_public_id
from portal.core.errors import Refusal, Stale
from portal.core.transaction import command
from portal.directory.queries import PersonFacts, people_facts
from portal.programs.catalog import judged
from portal.programs.queries import Offer, offer_of_round

_TAKE_PART = (Action.APPROVE, Action.WAITLIST)


@command
def publish_rows(actor: Actor, document: Document, *, despite: Collection[int] = frozenset()) -> tuple[int, int]:
    """Let the decisions of a document settle after the undo window; return how many, and how many were left out.

    Left out is who is no longer among those who may take part, or moved meanwhile: it waits for another look.
    """
    rows = lists.held_by(document.id)
    if not rows:
        raise Stale(list_messages.PUBLISHED_ALREADY)
    offer = offer_of_round(document.round_id)
    facts = people_facts({row.application.person_id for row in rows})
    decided_by = next(
        (one.actor_id for one in reversed(document.steps) if one.state == StepState.APPROVED), actor.person_id
    )
    batch, done = new_public_id(), 0
    for row in rows:
        why = "" if row.id in despite else _to_recheck(row, offer, facts.get(row.application.person_id))
        if why or not _put_down(actor, row, batch, decided_by):
            row.recheck = (why or row.recheck or list_messages.STATE_CHANGED)[:300]
            continue
        done += 1
    db.session.flush()
    touch(document)
    if done:
        document.published_at = clock.now()
        note(document, actor, "publish", words=list_messages.published(done, len(rows) - done))
    db.session.flush()
    return done, len(rows) - done


def _put_down(actor: Actor, row: StagedDecision, batch: str, decided_by: int | None) -> bool:
    application = row.application
    order = Order(Action(row.action), tuple(row.reason_codes), row.note)
    try:
        with db.session.begin_nested():
            if is_staged(application):
                raise Stale(messages.STAGED)
            put_down(actor, application, order, batch, decided_by_id=decided_by)
            row.ended_at, row.ended_how, row.published_batch, row.recheck = clock.now(), "published", batch, ""
    except (StaleDataError, IntegrityError):
        row.recheck = messages.STALE
    except Refusal as no:
        row.recheck = str(no)
    else:
        return True
    return False


def _to_recheck(row: StagedDecision, offer: Offer, facts: PersonFacts | None) -> str:
    application: Application = row.application
    if (application.status, Action(row.action)) not in TRANSITIONS:
        return list_messages.STATE_CHANGED
    if row.action not in _TAKE_PART:
        return ""
    answer = judged(offer, facts)
    return "" if answer.fits else answer.words
