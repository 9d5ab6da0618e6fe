"""The blueprints; their names and addresses say nothing of what this is."""

from typing import Any

from flask import Blueprint, url_for

from portal.core.access import the_actor
from portal.core.actors import Role
from portal.kinds.psych_counseling import policies

own_bp = Blueprint("support", __name__)
partner_bp = Blueprint("partner", __name__, url_prefix="/partner")
desk_bp = Blueprint("support_desk", __name__, url_prefix="/admin/support")

FOLDER = "kinds/psych_counseling"


def tabs_at(current: str) -> list[dict[str, Any]]:
    """Return the desk's pages that the actor may open."""
    pages = (
        ("합계", "totals", policies.SEES_TOTALS),
        ("이용번호", "numbers", policies.RUNS),
        ("정산", "settlement", policies.RUNS),
        ("계약 기관", "providers", policies.RUNS),
        ("이용 기준", "rules", policies.RUNS),
        ("다시 열기", "reopenings", policies.REOPENS),
        ("열람 요청", "openings", policies.WATCHES),
    )
    return [
        {"label": label, "href": url_for(f"support_desk.{name}"), "current": name == current}
        for label, name, roles in pages
        if the_actor().roles & set(roles)
    ]


__all__ = ["FOLDER", "Role", "desk_bp", "own_bp", "partner_bp", "tabs_at"]
