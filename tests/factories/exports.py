"""An office whose officer may take lists, with a lead who approves, and files opened again."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl

from python_calamine import CalamineWorkbook

from portal.accounts import queries as accounts
from portal.accounts.models import Account
from portal.core.actors import Actor, Role
from portal.core.db import db, new_public_id
from portal.exports import services
from portal.exports.services import Wish
from tests.factories.deciding import office
from tests.factories.scene import Scene, account

REASON = "8월 워크숍 운영 준비"


@dataclass
class Place:
    """The office and the people around one file."""

    scene: Scene
    officer: Account
    lead: Account


def exporting_office() -> Place:
    """Add the office with a lead of its team."""
    scene = office()
    lead = account("류경숙", Role.LEAD, team=scene.team)
    db.session.commit()
    return Place(scene, scene.officer, lead)


def actor(who: Account) -> Actor:
    """Return who acts when an account does, as a request would find them."""
    return accounts.actor_of_account(who.id, "10.0.0.7")


def wish(list_key: str = "queue", purpose: str = "selection", query: str = "state=all", **more: Any) -> Wish:
    given = {"reason": REASON, "key": new_public_id(), **more}
    return Wish(list_key, purpose, dict(parse_qsl(query)), **given)


def taken(who: Account, *args: Any, **more: Any):
    """Take a list through the service."""
    return services.take(actor(who), wish(*args, **more))


def cells(content: bytes) -> list[list[Any]]:
    """Open a file again, as whoever gets it would."""
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
