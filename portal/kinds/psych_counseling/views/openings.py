"""Break-glass: the head asks, the lead of the owner's team decides, the head reads for half an hour."""

from flask import flash
from werkzeug.wrappers import Response

from portal.core.access import asks_password, requires, secret, the_actor
from portal.core.actors import Role
from portal.core.errors import Refusal
from portal.core.web import page, redirect_to
from portal.kinds.psych_counseling import messages, policies
from portal.kinds.psych_counseling.forms import DecisionForm, OpeningForm
from portal.kinds.psych_counseling.queries.cases import desk_or_missing
from portal.kinds.psych_counseling.queries.watch import openings_of_program
from portal.kinds.psych_counseling.services import openings as services
from portal.kinds.psych_counseling.views._core import FOLDER, desk_bp, tabs_at

OPENING = "/openings/<string(length=32):public_id>"


@desk_bp.get("/openings")
@secret
@requires(*policies.WATCHES)
def openings() -> Response:
    """Show who asked to open which number, and what was decided."""
    return _openings_page(OpeningForm(formdata=None))


@desk_bp.post("/openings")
@secret
@requires(Role.HEAD)
def ask() -> Response:
    """Ask to open a number."""
    form = OpeningForm()
    if not form.validate():
        return _openings_page(form, status=422)
    try:
        services.ask(the_actor(), number=form.number.data, reason=form.reason.data)
    except Refusal as no:
        form.attach(no)
        return _openings_page(form, status=no.status)
    flash(messages.OPENING_ASKED, "ok")
    return redirect_to("support_desk.openings")


@desk_bp.post(f"{OPENING}/decision")
@secret
@asks_password
@requires(Role.LEAD)
def decision(public_id: str) -> Response:
    """Approve or decline."""
    form = DecisionForm()
    if form.validate():
        services.decide(the_actor(), public_id, approve=form.approve.data == "yes", version=form.version.data or 0)
        flash(messages.DECIDED, "ok")
    return redirect_to("support_desk.openings")


@desk_bp.post(f"{OPENING}/reading")
@secret
@asks_password
@requires(Role.HEAD)
def reading(public_id: str) -> Response:
    """Show who is behind a number, once, in answer to this very request."""
    return page(f"{FOLDER}/reading.html", found=services.read(the_actor(), public_id))


def _nobody(*_asked: object) -> bool:
    return False


def _openings_page(form: OpeningForm, *, status: int = 200) -> Response:
    desk = desk_or_missing(the_actor(), *policies.WATCHES)
    found = [(one, services.reason_of(one)) for one in openings_of_program(desk.program_id)]
    return page(
        f"{FOLDER}/openings.html",
        status=status,
        tabs_of_desk=tabs_at("openings"),
        form=form,
        found=found,
        may_ask=policies.may_watch(the_actor(), desk, Role.HEAD),
        may_decide=policies.may_decide_opening if policies.may_watch(the_actor(), desk, Role.LEAD) else _nobody,
        may_read=policies.may_read_opening,
        words=messages,
    )
