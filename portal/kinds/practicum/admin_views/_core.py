"""The blueprint of the officers' pages, and what they share."""

from flask import Blueprint, request

from portal.core.access import requires
from portal.kinds.practicum.policies import RUNNING

bp = Blueprint("practicum_desk", __name__)
LIST = "/admin/practicum/candidates"
ONE = LIST + "/<string(length=32):public_id>"
running = requires(*RUNNING)


def round_asked() -> int | None:
    """Return the round that the address names, if it names one."""
    given = request.values.get("round", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else None
