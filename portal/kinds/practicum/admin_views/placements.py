"""One placement: what was wished for, which hosts suit, its history, and what can be done with it."""

from flask import flash
from werkzeug.wrappers import Response

from portal.core.access import the_actor
from portal.core.errors import Missing, Refusal
from portal.core.web import page, redirect_to
from portal.kinds.practicum import messages, policies
from portal.kinds.practicum.admin_views._core import bp, running
from portal.kinds.practicum.board import host_matches
from portal.kinds.practicum.forms.desk import OneMoveForm
from portal.kinds.practicum.forms.hosting import AcceptForm, DeclineForm
from portal.kinds.practicum.forms.wish import StepBackForm
from portal.kinds.practicum.gate import admit_desk
from portal.kinds.practicum.models import Placement
from portal.kinds.practicum.queries import placements as queries
from portal.kinds.practicum.reading import note_placement
from portal.kinds.practicum.services import hosting, placing, wishing
from portal.kinds.practicum.workflow import Action

ADDRESS = "/admin/practicum/placements/<string(length=32):public_id>"


@bp.get(ADDRESS)
@running
def placement(public_id: str) -> Response:
    """Show one placement with its history and the hosts that suit."""
    return _page(_found(public_id))


@bp.post(ADDRESS + "/move")
@running
def move(public_id: str) -> Response:
    """Propose a host, take that back, put off or order; whoever was quicker is told with a 409."""
    found, form = _found(public_id), OneMoveForm()
    if not form.validate_on_submit():
        return _page(found, wrong=form.first_error(), status=422)
    try:
        placing.move_one(the_actor(), form.mark(public_id), action=form.chosen(), order_no=form.order_no.data or "")
    except Refusal as no:
        return _page(_found(public_id), wrong=str(no), status=no.status)
    flash(messages.done(form.chosen(), 1))
    return redirect_to("practicum_desk.placement", public_id=public_id)


@bp.post(ADDRESS + "/acceptance")
@running
def accept_for_host(public_id: str) -> Response:
    """Write down that the host said yes on the telephone."""
    found, form = _found(public_id), AcceptForm()
    if found.offer is None:
        raise Missing
    if not form.validate_on_submit():
        return _page(found, accepting=form, status=422)
    hosting.accept(the_actor(), found.offer.unit_id, public_id, **form.given())
    flash(messages.ACCEPTED)
    return redirect_to("practicum_desk.placement", public_id=public_id)


@bp.post(ADDRESS + "/refusal")
@running
def decline_for_host(public_id: str) -> Response:
    """Write down that the host said no on the telephone, and why."""
    found, form = _found(public_id), DeclineForm()
    if found.offer is None:
        raise Missing
    if not form.validate_on_submit():
        return _page(found, declining=form, status=422)
    try:
        hosting.decline(the_actor(), found.offer.unit_id, public_id, **form.given())
    except Refusal as no:
        form.attach(no)
        return _page(_found(public_id), declining=form, status=422 if no.field else no.status)
    flash(messages.DECLINED)
    return redirect_to("practicum_desk.placement", public_id=public_id)


@bp.post(ADDRESS + "/withdrawal")
@running
def withdraw_for(public_id: str) -> Response:
    """Write down that a candidate stepped back, and why."""
    found, form = _found(public_id), StepBackForm()
    if not form.validate_on_submit():
        return _page(found, stepping_back=form, status=422)
    wishing.withdraw(the_actor(), public_id, reason=form.reason.data)
    flash(messages.done(Action.WITHDRAW, 1))
    return redirect_to("practicum_desk.placement", public_id=public_id)


def _found(public_id: str) -> Placement:
    admit_desk(the_actor())
    found = queries.placement_or_missing(public_id)
    note_placement(the_actor(), found)
    return found


def _page(
    found: Placement,
    *,
    wrong: str = "",
    accepting: AcceptForm | None = None,
    declining: DeclineForm | None = None,
    stepping_back: StepBackForm | None = None,
    status: int = 200,
) -> Response:
    may = {str(action): policies.may_take(found, action) for action in Action}
    return page(
        "kinds/practicum/desk/placement.html",
        status=status,
        placement=found,
        matches=host_matches(found) if may[Action.PROPOSE] else [],
        steps=queries.steps_of([found.id]),
        may=may,
        may_step_back=policies.may_withdraw(found),
        is_late=policies.is_late(found),
        accepting=accepting or AcceptForm.for_offer(found.offer),
        declining=declining or DeclineForm(formdata=None),
        stepping_back=stepping_back or StepBackForm(formdata=None),
        wrong=wrong,
        words=messages,
    )
