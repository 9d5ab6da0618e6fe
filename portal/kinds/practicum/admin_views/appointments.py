"""임용 of one candidate, and taking somebody off the list."""

from flask import flash
from werkzeug.wrappers import Response

from portal.core import clock
from portal.core.access import the_actor
from portal.core.errors import Refusal
from portal.core.web import page, redirect_to
from portal.kinds.practicum import messages
from portal.kinds.practicum.admin_views._core import ONE, bp, running
from portal.kinds.practicum.forms.desk import AppointmentForm, RemovalForm
from portal.kinds.practicum.gate import admit_desk
from portal.kinds.practicum.models import Candidate
from portal.kinds.practicum.queries import candidates, placements
from portal.kinds.practicum.queries.hosting import units_named
from portal.kinds.practicum.reading import note_candidate
from portal.kinds.practicum.services import appointing, registering


@bp.get(ONE + "/appointment")
@running
def appointment(public_id: str) -> Response:
    """Ask for what makes a candidate an official."""
    return _page(_found(public_id), AppointmentForm(formdata=None))


@bp.post(ONE + "/appointment")
@running
def appoint(public_id: str) -> Response:
    """Make a candidate an official, once."""
    found, form = _found(public_id), AppointmentForm()
    unit = units_named({form.unit.data}).get(form.unit.data) if form.validate_on_submit() else None
    if unit is None:
        if not form.errors:
            form.attach(Refusal(messages.UNKNOWN_UNIT, field="unit"))
        return _page(found, form, status=422)
    order = form.order(unit.id)
    try:
        appointing.appoint(the_actor(), public_id, appointment=order)
    except Refusal as no:
        form.attach(no)
        return _page(_found(public_id), form, status=422 if no.field else no.status)
    flash(messages.appointed(found.name, order.on, order.on > clock.today()))
    return redirect_to("practicum_desk.candidate", public_id=public_id)


@bp.get(ONE + "/removal")
@running
def removal(public_id: str) -> Response:
    """Ask why somebody is taken off the list."""
    return _removal_page(_found(public_id), RemovalForm(formdata=None))


@bp.post(ONE + "/removal")
@running
def remove(public_id: str) -> Response:
    """Take somebody off the list."""
    found, form = _found(public_id), RemovalForm()
    if not form.validate_on_submit():
        return _removal_page(found, form, status=422)
    try:
        registering.remove(the_actor(), public_id, version=form.version.data or 0, reason=form.reason.data)
    except Refusal as no:
        form.attach(no)
        return _removal_page(_found(public_id), form, status=422 if no.field else no.status)
    flash(messages.REMOVED)
    return redirect_to("practicum_desk.candidate", public_id=public_id)


def _found(public_id: str) -> Candidate:
    admit_desk(the_actor())
    found = candidates.candidate_or_missing(public_id)
    note_candidate(the_actor(), found)
    return found


def _page(found: Candidate, form: AppointmentForm, *, status: int = 200) -> Response:
    ways = placements.live_placements_of(found.id)
    return page(
        "kinds/practicum/desk/appointment.html", status=status, candidate=found, form=form, ways=ways, words=messages
    )


def _removal_page(found: Candidate, form: RemovalForm, *, status: int = 200) -> Response:
    return page("kinds/practicum/desk/removal.html", status=status, candidate=found, form=form)
