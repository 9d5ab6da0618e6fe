"""The survey of institutions: who answered, who not, and the plan of one that answered on the telephone."""

from flask import flash, request, url_for
from werkzeug.wrappers import Response

from portal.core.access import the_actor
from portal.core.errors import Refusal
from portal.core.web import page, page_number, redirect_to
from portal.directory.models import Unit
from portal.directory.queries import unit_or_missing
from portal.kinds.practicum import messages
from portal.kinds.practicum.admin_views._core import bp, round_asked, running
from portal.kinds.practicum.areas import AREAS
from portal.kinds.practicum.forms.hosting import OfferForm
from portal.kinds.practicum.gate import admit_desk
from portal.kinds.practicum.models import HostOffer
from portal.kinds.practicum.orders import Offered
from portal.kinds.practicum.queries import hosting, rounds
from portal.kinds.practicum.services import hosting as services
from portal.programs.models import Round

PLAN = "/admin/practicum/hosts/<int:unit_id>/rounds/<int:round_id>/plan"


@bp.get("/admin/practicum/hosts")
@running
def hosts() -> Response:
    """Show which institutions answered what."""
    admit_desk(the_actor())
    asked, answer, area = round_asked(), request.args.get("answer", "yes"), request.args.get("area", "")
    round_ = rounds.round_or_missing(asked) if asked else rounds.current_round_or_missing()
    answer, area = answer if answer in messages.ANSWER else "yes", area if area in AREAS else ""
    return page(
        "kinds/practicum/desk/hosts.html",
        fragments=["hosts-table"],
        round=round_,
        survey=hosting.survey_of(round_.id),
        found=hosting.institutions_surveyed(round_.id, answer=answer, area=area, page=page_number()),
        answer=answer,
        area=area,
        areas=AREAS,
        words=messages,
    )


@bp.get(PLAN)
@running
def plan_for(unit_id: int, round_id: int) -> Response:
    """Show the form of an institution that answers on the telephone."""
    admit_desk(the_actor())
    unit, round_ = unit_or_missing(unit_id), rounds.round_or_missing(round_id)
    kept = hosting.offer_of(unit_id, round_id)
    form = OfferForm(formdata=None).for_round(round_)
    form.fill(kept, supervisor="")
    return _page(unit, round_, form, kept)


@bp.post(PLAN)
@running
def sent_plan_for(unit_id: int, round_id: int) -> Response:
    """Keep what an institution said on the telephone."""
    admit_desk(the_actor())
    unit, round_ = unit_or_missing(unit_id), rounds.round_or_missing(round_id)
    form = OfferForm().for_round(round_)
    if not form.validate_on_submit():
        return _page(unit, round_, form, hosting.offer_of(unit_id, round_id), status=422)
    try:
        services.offer(the_actor(), unit_id, round_id, offered=Offered(**form.given()), version=form.version.data)
    except Refusal as no:
        form.attach(no)
        return _page(unit, round_, form, hosting.offer_of(unit_id, round_id), status=422 if no.field else no.status)
    flash(messages.OFFER_KEPT)
    return redirect_to("practicum_desk.hosts", round=round_id)


def _page(unit: Unit, round_: Round, form: OfferForm, kept: HostOffer | None, *, status: int = 200) -> Response:
    back = url_for("practicum_desk.hosts", round=round_.id)
    return page(
        "kinds/practicum/host/plan.html", status=status, unit=unit, round=round_, form=form, kept=kept, back=back
    )
