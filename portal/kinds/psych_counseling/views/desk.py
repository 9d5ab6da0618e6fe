"""The owner's team: numbers for officers, sums for lead and head; what is paid stands in ``settling``."""

from flask import flash, request
from werkzeug.wrappers import Response

from portal.core.access import requires, secret, the_actor
from portal.core.actors import Role
from portal.core.web import page, page_number, redirect_to
from portal.kinds.psych_counseling import cube, messages, policies
from portal.kinds.psych_counseling.forms import DecisionForm
from portal.kinds.psych_counseling.queries import cases as queries
from portal.kinds.psych_counseling.queries.settlements import reopenings_asked
from portal.kinds.psych_counseling.services import office
from portal.kinds.psych_counseling.views._core import FOLDER, desk_bp, tabs_at

TABS = ("", "requested", "open", "over")


@desk_bp.get("")
@secret
@requires(*policies.RUNS)
def numbers() -> Response:
    """Show each number with its day, way and sessions, and who needs more of them."""
    desk = queries.desk_or_missing(the_actor(), *policies.RUNS)
    tab = request.args.get("tab", "")
    tab = tab if tab in TABS else ""
    return page(
        f"{FOLDER}/numbers.html",
        fragments=["numbers-table"],
        tabs_of_desk=tabs_at("numbers"),
        found=queries.cases_of_program(desk.program_id, tab=tab, page=page_number()),
        tab=tab,
        asked=queries.extensions_asked(desk.program_id),
        may_decide=policies.may_decide_extension,
        words=messages,
    )


@desk_bp.get("/requests")
@secret
@requires(*policies.SEES_TOTALS)
def requests() -> Response:
    """Lead to what waits: more sessions with officers, a number or a month to be opened with lead and head."""
    queries.desk_or_missing(the_actor(), *policies.SEES_TOTALS)
    if queries.desks_of(the_actor(), *policies.RUNS):
        return redirect_to("support_desk.numbers")
    waits = reopenings_asked() and queries.desks_of(the_actor(), Role.LEAD)
    return redirect_to("support_desk.reopenings" if waits else "support_desk.openings")


@desk_bp.post("/extensions/<int:extension_id>/decision")
@secret
@requires(*policies.RUNS)
def extension(extension_id: int) -> Response:
    """Grant more sessions or not."""
    form = DecisionForm()
    if form.validate():
        office.decide_extension(
            the_actor(), extension_id, approve=form.approve.data == "yes", version=form.version.data or 0
        )
        flash(messages.DECIDED, "ok")
    return redirect_to("support_desk.numbers")


@desk_bp.get("/totals")
@secret
@requires(*policies.SEES_TOTALS)
def totals() -> Response:
    """Show what was published of people and sessions, by the months between and by way."""
    desk = queries.desk_or_missing(the_actor(), *policies.SEES_TOTALS)
    return page(
        f"{FOLDER}/totals.html", tabs_of_desk=tabs_at("totals"), cubes=cube.of_program(desk.program_id), words=messages
    )
