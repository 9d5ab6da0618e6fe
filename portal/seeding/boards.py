"""What hangs on the boards of the demonstration: notices, and forms with a file to take along."""

import hashlib
from datetime import datetime
from itertools import count
from typing import Any

from portal.boards.models import Board, BoardFile, BoardPost, BoardStep, PostState
from portal.core import clock, storage
from portal.core.db import new_public_id
from portal.core.korean import initials, search_key
from portal.core.sheets import Column, write_sheet
from portal.directory.models import Assignment
from portal.seeding import queries
from portal.seeding.applications import MORNING
from portal.seeding.division import words
from portal.seeding.rows import Rows

BLANK_ROWS = 20


def load(rows: Rows) -> None:
    """Load the boards."""
    writers, minute = queries.assignments_by_extension(), count(1)
    for board, name in ((Board.NOTICES, "notice"), (Board.FORMS, "form")):
        for own in words("boards")[name]:
            at = clock.at(own["shown_from"], MORNING.time()).replace(minute=next(minute))
            _post(rows, board, own, writers[own["by"]], at)


def _post(rows: Rows, board: Board, own: dict[str, Any], writer: Assignment, at: datetime) -> None:
    body, form_no = own["body"].strip(), own.get("form_no", "")
    post = rows.add(
        BoardPost,
        key=new_public_id(),
        board=board,
        state=PostState.UP,
        unit_id=writer.post.unit_id,
        author_id=writer.person_id,
        author_name=writer.person.name,
        title=own["title"],
        body=body,
        form_no=form_no,
        revised_on=own.get("revised_on"),
        is_pinned=own.get("pinned", False),
        shown_from=own["shown_from"],
        shown_until=own.get("shown_until"),
        words=search_key(f"{own['title']} {form_no} {body}"),
        initials=initials(search_key(own["title"])),
        written_at=at,
        changed_at=at,
        is_fictional=True,
        version=2,
    )
    for action in ("write", "publish"):
        rows.add(BoardStep, post_id=post, at=at, actor_name=writer.person.name, action=action, before={})
    if "columns" in own:
        name = own.get("file", f"{own['title'].replace(' ', '_')}(가상).xlsx")
        _file(rows, post, own["columns"], title=own["title"], name=name, at=at)


def _file(rows: Rows, post: int, columns: list[str], *, title: str, name: str, at: datetime) -> None:
    data = write_sheet(
        title=title,
        lines=["체험을 위하여 지어낸 서식입니다."],
        columns=[Column(label, width=18) for label in columns],
        rows=[["" for _ in columns] for _ in range(BLANK_ROWS)],
    )
    stored_as = new_public_id() + new_public_id()
    path = storage.path_of(stored_as)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    rows.add(
        BoardFile,
        post_id=post,
        file_name=name,
        content_type=storage.TYPES["xlsx"],
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        stored_as=stored_as,
        uploaded_at=at,
    )
