"""The documents themselves: one, those in somebody's hands, those that wait too long."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import joinedload, selectinload

from portal.approvals.models import Bar, Document, DocumentMove, DocumentState, DocumentStep, StepState
from portal.approvals.queries.holding import Hands, documents_in_hand, hands_of
from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Missing
from portal.core.paging import Page
from portal.programs.models import Program, Round

PER_PAGE = 30
WAITS_AT_MOST = 3  # working days
NO_DOCUMENT = "찾으시는 결재 문서가 없습니다."
_FAMILY = (
    joinedload(Document.round).joinedload(Round.program).joinedload(Program.owner_unit),
    selectinload(Document.steps),
)


class Tab(StrEnum):
    """The parts of the box: what waits for one's step, what is on its way, what is over."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"


@dataclass(frozen=True)
class WaitingStep:
    """A step that waits, for how many working days, and in whose hands it is."""

    document: Document
    step: DocumentStep
    hands: Hands | None
    days: int

    @property
    def is_late(self) -> bool:
        """Say whether it has waited longer than it should."""
        return self.days > WAITS_AT_MOST


def document_or_missing(public_id: str) -> Document:
    """Return the document of an address, whoever may see it; raises Missing."""
    return _one(select(Document).where(Document.public_id == public_id))


def document_to_move(public_id: str) -> Document:
    """Return a document locked, as it stands now; raises Missing."""
    return _one(select(Document).where(Document.public_id == public_id).with_for_update(of=Document))


def round_of(public_id: str) -> int:
    """Return the round of a document, whose row is locked before the document's; raises Missing."""
    round_id = db.session.scalar(select(Document.round_id).where(Document.public_id == public_id))
    if round_id is None:
        raise Missing(NO_DOCUMENT)
    return round_id


def moves_of(document_id: int) -> Sequence[DocumentMove]:
    """Return a document's history in its order."""
    query = select(DocumentMove).where(DocumentMove.document_id == document_id)
    return db.session.scalars(query.order_by(DocumentMove.at, DocumentMove.id)).all()


def documents_by_id(ids: Collection[int]) -> dict[int, Document]:
    """Return some documents with their rounds and steps."""
    if not ids:
        return {}
    return {one.id: one for one in db.session.scalars(select(Document).where(Document.id.in_(ids)).options(*_FAMILY))}


def page_of_box(actor: Actor, tab: Tab, number: int) -> Page[Document]:
    """Return a page of somebody's box; what waits longest comes first, else the latest."""
    if tab is Tab.WAITING:
        waiting = documents_by_id(documents_in_hand(actor.person_id))
        rows = sorted(waiting.values(), key=lambda one: (one.moved_at, one.id))
        return Page(rows[(number - 1) * PER_PAGE : number * PER_PAGE], number, len(rows), PER_PAGE)
    states = (DocumentState.RUNNING,) if tab is Tab.RUNNING else tuple(set(DocumentState) - {DocumentState.RUNNING})
    ids = db.session.scalars(
        select(Document.id)
        .where(_is_party(actor.person_id), Document.state.in_(states))
        .order_by(Document.drafted_at.desc(), Document.id.desc())
    ).all()
    found = documents_by_id(ids[(number - 1) * PER_PAGE : number * PER_PAGE])
    rows = sorted(found.values(), key=lambda one: (one.drafted_at, one.id), reverse=True)
    return Page(rows, number, len(ids), PER_PAGE)


def is_party(person_id: int | None, document_id: int) -> bool:
    """Say whether somebody drafted a document or took a step of it, themselves or by a deputy."""
    query = select(Document.id).where(Document.id == document_id, _is_party(person_id))
    return db.session.scalar(query) is not None


def unread_reports(person_id: int | None) -> Sequence[DocumentStep]:
    """Return what deputies did in somebody's place that is not read yet, the latest first."""
    query = (
        select(DocumentStep)
        .where(DocumentStep.for_id == person_id, DocumentStep.reported_at.is_(None))
        .options(joinedload(DocumentStep.document))
    )
    return db.session.scalars(query.order_by(DocumentStep.acted_at.desc(), DocumentStep.id)).all()


def documents_of_round(round_id: int) -> Sequence[Document]:
    """Return a round's documents, the latest first."""
    query = select(Document).where(Document.round_id == round_id).options(*_FAMILY)
    return db.session.scalars(query.order_by(Document.drafted_at.desc(), Document.id.desc())).all()


def steps_waiting(now: datetime) -> list[WaitingStep]:
    """Return every step that waits, whose turn it is and since when; the longest first."""
    query: Select[Any] = (
        select(DocumentStep)
        .join(Document, Document.id == DocumentStep.document_id)
        .where(DocumentStep.state.in_((StepState.PENDING, StepState.LATER)))
        .options(joinedload(DocumentStep.document).joinedload(Document.round).joinedload(Round.program))
        .order_by(DocumentStep.pending_since, DocumentStep.id)
    )
    steps = db.session.scalars(query).all()
    hands = hands_of({step.document_id for step in steps})
    return [WaitingStep(step.document, step, hands.get(step.id), days_waiting(step, now)) for step in steps]


def days_waiting(step: DocumentStep, now: datetime) -> int:
    """Return how many working days a step has waited."""
    since = step.pending_since or now
    return clock.working_days_between(since.date(), now.date())


def barred_from(document_id: int) -> frozenset[int]:
    """Return who takes no step of a document."""
    return frozenset(db.session.scalars(select(Bar.person_id).where(Bar.document_id == document_id)))


def _is_party(person_id: int | None) -> ColumnElement[bool]:
    took = select(DocumentStep.document_id).where(
        or_(DocumentStep.actor_id == person_id, DocumentStep.for_id == person_id)
    )
    return or_(Document.drafter_id == person_id, Document.id.in_(took))


def _one(query: Select[Any]) -> Document:
    document = db.session.scalar(query.options(*_FAMILY).execution_options(populate_existing=True))
    if document is None:
        raise Missing(NO_DOCUMENT)
    found: Document = document
    return found
