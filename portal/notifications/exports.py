"""Tells by the bell that somebody asks for a long list, and what became of it."""

from portal.core import clock
from portal.core.db import db
from portal.core.events import listen
from portal.exports.events import ExportDecided, ExportRequested
from portal.exports.models import Export
from portal.notifications.models import Notice

ASKED = "승인하실 내려받기 요청이 있습니다."
APPROVED = "요청하신 내려받기가 승인되었습니다."
REFUSED = "요청하신 내려받기가 반려되었습니다."


@listen(ExportRequested)
def tell_the_approvers(event: ExportRequested) -> None:
    """Tell those who may decide that somebody asks for a long list."""
    export = db.session.get_one(Export, event.export_id)
    for person_id in event.approvers:
        _tell_of_export(person_id, ASKED, _asked(export), export)


@listen(ExportDecided)
def tell_who_asked(event: ExportDecided) -> None:
    """Tell somebody that a list may be fetched, or why not."""
    export = db.session.get_one(Export, event.export_id)
    if export.person_id is not None:
        title = APPROVED if event.approved else REFUSED
        _tell_of_export(export.person_id, title, export.decision_note, export)


def _tell_of_export(person_id: int, title: str, body: str, export: Export) -> None:
    now = clock.now()
    link = f"/exports/{export.public_id}"
    db.session.add(Notice(person_id=person_id, title=title, body=body[:600], link=link, created_at=now, due_at=now))


def _asked(export: Export) -> str:
    asked = f"{export.actor_name} · {export.list_label} {export.row_count:,}건 · {export.purpose_label}"
    return f"{asked}\n사유: {export.reason}"
