"""A document on its way: it goes up, each step is taken by whom it belongs to on that day, it comes back or is over.

The rows that hang on a document belong to another room, whose commands call these inside their own transaction.
"""

from collections.abc import Collection
from dataclasses import dataclass

from portal.approvals import messages
from portal.approvals.events import DocumentHandedOn
from portal.approvals.models import (
    Document,
    DocumentState,
    DocumentStep,
    StepKind,
    StepState,
)
from portal.approvals.policies import may_recall
from portal.approvals.queries import Hand, Hands, documents, hands_of, lines
from portal.approvals.services.steps import bar, end, note, reopen, sign, step_of, steps_up, title_of, touch
from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import NotAllowed, Refusal, Stale
from portal.core.events import emit
from portal.core.transaction import command
from portal.programs.models import Round


@dataclass(frozen=True)
class Draft:
    """What a document says when it goes up; ``barred`` are people whose own application is all it holds."""

    title: str
    words: str = ""
    related_no: str = ""
    applied: int = 0
    barred: frozenset[int] = frozenset()


@command
def send_up(actor: Actor, round_: Round, draft: Draft) -> Document:
    """Send a list up the line of its program; raises Refusal where it has none or a post of it is gone."""
    line = lines.line_of(round_.program_id)
    if line is None or not line.goes_up or actor.person_id is None:
        raise Refusal(messages.NO_LINE)
    now = clock.now()
    document = Document(
        round_id=round_.id,
        title=draft.title,
        words=draft.words,
        related_no=draft.related_no,
        applied=draft.applied,
        state=DocumentState.RUNNING,
        drafter_id=actor.person_id,
        drafter_name=actor.name,
        drafter_title=title_of(actor.person_id),
        drafted_at=now,
        moved_at=now,
    )
    document.steps = steps_up(line, round_)
    db.session.add(document)
    db.session.flush()
    bar(document, {actor.person_id, *draft.barred})
    note(document, actor, "send_up", words=draft.words)
    go_on(document, actor)
    return document


@command
def split(actor: Actor, document: Document, person_ids: Collection[int]) -> Document:
    """Make a list of its own for people's own applications, at the step where the document stands."""
    child = Document(
        parent_id=document.id,
        state=document.state,
        moved_at=clock.now(),
        **{name: getattr(document, name) for name in _OF_THE_LIST},
    )
    child.steps = [DocumentStep(**{name: getattr(step, name) for name in _OF_THE_STEP}) for step in document.steps]
    db.session.add(child)
    db.session.flush()
    note(child, actor, "split")
    leave_to_others(child, actor, {document.drafter_id, *person_ids})
    return child


@command
def leave_to_others(document: Document, actor: Actor, person_ids: Collection[int]) -> None:
    """Keep people from a document whose rows are their own, and hand its step to whom it goes then."""
    bar(document, person_ids)
    for step in document.steps:
        if step.state == StepState.PENDING:
            step.state, step.pending_since = StepState.WAITING, None
    go_on(document, actor)


@command
def approve(actor: Actor, document: Document, *, version: int, words: str = "", ahead: bool = False) -> DocumentStep:
    """Take the step that is the actor's today; with ``ahead`` those before it are left for later (후결)."""
    step, hand = step_of(actor, document, version, ahead=ahead)
    if step.state == StepState.WAITING:
        _leave_for_later(document, actor, step)
    was_left = step.state == StepState.LATER
    sign(step, actor, hand, StepState.POST_APPROVED if was_left else StepState.APPROVED, words)
    note(document, actor, "approve_later" if was_left else "approve", words=words, hand=hand)
    if not was_left:
        go_on(document, actor)
    return step


@command
def go_on(document: Document, actor: Actor) -> None:
    """Hand a document to its next step, or end it after the last; raises StaleDataError when it moved meanwhile.

    A review whose hands a later step is in as well is left out: nobody takes two steps of one document.
    """
    db.session.flush()
    hands = hands_of([document.id])
    rest = [step for step in document.steps if step.state == StepState.WAITING]
    while rest:
        step = rest.pop(0)
        if step.kind == StepKind.REVIEW and _has_same_hands(step, rest, hands):
            step.state, step.words = StepState.SKIPPED, messages.SKIPPED_SAME
            note(document, actor, "skip", words=step.post_name)
            continue
        step.state, step.pending_since = StepState.PENDING, clock.now()
        break
    else:
        if not any(step.state == StepState.PENDING for step in document.steps):
            document.state, document.decided_at = DocumentState.APPROVED, clock.now()
    touch(document)
    db.session.flush()
    emit(DocumentHandedOn(document.id))


@command
def send_back(actor: Actor, document: Document, *, version: int, words: str, one_step: bool = False) -> None:
    """Return a document to its drafter, or with ``one_step`` to who took the step before; a reason is wanted."""
    step, hand = step_of(actor, document, version, ahead=False)
    if step.state != StepState.PENDING:
        raise Refusal(messages.NOT_IN_HAND)
    if not words:
        raise Refusal(messages.WHY_RETURNED, field="words")
    if one_step:
        before = [one for one in document.steps if one.position < step.position and one.state == StepState.APPROVED]
        if not before:
            raise Refusal(messages.NO_PREVIOUS)
        reopen(before[-1])
        for between in document.steps:
            if before[-1].position < between.position <= step.position:
                between.state, between.pending_since = StepState.WAITING, None
        touch(document)
        note(document, actor, "return_one", words=words, hand=hand)
        emit(DocumentHandedOn(document.id))
        return
    sign(step, actor, hand, StepState.RETURNED, words)
    end(document, DocumentState.RETURNED)
    note(document, actor, "return", words=words, hand=hand)


@command
def recall(actor: Actor, document: Document, *, version: int) -> None:
    """Take one's own document back before the next has taken a step."""
    if document.version != version:
        raise Stale(messages.STALE)
    if document.drafter_id != actor.person_id:
        raise NotAllowed(messages.NOT_YOURS_TO_RECALL)
    if not may_recall(actor, document):
        raise Stale(messages.NOT_RECALLABLE)
    end(document, DocumentState.RECALLED)
    note(document, actor, "recall")


@command
def acknowledge(actor: Actor) -> int:
    """Note that somebody has read what deputies did in their place, and return how much it was."""
    steps = documents.unread_reports(actor.person_id)
    for step in steps:
        step.reported_at = clock.now()
    return len(steps)


@command
def keep_number(actor: Actor, document: Document, related_no: str) -> None:
    """Keep the number a document has in the official document system."""
    if document.related_no != related_no:
        document.related_no = related_no
        note(document, actor, "number", words=related_no)


def check_step(actor: Actor, document: Document, version: int) -> tuple[DocumentStep, Hand]:
    """Return the step the actor may take now and how; raises as ``approve`` does."""
    return step_of(actor, document, version, ahead=False)


def end_empty(document: Document, actor: Actor, words: str) -> None:
    """Return a document from which every row was taken out."""
    end(document, DocumentState.RETURNED)
    note(document, actor, "return", words=words)


def _leave_for_later(document: Document, actor: Actor, step: DocumentStep) -> None:
    for before in document.steps:
        if before.position < step.position and before.state in (StepState.WAITING, StepState.PENDING):
            before.state = StepState.LATER
            before.pending_since = before.pending_since or clock.now()
            note(document, actor, "pass_over", words=before.post_name)


def _has_same_hands(step: DocumentStep, rest: Collection[DocumentStep], hands: dict[int, Hands]) -> bool:
    own = hands[step.id].people if step.id in hands else frozenset()
    return any(own & hands[one.id].people for one in rest if one.id in hands)


_OF_THE_LIST = (
    "round_id", "title", "words", "related_no", "applied", "drafter_id", "drafter_name", "drafter_title", "drafted_at",
)  # fmt: skip
_OF_THE_STEP = (
    "position", "kind", "post_id", "post_name", "state", "pending_since", "acted_at", "actor_id", "actor_name",
    "actor_title", "for_id", "for_name", "words", "reported_at",
)  # fmt: skip
