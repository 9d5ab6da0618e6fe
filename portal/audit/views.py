"""The auditors' pages: they read, and nothing else."""

from typing import Any

from flask import Blueprint, request
from werkzeug.wrappers import Response

from portal.audit import messages, queries
from portal.audit.forms import TrailForm
from portal.core import clock
from portal.core.access import requires, the_actor
from portal.core.actors import Role
from portal.core.web import MAX_ID, page

bp = Blueprint("audit", __name__, url_prefix="/admin/audit")


@bp.get("")
@requires(Role.AUDITOR)
def trail() -> Response:
    """Show who did what, the newest first, with filters kept in the address."""
    form = TrailForm(request.args)
    if not form.validate():
        return _trail_page(form, queries.Trail([], None), status=422)
    return _trail_page(form, queries.acts(queries.Wanted(**form.to_dict()), before=_before()))


@bp.get("/printout")
@requires(Role.AUDITOR)
def printout() -> Response:
    """Show the same acts for paper, at most a thousand."""
    form = TrailForm(request.args)
    if not form.validate():
        return _trail_page(form, queries.Trail([], None), status=422)
    found = queries.acts(queries.Wanted(**form.to_dict()), count=queries.MOST_PRINTED)
    return page("audit/printout.html", trail=found, form=form, words=messages, printed_at=clock.now(), by=the_actor())


def _trail_page(form: TrailForm, found: queries.Trail, *, status: int = 200) -> Response:
    asked = {name: value for name, value in request.args.items() if value and name != "before"}
    return page("audit/trail.html", fragments=["trail-table"], status=status, form=form, trail=found, **_words(asked))


def _words(asked: dict[str, Any]) -> dict[str, Any]:
    return {"words": messages, "asked": asked}


def _before() -> int | None:
    given = request.args.get("before", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 11 and int(given) <= MAX_ID else None
