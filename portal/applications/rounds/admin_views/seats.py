"""A round's seats: those who wait, who comes instead, how many there are."""

from flask import flash
from werkzeug.wrappers import Response

from portal.applications import messages, substitute_words, waiting_words
from portal.applications.rounds import desk
from portal.applications.rounds.admin_views._core import PERSON, around, bp, choosing_roles
from portal.applications.rounds.forms import (
    CapacityForm,
    PersonForm,
)
from portal.applications.services import planning, seating, substituting
from portal.core.access import the_actor
from portal.core.errors import Refusal
from portal.core.web import page, redirect_to


@bp.get("/waiting")
@choosing_roles
def waiting(round_id: int) -> Response:
    """Show the seats, those who wait, and for whom there would be none."""
    return _waiting_page(round_id, _capacity_of(round_id))


@bp.post("/capacity")
@choosing_roles
def capacity(round_id: int) -> Response:
    """Change how many seats there are."""
    desk.round_for(the_actor(), round_id)
    form = CapacityForm()
    if not form.validate_on_submit():
        return _waiting_page(round_id, form, status=422)
    planning.change_capacity(the_actor(), round_id, capacity=form.capacity.data, reason=form.reason.data)
    flash(waiting_words.CAPACITY)
    return redirect_to("selection_desk.waiting", round_id=round_id)


@bp.get(PERSON)
@choosing_roles
def person(round_id: int, public_id: str) -> Response:
    """Ask what to do with one application of the round."""
    _round, found = desk.one_in(the_actor(), round_id, public_id)
    return _person_page(round_id, public_id, PersonForm(formdata=None, data={"version": found.version}))


@bp.post(PERSON + "/<any(seat, place, cancellation, excuse):what>")
@choosing_roles
def handle(round_id: int, public_id: str, what: str) -> Response:
    """Give a seat, put forward or back, cancel, or accept an excuse."""
    desk.one_in(the_actor(), round_id, public_id)
    form = PersonForm()
    if not form.validate_on_submit() or (what != "seat" and not form.wants_reason()):
        return _person_page(round_id, public_id, form, status=422)
    version, reason = form.version.data or 0, form.reason.data or ""
    try:
        if what == "seat":
            seating.pick(the_actor(), public_id, version=version, reason=reason)
        elif what == "place":
            seating.reorder(the_actor(), public_id, version=version, priority=int(form.place.data), reason=reason)
        elif what == "cancellation":
            seating.cancel(the_actor(), public_id, version=version, reason=reason)
        else:
            seating.excuse(the_actor(), public_id, version=version, reason=reason)
    except Refusal as no:
        form.attach(no)
        return _person_page(round_id, public_id, form, status=422 if no.field else no.status)
    flash(_DONE[what])
    return redirect_to("selection_desk.waiting", round_id=round_id)


@bp.post("/substitutions/<string(length=32):public_id>/<any(agreement, refusal):what>")
@choosing_roles
def answer(round_id: int, public_id: str, what: str) -> Response:
    """Agree that a colleague comes instead, or refuse."""
    desk.round_for(the_actor(), round_id)
    agrees = what == "agreement"
    substituting.answer(the_actor(), public_id, agrees=agrees)
    flash(substitute_words.AGREED if agrees else substitute_words.REFUSED)
    return redirect_to("selection_desk.waiting", round_id=round_id)


_DONE = {
    "seat": waiting_words.PICKED,
    "place": waiting_words.REORDERED,
    "cancellation": waiting_words.CALLED_OFF,
    "excuse": waiting_words.EXCUSED,
}


def _waiting_page(round_id: int, form: CapacityForm, *, status: int = 200) -> Response:
    found = desk.line_of(the_actor(), round_id)
    context = {"found": found, "form": form, "words": waiting_words, **around(round_id, "waiting")}
    return page("applications/rounds/waiting.html", status=status, **context)


def _person_page(round_id: int, public_id: str, form: PersonForm, *, status: int = 200) -> Response:
    round_, found = desk.one_in(the_actor(), round_id, public_id)
    if status != 200:
        form.version.data = found.version
    return page("applications/rounds/person.html", status=status, round=round_, one=found, form=form, words=messages)


def _capacity_of(round_id: int) -> CapacityForm:
    return CapacityForm(formdata=None, data={"capacity": desk.round_for(the_actor(), round_id).capacity})
