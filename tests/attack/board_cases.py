"""The addresses of the boards, each with a post of the attacker's own team."""

from collections.abc import Callable
from typing import Any

from portal.boards import services
from portal.boards.models import Board, BoardPost
from portal.core.actors import Held, Role
from portal.core.db import db, new_public_id
from portal.directory.models import Unit
from tests.factories.boards import said, sheet
from tests.factories.scene import actor_of

Made = Callable[[Any], tuple[str, dict[str, object]]]
TYPED: dict[str, object] = {
    "title": "제목", "body": "글", "form_no": "제1호", "revised_on": "2025-03-01", "shown_from": "2025-03-12",
    "shown_until": "2025-12-31", "is_pinned": "y", "files": "x",
}  # fmt: skip


def post(office: Any, *, up: bool = False) -> BoardPost:
    """Write a form for the unit of somebody's right."""
    unit = db.session.query(Unit).order_by(Unit.id).first()
    assert unit is not None
    actor = actor_of(office.account, Held(Role.OFFICER, unit.id))
    key, words = new_public_id(), said()
    new = services.write(actor, board=Board.FORMS, key=key, unit_id=unit.id, words=words, uploads=[sheet()])
    return services.publish(actor, Board.FORMS, new.public_id, version=new.version) if up else new


def one(ending: str, *, up: bool = False, **fields: object) -> Made:
    return lambda office: (f"/library/{post(office, up=up).public_id}{ending}", fields)


CASES: dict[str, tuple[str, Made]] = {
    "board_desk.change": ("POST", one("/form", **TYPED, key="0" * 32, version="1", removed=["0" * 32])),
    "board_desk.discard": ("POST", one("/discarding", version="1")),
    "board_desk.publish": ("POST", one("/publication", version="1")),
    "board_desk.restore": ("POST", one("/restoration", version="1")),
    "board_desk.withdraw": ("POST", one("/withdrawal", up=True, version="2")),
    "board_desk.write": ("POST", lambda _office: ("/library/form", {**TYPED, "unit": "1", "key": new_public_id()})),
    "feeds.calendar": ("GET", lambda _office: (f"/calendar/{'0' * 32}.ics", {"token": "1"})),
    "feeds.own": ("GET", lambda _office: ("/account/calendar", {"anything": "1"})),
    "boards.listing": ("GET", lambda _office: ("/board", {"q": "홍", "which": "drafts", "page": "1"})),
    "boards.show": ("GET", one("", up=True, anything="1")),
}
WITHOUT_FIELDS = {
    "feeds.make",
    "feeds.revoke",
    "board_desk.blank",
    "board_desk.form",
    "board_desk.history",
    "boards.file",
}
