"""The blueprint of a round's pages, and what they share."""

from typing import Any

from flask import Blueprint, url_for

from portal.applications.rounds import desk
from portal.core.access import requires, the_actor
from portal.core.actors import Role
from portal.programs.models import SelectionMethod

PERSON = "/people/<string(length=32):public_id>"
bp = Blueprint("selection_desk", __name__, url_prefix="/admin/rounds/<int:round_id>")
choosing_roles = requires(Role.OFFICER, Role.LEAD, Role.HEAD)


def around(round_id: int, current: str) -> dict[str, Any]:
    """Return the tabs of a round's pages."""
    round_ = desk.round_for(the_actor(), round_id)
    names = {"selection": "선정", "review": "심사", "waiting": "정원·예비", "rules": "선정 기준"}
    if round_.selection != SelectionMethod.REVIEW:
        del names["review"]
    tabs = [
        {"label": label, "href": url_for(f"selection_desk.{name}", round_id=round_id), "current": name == current}
        for name, label in names.items()
    ]
    settings = url_for("program_desk.round_", program_id=round_.program_id, round_id=round_id)
    tabs.append({"label": "차수 설정", "href": settings, "current": False})
    return {"tabs_of_round": tabs, "the_round": round_}
