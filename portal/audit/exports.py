"""Writes down every file that leaves, who let it leave, and when it was deleted."""

from portal.audit.listeners import note
from portal.core.db import db
from portal.core.events import listen
from portal.exports.events import ExportDecided, ExportExpired, ExportFetched, ExportRequested
from portal.exports.models import Export


@listen(ExportRequested, ExportDecided, ExportFetched, ExportExpired)
def note_export(event: ExportRequested | ExportDecided | ExportFetched | ExportExpired) -> None:
    """Note a file that leaves: which list and columns, by which filters, how many, why, and the mark of its bytes."""
    export = db.session.get_one(Export, event.export_id)
    action = "export.fetch" if isinstance(event, ExportFetched) else "export_file.expire"
    if isinstance(event, ExportRequested):
        action = "export.ask" if event.waits else "export.take"
    if isinstance(event, ExportDecided):
        action = "export.approve" if event.approved else "export.refuse"
    facts = {
        "wanted_for": export.purpose_label,
        "filters": export.filter_words,
        "columns": export.columns,
        "rows": export.row_count,
        "sha256": export.sha256,
    }
    note(
        event.actor,
        action,
        object_type="export",
        object_ref=export.public_id,
        object_name=f"{export.list_label} · {export.actor_name}"[:160],
        subject_id=None,
        before={},
        after=facts if isinstance(event, ExportRequested | ExportFetched) else {},
        reason=export.decision_note if isinstance(event, ExportDecided) else export.reason,
    )
