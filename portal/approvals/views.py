"""The box of documents, the lines of programs, and absences."""

from flask import Blueprint, flash, request
from werkzeug.wrappers import Response

from portal.approvals import desk, messages
from portal.approvals.forms import MOST_STEPS, AbsenceForm, LineForm
from portal.approvals.policies import FINAL_ROLES, may_write_line
from portal.approvals.queries import absences as absence_queries
from portal.approvals.queries.documents import Tab
from portal.approvals.services import absences, documents, lines
from portal.approvals.wishes import Wanted
from portal.core.access import requires, the_actor
from portal.core.actors import Role
from portal.core.errors import Refusal
from portal.core.web import page, page_number, redirect_to

bp = Blueprint("approvals", __name__)
OFFICIALS = (Role.EMPLOYEE, *FINAL_ROLES)


@bp.get("/approvals")
@requires(*OFFICIALS)
def box() -> Response:
    """Show what waits for the actor's step, what is on its way, and what is over."""
    asked = request.args.get("tab", "")
    tab = Tab(asked) if asked in set(Tab) else Tab.WAITING
    return page(
        "approvals/box.html",
        fragments=["approvals-table"],
        box=desk.box_of(the_actor(), tab, page_number()),
        may_write_line=may_write_line(the_actor()),
        words=messages,
    )


@bp.post("/approvals/reports")
@requires(*OFFICIALS)
def acknowledge() -> Response:
    """Note that the actor has read what deputies did in their place."""
    documents.acknowledge(the_actor())
    flash(messages.REPORTED)
    return redirect_to("approvals.box")


@bp.get("/approvals/lines")
@requires(*FINAL_ROLES)
def line_list() -> Response:
    """Show the lines of the programs whose line the actor may change."""
    return page("approvals/lines.html", rows=desk.programs_with_lines(the_actor()), words=messages)


@bp.get("/approvals/lines/<int:program_id>")
@requires(*FINAL_ROLES)
def line(program_id: int) -> Response:
    """Show a program's line in its form, and the lines it had before."""
    return _line_page(program_id, LineForm(formdata=None))


@bp.post("/approvals/lines/<int:program_id>")
@requires(*FINAL_ROLES)
def change_line(program_id: int) -> Response:
    """Give a program another line."""
    form = LineForm()
    steps = form.steps(request.form)
    if not form.validate_on_submit():
        return _line_page(program_id, form, steps=steps, status=422)
    try:
        lines.change_line(the_actor(), program_id, steps=steps, reason=form.reason.data or "", known=form.known_id)
    except Refusal as no:
        form.attach(no)
        return _line_page(program_id, form, steps=steps, status=no.status)
    flash(messages.LINE_SAVED)
    return redirect_to("approvals.line", program_id=program_id)


@bp.get("/absences")
@requires(*OFFICIALS)
def away() -> Response:
    """Show one's absences and the form for another."""
    return _absence_page(AbsenceForm.of(absence_queries.colleagues_of(the_actor().person_id), formdata=None))


@bp.post("/absences")
@requires(*OFFICIALS)
def register() -> Response:
    """Register an absence."""
    form = AbsenceForm.of(absence_queries.colleagues_of(the_actor().person_id))
    if not form.validate_on_submit():
        return _absence_page(form, status=422)
    try:
        absences.register(the_actor(), form.away)
    except Refusal as no:
        form.attach(no)
        return _absence_page(form, status=no.status)
    flash(messages.ABSENCE_REGISTERED)
    return redirect_to("approvals.away")


@bp.post("/absences/<int:absence_id>/cancellation")
@requires(*OFFICIALS)
def cancel(absence_id: int) -> Response:
    """Cancel an absence, or end one that has begun."""
    absences.cancel(the_actor(), absence_id)
    flash(messages.ABSENCE_CANCELED)
    return redirect_to("approvals.away")


def _absence_page(form: AbsenceForm, *, status: int = 200) -> Response:
    rows = absence_queries.absences_of(the_actor().person_id)
    return page("approvals/absences.html", status=status, form=form, rows=rows, words=messages)


def _line_page(program_id: int, form: LineForm, *, steps: list[Wanted] | None = None, status: int = 200) -> Response:
    opened = desk.line_page(the_actor(), program_id)
    shown = [(one.kind, _seat_key(one.seat, one.post_id)) for one in (opened.line.steps if opened.line else [])]
    if steps is not None:
        shown = [(one.kind, _seat_key(one.seat, one.post_id)) for one in steps]
    rows = [*shown, *[("", "")] * (MOST_STEPS - len(shown))][:MOST_STEPS]
    return page("approvals/line.html", status=status, form=form, opened=opened, rows=rows, words=messages)


def _seat_key(seat: str, post_id: int | None) -> str:
    return f"post:{post_id}" if post_id is not None else str(seat)
