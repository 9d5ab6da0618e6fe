"""Writes down what becomes of approval lines, of documents and of absences, and what is put on the lists."""

from portal.applications.events import DecisionStaged, DecisionUnstaged
from portal.applications.models import Application
from portal.approvals.events import AbsenceChanged, DocumentMoved, LineChanged
from portal.approvals.models import Document
from portal.audit.listeners import note
from portal.core.db import db
from portal.core.events import listen
from portal.directory.models import Person
from portal.programs.kinds import kind_of
from portal.programs.models import Program


@listen(LineChanged)
def note_line(event: LineChanged) -> None:
    """Note which line a program had and has."""
    program = db.session.get_one(Program, event.program_id)
    note(
        event.actor,
        "approval_line.change",
        object_type="approval_line",
        object_ref=program.key,
        object_name=program.title,
        subject_id=None,
        before={"line": event.before},
        after={"line": event.after},
        reason=event.reason,
    )


@listen(DocumentMoved)
def note_document(event: DocumentMoved) -> None:
    """Note a step of a document, and in whose place it was taken."""
    document = db.session.get_one(Document, event.document_id)
    after = {"state": str(document.state)}
    if event.for_name:
        after["for"] = event.for_name
    note(
        event.actor,
        f"document.{event.action}",
        object_type="document",
        object_ref=document.public_id,
        object_name=document.title,
        subject_id=None,
        before={},
        after=after,
        reason=event.words[:500],
    )


@listen(AbsenceChanged)
def note_absence(event: AbsenceChanged) -> None:
    """Note whose absence was registered or canceled, for which days; why is not copied."""
    person = db.session.get_one(Person, event.person_id)
    note(
        event.actor,
        f"absence.{event.action}",
        object_type="absence",
        object_ref=person.public_id,
        object_name=person.name,
        subject_id=person.id,
        before={},
        after=dict(event.after),
        reason="",
    )


@listen(DecisionStaged, DecisionUnstaged)
def note_listed(event: DecisionStaged | DecisionUnstaged) -> None:
    """Note what was put on a list that goes up, and how it left it."""
    application = db.session.get_one(Application, event.application_id)
    program = application.round.program
    is_sensitive = kind_of(program).is_sensitive
    is_staged = isinstance(event, DecisionStaged)
    values = {"decision": event.action} if is_staged else {"decision": event.action, "how": getattr(event, "how", "")}
    note(
        event.actor,
        "application.stage" if is_staged else "application.unstage",
        object_type="application",
        object_ref=application.public_id,
        object_name=application.receipt_no if is_sensitive else f"{application.receipt_no} {program.title}",
        subject_id=application.person_id,
        before={} if is_staged else values,
        after=values if is_staged else {},
        reason="" if is_sensitive else event.reason,
        is_sensitive=is_sensitive,
    )
