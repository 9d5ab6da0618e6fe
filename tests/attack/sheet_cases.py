"""The addresses of lists that leave as spreadsheets, each with something of the kind it acts on."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from portal.core import clock
from portal.core.db import db, new_public_id
from portal.exports.models import Export, ExportStatus
from tests.factories.applications import employee
from tests.factories.rosters import NEW, brought

IMPORTS = "/admin/people-import"
Made = Callable[[Any], tuple[str, dict[str, object]]]
TAKEN: dict[str, object] = {
    "list": "people", "query": "q=홍", "key": "0" * 32, "purpose": "contact", "reason": "행사 안내 연락",
}  # fmt: skip
CHOSEN: dict[str, object] = {
    "list": "queue", "state": "todo", "program": "1", "round": "1", "office": "학교", "grade": "7급",
    "since": "2025-03-01", "q": "홍", "sort": "name",
}  # fmt: skip
REFUSED: dict[str, object] = {"answer": "refuse", "note": "글", "version": "1"}


def waiting() -> str:
    """Ask for a list that waits for a second person, and return where it is decided."""
    now = clock.now()
    row = Export(
        key=new_public_id(), account_id=employee().id, actor_name="홍길동", list_key="queue", list_label="신청 목록",
        purpose="contact", purpose_label="안내", reason="행사 안내", filters={}, columns=[], row_count=1, rights=[],
        status=ExportStatus.WAITING, requested_at=now, expires_at=now + timedelta(days=7),
    )  # fmt: skip
    db.session.add(row)
    db.session.commit()
    return f"/exports/{row.public_id}/decision"


def roster() -> str:
    """Bring a file in, and return its address."""
    one = brought([{"개인번호": "N0001", **NEW}, {"개인번호": "없음", "성명": "가"}], clock.today())
    return f"{IMPORTS}/{one.public_id}"


CASES: dict[str, tuple[str, Made]] = {
    "exports.decide": ("POST", lambda _office: (waiting(), REFUSED)),
    "exports.listing": ("GET", lambda _office: ("/exports", {"page": "1"})),
    "exports.new": ("GET", lambda _office: ("/exports/new", CHOSEN)),
    "exports.take": ("POST", lambda _office: ("/exports", TAKEN)),
    "rosters.apply": ("POST", lambda _office: (f"{roster()}/application", {"version": "2", "only_good": "y"})),
    "rosters.bring_in": ("POST", lambda _office: (IMPORTS, {"file": "x", "valid_from": "2025-07-01"})),
    "rosters.discard": ("POST", lambda _office: (f"{roster()}/discarding", {"version": "2"})),
    "rosters.listing": ("GET", lambda _office: (IMPORTS, {"page": "1"})),
    "rosters.show": ("GET", lambda _office: (roster(), {"rows": "new", "page": "1"})),
    "rosters.undo": ("POST", lambda _office: (f"{roster()}/undoing", {"version": "2"})),
}
WITHOUT_FIELDS = {"exports.file", "exports.show", "rosters.blank"}
