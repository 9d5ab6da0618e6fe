"""A round's list goes up its approval line, is approved or comes back; what hangs on the document moves with it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.applications import list_messages, messages
from portal.applications.models import StagedDecision
from portal.applications.queries import lists
from portal.applications.services.publishing import publish_rows
from portal.applications.services.settling import settle_due
from portal.applications.staging import end, give_back
from portal.applications.waitlist import promote_waiting
from portal.applications.workflow import Action
from portal.approvals.models import Document, DocumentState
from portal.approvals.policies import decision_is_final
from portal.approvals.queries.documents import document_to_move, round_of
from portal.approvals.services import documents
from portal.approvals.services.steps import note, touch
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import NotAllowed, Refusal, Stale
from portal.core.transaction import command
from portal.programs.models import Round
from portal.programs.queries import round_with_program
from portal.programs.seats import hold_rounds


@dataclass(frozen=True)
class Sending:
    """What the officer writes with a list: which of its rows go (all when none is named), and how it is published."""

    title: str
    words: str = ""
    related_no: str = ""
    publishes_itself: bool = False
    part: frozenset[int] = frozenset()


@command
def send_up(actor: Actor, round_id: int, sending: Sending) -> Document:
    """Send what is staged of a round, or a part of it, up its line as one document."""
    hold_rounds([round_id])
    settle_due(round_id)
    round_ = round_with_program(round_id)
    db.session.refresh(round_)
    if not decision_is_final(actor, round_.program.owner_unit):
        raise NotAllowed(list_messages.NOT_YOURS_TO_SEND)
    rows = [row for row in lists.unsent_of(round_id) if not sending.part or row.id in sending.part]
    if not rows:
        raise Refusal(list_messages.NOTHING_TO_SEND)
    _check_seats(round_, rows)
    people = {row.application.person_id for row in rows}
    draft = documents.Draft(
        title=sending.title,
        words=sending.words,
        related_no=sending.related_no,
        applied=lists.applied_to(round_id),
        barred=frozenset(people) if len(people) == 1 else frozenset(),
    )
    document = documents.send_up(actor, round_, draft)
    round_.publishes_itself = sending.publishes_itself
    for row in rows:
        row.document_id = document.id
    db.session.flush()
    return document


@command
def approve(actor: Actor, public_id: str, *, version: int, words: str = "", ahead: bool = False) -> Document:
    """Take the actor's step of a document; after the last one a round that publishes itself tells its results.

    Nobody approves their own application, nor a deputy that of whom they stand in for: such rows go on as a list of
    their own, at the same step, in the hands of the next.
    """
    document = _held(public_id)
    if not ahead and document.state == DocumentState.RUNNING and not _leave_own_out(actor, document, version):
        return document
    documents.approve(actor, document, version=version, words=words, ahead=ahead)
    if document.state == DocumentState.APPROVED and document.round.publishes_itself and not document.published_at:
        publish_rows(actor, document)
    return document


@command
def send_back(actor: Actor, public_id: str, *, version: int, words: str, one_step: bool = False) -> Document:
    """Return a document; its rows are the officer's again, unless it goes back by one step only."""
    document = _held(public_id)
    documents.send_back(actor, document, version=version, words=words, one_step=one_step)
    if not one_step:
        give_back(lists.held_by(document.id), "returned")
    return document


@command
def recall(actor: Actor, public_id: str, *, version: int) -> Document:
    """Take one's own document back before anybody took a step; its rows are on the list again."""
    document = _held(public_id)
    documents.recall(actor, document, version=version)
    give_back(lists.held_by(document.id), "recalled")
    return document


@command
def take_out(actor: Actor, public_id: str, *, version: int, reasons: Mapping[int, str]) -> Document:
    """Take rows out of a document, each for its reason; their applications are the officer's again, undecided."""
    document = _held(public_id)
    documents.check_step(actor, document, version)
    rows = lists.held_by(document.id)
    chosen = [row for row in rows if row.id in reasons]
    if not chosen:
        raise Stale(list_messages.SENT_UP_ALREADY)
    if not all(reasons[row.id] for row in chosen):
        raise Refusal(list_messages.WHY_TAKEN_OUT, field="words")
    for row in chosen:
        end(row, row.application, actor, "taken_out", reasons[row.id])
    touch(document)
    for why, count in Counter(reasons[row.id] for row in chosen).items():
        note(document, actor, "take_out", words=list_messages.taken_out(count, why))
    if len(chosen) == len(rows):
        documents.end_empty(document, actor, list_messages.ALL_TAKEN_OUT)
    promote_waiting(document.round_id)
    return document


@command
def publish(actor: Actor, public_id: str, *, version: int, despite: Sequence[int] = ()) -> tuple[int, int]:
    """Publish an approved list once; return how many were published, and how many stay to be looked at again.

    ``despite`` names rows that were left out before and are published now, knowing that.
    """
    document = _held(public_id)
    if not decision_is_final(actor, document.round.program.owner_unit):
        raise NotAllowed(list_messages.NOT_YOURS_TO_SEND)
    if document.version != version:
        raise Stale(messages.STALE)
    if document.state != DocumentState.APPROVED:
        raise Refusal(list_messages.NOT_APPROVED_YET)
    return publish_rows(actor, document, despite=frozenset(despite))


@command
def drop(actor: Actor, public_id: str, *, version: int, staged_ids: Sequence[int]) -> int:
    """Take off an approved list what is not to be published after all; it is the officer's again, undecided."""
    document = _held(public_id)
    if not decision_is_final(actor, document.round.program.owner_unit):
        raise NotAllowed(list_messages.NOT_YOURS_TO_SEND)
    if document.version != version or document.state != DocumentState.APPROVED:
        raise Stale(messages.STALE)
    rows = [row for row in lists.held_by(document.id) if row.id in set(staged_ids) and row.recheck]
    for row in rows:
        end(row, row.application, actor, "taken_back", row.recheck)
    touch(document)
    promote_waiting(document.round_id)
    return len(rows)


@command
def keep_number(actor: Actor, public_id: str, related_no: str) -> Document:
    """Keep the number of the official document system."""
    document = _held(public_id)
    if not decision_is_final(actor, document.round.program.owner_unit):
        raise NotAllowed(list_messages.NOT_YOURS_TO_SEND)
    documents.keep_number(actor, document, related_no)
    return document


def _held(public_id: str) -> Document:
    """Return a document to be moved: its round is locked before it, and its applications after."""
    round_id = round_of(public_id)
    hold_rounds([round_id])
    settle_due(round_id)
    return document_to_move(public_id)


def _leave_own_out(actor: Actor, document: Document, version: int) -> bool:
    """Split off the actor's own rows; say whether anything is left for them to approve."""
    _, hand = documents.check_step(actor, document, version)
    own_ids = {one for one in (actor.person_id, hand.for_id) if one is not None}
    rows = lists.held_by(document.id)
    own = [row for row in rows if row.application.person_id in own_ids]
    if not own:
        return True
    barred = {row.application.person_id for row in own}
    if len(own) == len(rows):
        documents.leave_to_others(document, actor, barred)
        return False
    child = documents.split(actor, document, barred)
    for row in own:
        row.document_id = child.id
    db.session.flush()
    return True


def _check_seats(round_: Round, rows: Sequence[StagedDecision]) -> None:
    waits = any(row.action == Action.WAITLIST for row in rows)
    left = 0 if round_.capacity is None else round_.capacity - round_.seats_taken
    if waits and left > 0:
        raise Refusal(list_messages.seats_left(left))
