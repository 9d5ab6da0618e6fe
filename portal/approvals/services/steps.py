"""The pieces of which every movement of a document is made."""

from collections.abc import Collection

from sqlalchemy.orm.attributes import flag_modified

from portal.approvals import messages
from portal.approvals.events import DocumentMoved
from portal.approvals.models import (
    UNTAKEN,
    Bar,
    Document,
    DocumentMove,
    DocumentState,
    DocumentStep,
    Line,
    Seat,
    StepState,
)
from portal.approvals.policies import hand_of
from portal.approvals.queries import Hand, documents, hands_of, lines
from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import NotAllowed, Refusal, Stale
from portal.core.events import emit
from portal.directory.queries import card_facts
from portal.programs.models import Round


def bar(document: Document, person_ids: Collection[int]) -> None:
    """Keep people from taking any step of a document."""
    for person_id in sorted(set(person_ids) - documents.barred_from(document.id)):
        db.session.add(Bar(document_id=document.id, person_id=person_id))
    db.session.flush()


def note(document: Document, actor: Actor, action: str, *, words: str = "", hand: Hand | None = None) -> None:
    """Add a line to a document's history and tell whoever listens."""
    for_name = hand.for_name if hand is not None else ""
    db.session.add(
        DocumentMove(
            document_id=document.id,
            at=clock.now(),
            action=action,
            actor_name=actor.name,
            actor_title=title_of(actor.person_id),
            for_name=for_name,
            words=words[:500],
        )
    )
    db.session.flush()
    emit(DocumentMoved(actor, document.id, action, words, for_name))


def touch(document: Document) -> None:
    """Give a document a new version, so that whoever has it on the screen is told when they act on the old one."""
    document.moved_at = clock.now()
    flag_modified(document, "moved_at")


def title_of(person_id: int | None) -> str:
    """Return what somebody is called today, with the unit: "인사팀 팀장"."""
    facts = card_facts(person_id) if person_id is not None else None
    return f"{facts.unit_name.rpartition(' ')[2]} {facts.title}".strip()[:40] if facts is not None else ""


def steps_up(line: Line, round_: Round) -> list[DocumentStep]:
    """Return the steps of a line as they stand when a document goes up it."""
    heads = lines.head_posts_at(round_.program.owner_unit.path)
    steps = []
    for one in line.steps:
        post = one.post if one.seat == Seat.POST else heads.get(Seat(one.seat))
        if post is None:
            raise Refusal(messages.NO_POST)
        name = messages.post_name(post)
        steps.append(
            DocumentStep(position=one.position, kind=one.kind, post_id=post.id, post_name=name, state=StepState.WAITING)
        )
    return steps


def step_of(actor: Actor, document: Document, version: int, *, ahead: bool) -> tuple[DocumentStep, Hand]:
    """Return the step that is the actor's today; raises Stale for an old page, NotAllowed where none is."""
    if document.version != version:
        raise Stale(messages.STALE)
    hands = hands_of([document.id])
    open_states = (StepState.PENDING, StepState.LATER, *((StepState.WAITING,) if ahead else ()))
    if document.state != DocumentState.RUNNING:
        open_states = (StepState.LATER,)
    for step in document.steps:
        hand = hand_of(actor, hands.get(step.id))
        if step.state in open_states and hand is not None:
            return step, hand
    if document.state != DocumentState.RUNNING:
        raise Stale(messages.NOT_RUNNING)
    raise NotAllowed(messages.NOT_IN_HAND)


def sign(step: DocumentStep, actor: Actor, hand: Hand, state: StepState, words: str) -> None:
    """Write down who took a step, and for whom."""
    step.state, step.acted_at, step.words = state, clock.now(), words
    step.actor_id, step.actor_name = actor.person_id, actor.name
    step.actor_title = title_of(actor.person_id)
    step.for_id, step.for_name, step.reported_at = hand.for_id, hand.for_name, None
    touch(step.document)


def reopen(step: DocumentStep) -> None:
    """Let a step be taken anew."""
    step.state, step.pending_since, step.acted_at = StepState.PENDING, clock.now(), None
    step.actor_id, step.for_id, step.actor_name, step.for_name, step.actor_title = None, None, "", "", ""
    step.words = ""


def end(document: Document, state: DocumentState) -> None:
    """End a document; what nobody took is left out."""
    document.state, document.decided_at = state, clock.now()
    touch(document)
    for step in document.steps:
        if step.state in UNTAKEN:
            step.state = StepState.SKIPPED
