"""Tells by the bell that a document waits for somebody's step, that it came back, and what a deputy did."""

from portal.approvals import messages
from portal.approvals.events import DocumentHandedOn, DocumentMoved
from portal.approvals.models import Document, StepState
from portal.approvals.queries import hands_of
from portal.core import clock
from portal.core.db import db
from portal.core.events import listen
from portal.notifications.models import Notice

WAITS = "결재하실 문서가 있습니다."
APPROVED = "올리신 문서의 결재가 끝났습니다."
RETURNED = "올리신 문서가 반송되었습니다."
STOOD_IN = "부재 중에 대결한 문서가 있습니다."


@listen(DocumentMoved)
def tell_of_document(event: DocumentMoved) -> None:
    """Tell the drafter what became of the document, and the absent one what was done in their place."""
    document = db.session.get_one(Document, event.document_id)
    if event.action == "return" and event.actor.person_id != document.drafter_id:
        _tell(document.drafter_id, RETURNED, event.words, document)
    if event.action == "approve" and event.for_name:
        step = next(one for one in reversed(document.steps) if one.for_id is not None)
        _tell(step.for_id, STOOD_IN, f"{step.actor_name} {messages.STEP_STATE[StepState.APPROVED]}", document)


@listen(DocumentHandedOn)
def tell_who_is_next(event: DocumentHandedOn) -> None:
    """Tell those in whose hands a document is now, or its drafter that the last step was taken."""
    document = db.session.get_one(Document, event.document_id)
    step = next((one for one in document.steps if one.state == StepState.PENDING), None)
    if step is None:
        _tell(document.drafter_id, APPROVED, "", document)
        return
    hands = hands_of([document.id]).get(step.id)
    for person_id in sorted(hands.people if hands else ()):
        _tell(person_id, WAITS, "", document)


def _tell(person_id: int | None, title: str, words: str, document: Document) -> None:
    now = clock.now()
    body = "\n".join(part for part in (document.title, words) if part)
    link = f"/approvals/{document.public_id}"
    db.session.add(Notice(person_id=person_id, title=title, body=body[:600], link=link, created_at=now, due_at=now))
