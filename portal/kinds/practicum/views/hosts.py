"""An institution's pages: what it can take, whom it is asked to take, who comes."""

from flask import flash, url_for
from werkzeug.wrappers import Response

from portal.core.access import requires, the_actor
from portal.core.actors import Role
from portal.core.errors import Refusal
from portal.core.web import page, redirect_to
from portal.directory.models import Unit
from portal.kinds.practicum import messages, policies
from portal.kinds.practicum.forms.hosting import AcceptForm, DeclineForm, OfferForm
from portal.kinds.practicum.hosts import host_page, institution_or_missing, knows_contact
from portal.kinds.practicum.models import HostOffer, Placement
from portal.kinds.practicum.orders import Offered
from portal.kinds.practicum.queries import hosting as queries
from portal.kinds.practicum.queries import placements, rounds
from portal.kinds.practicum.reading import note_placement
from portal.kinds.practicum.services import hosting as services
from portal.kinds.practicum.views._core import hosting as bp
from portal.kinds.practicum.workflow import Action
from portal.programs.models import Round


@bp.get("/host")
@requires(Role.INSTITUTION)
def overview() -> Response:
    """Show an institution what it offers, whom it is asked to take and who comes."""
    return page("kinds/practicum/host/overview.html", here=host_page(the_actor()), words=messages)


@bp.get("/host/<int:unit_id>/rounds/<int:round_id>/plan")
@requires(Role.INSTITUTION)
def plan(unit_id: int, round_id: int) -> Response:
    """Ask what an institution can take in a round."""
    unit, round_ = institution_or_missing(the_actor(), unit_id), rounds.round_or_missing(round_id)
    kept = queries.offer_of(unit_id, round_id)
    form = OfferForm(formdata=None).for_round(round_)
    form.fill(kept, supervisor=the_actor().name)
    return _plan_page(unit, round_, form, kept)


@bp.post("/host/<int:unit_id>/rounds/<int:round_id>/plan")
@requires(Role.INSTITUTION)
def sent_plan(unit_id: int, round_id: int) -> Response:
    """Keep what an institution can take."""
    unit, round_ = institution_or_missing(the_actor(), unit_id), rounds.round_or_missing(round_id)
    form = OfferForm().for_round(round_)
    if not form.validate_on_submit():
        return _plan_page(unit, round_, form, queries.offer_of(unit_id, round_id), status=422)
    try:
        services.offer(the_actor(), unit_id, round_id, offered=Offered(**form.given()), version=form.version.data)
    except Refusal as no:
        form.attach(no)
        return _plan_page(
            unit, round_, form, queries.offer_of(unit_id, round_id), status=422 if no.field else no.status
        )
    flash(messages.OFFER_KEPT)
    return redirect_to("hosting.overview")


@bp.get("/host/<int:unit_id>/placements/<string(length=32):public_id>")
@requires(Role.INSTITUTION)
def placement(unit_id: int, public_id: str) -> Response:
    """Show an institution one candidate whom it is asked to take or has taken."""
    unit, asked = _asked(unit_id, public_id)
    return _placement_page(unit, asked, AcceptForm.for_offer(asked.offer), DeclineForm(formdata=None))


@bp.post("/host/<int:unit_id>/placements/<string(length=32):public_id>/acceptance")
@requires(Role.INSTITUTION)
def accept(unit_id: int, public_id: str) -> Response:
    """Take a candidate."""
    (unit, asked), form = _asked(unit_id, public_id), AcceptForm()
    if not form.validate_on_submit():
        return _placement_page(unit, asked, form, DeclineForm(formdata=None), status=422)
    try:
        services.accept(the_actor(), unit_id, public_id, **form.given())
    except Refusal as no:
        form.attach(no)
        return _placement_page(unit, asked, form, DeclineForm(formdata=None), status=no.status)
    flash(messages.ACCEPTED)
    return redirect_to("hosting.overview")


@bp.post("/host/<int:unit_id>/placements/<string(length=32):public_id>/refusal")
@requires(Role.INSTITUTION)
def decline(unit_id: int, public_id: str) -> Response:
    """Decline a candidate with reasons."""
    (unit, asked), form = _asked(unit_id, public_id), DeclineForm()
    if not form.validate_on_submit():
        return _placement_page(unit, asked, AcceptForm.for_offer(asked.offer), form, status=422)
    try:
        services.decline(the_actor(), unit_id, public_id, **form.given())
    except Refusal as no:
        form.attach(no)
        return _placement_page(
            unit, asked, AcceptForm.for_offer(asked.offer), form, status=422 if no.field else no.status
        )
    flash(messages.DECLINED)
    return redirect_to("hosting.overview")


def _asked(unit_id: int, public_id: str) -> tuple[Unit, Placement]:
    unit, asked = institution_or_missing(the_actor(), unit_id), placements.placement_at_or_missing(unit_id, public_id)
    note_placement(the_actor(), asked)
    return unit, asked


def _plan_page(unit: Unit, round_: Round, form: OfferForm, kept: HostOffer | None, *, status: int = 200) -> Response:
    back = url_for("hosting.overview")
    return page(
        "kinds/practicum/host/plan.html", status=status, unit=unit, round=round_, form=form, kept=kept, back=back
    )


def _placement_page(
    unit: Unit, asked: Placement, accepting: AcceptForm, declining: DeclineForm, *, status: int = 200
) -> Response:
    return page(
        "kinds/practicum/host/placement.html",
        status=status,
        unit=unit,
        placement=asked,
        accepting=accepting,
        declining=declining,
        may_accept=policies.may_take(asked, Action.ACCEPT),
        may_decline=policies.may_take(asked, Action.DECLINE),
        knows_contact=knows_contact(asked),
        is_late=policies.is_late(asked),
        words=messages,
    )
