"""임용 taken back, with a reason and the password."""

from flask import flash
from werkzeug.wrappers import Response

from portal.core.access import asks_password, the_actor
from portal.core.errors import Refusal
from portal.core.web import page, redirect_to
from portal.kinds.practicum import messages, policies
from portal.kinds.practicum import round_messages as words
from portal.kinds.practicum.admin_views._core import ONE, bp, running
from portal.kinds.practicum.forms.desk import RemovalForm
from portal.kinds.practicum.gate import admit_desk
from portal.kinds.practicum.models import Candidate
from portal.kinds.practicum.queries import candidates, placements
from portal.kinds.practicum.reading import note_candidate
from portal.kinds.practicum.services import unappointing


@bp.get(ONE + "/appointment/undoing")
@running
def undoing(public_id: str) -> Response:
    """Ask why an appointment is taken back."""
    return _page(_found(public_id), RemovalForm(formdata=None))


@bp.post(ONE + "/appointment/undoing")
@asks_password
@running
def take_back(public_id: str) -> Response:
    """Take an appointment back."""
    found, form = _found(public_id), RemovalForm()
    if not form.validate_on_submit():
        return _page(found, form, status=422)
    try:
        unappointing.take_back_appointment(
            the_actor(), public_id, version=form.version.data or 0, reason=form.reason.data
        )
    except Refusal as no:
        form.attach(no)
        return _page(_found(public_id), form, status=422 if no.field else no.status)
    flash(words.APPOINTMENT_TAKEN_BACK)
    return redirect_to("practicum_desk.candidate", public_id=public_id)


def _found(public_id: str) -> Candidate:
    admit_desk(the_actor())
    found = candidates.candidate_or_missing(public_id)
    note_candidate(the_actor(), found)
    return found


def _page(found: Candidate, form: RemovalForm, *, status: int = 200) -> Response:
    return page(
        "kinds/practicum/desk/undoing.html",
        status=status,
        candidate=found,
        form=form,
        ways=placements.placements_ended_by_appointment(found.id),
        may=policies.may_take_back(found),
        words=messages,
    )
