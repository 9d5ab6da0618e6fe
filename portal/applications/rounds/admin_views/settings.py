"""How a round chooses and who moves up, and its end before it began."""

from flask import flash
from werkzeug.wrappers import Response

from portal.applications import chosen_words, designating, waiting_words
from portal.applications.rounds import desk
from portal.applications.rounds.admin_views._core import around, bp, choosing_roles
from portal.applications.rounds.forms import (
    PlanForm,
    SchoolsForm,
)
from portal.applications.services import planning
from portal.core.access import the_actor
from portal.core.errors import Refusal
from portal.core.web import page, redirect_to
from portal.programs.rules import rules_of


@bp.get("/rules")
@choosing_roles
def rules(round_id: int) -> Response:
    """Show how the round chooses and who moves up."""
    return _rules_page(round_id)


@bp.post("/rules")
@choosing_roles
def set_rules(round_id: int) -> Response:
    """Set it."""
    desk.round_for(the_actor(), round_id)
    form = PlanForm()
    if not form.validate_on_submit():
        return _rules_page(round_id, form=form, status=422)
    try:
        planning.set_plan(the_actor(), round_id, version=int(form.version.data), **form.values())
    except Refusal as no:
        form.attach(no)
        return _rules_page(round_id, form=form, status=no.status)
    flash(waiting_words.PLAN)
    return redirect_to("selection_desk.rules", round_id=round_id)


@bp.post("/hard-schools")
@choosing_roles
def hard_schools(round_id: int) -> Response:
    """Name the schools with a heavy load of the round's year."""
    desk.round_for(the_actor(), round_id)
    form = SchoolsForm()
    if form.validate_on_submit():
        found, wrong = designating.schools_meant(form.schools.data or "")
        if not wrong:
            planning.name_hard_schools(the_actor(), round_id, found)
            flash(waiting_words.PLAN)
            return redirect_to("selection_desk.rules", round_id=round_id)
        form.attach(Refusal(designating.told(wrong), field="schools"))
    return _rules_page(round_id, schools=form, status=422)


def _rules_page(
    round_id: int,
    *,
    form: PlanForm | None = None,
    schools: SchoolsForm | None = None,
    status: int = 200,
) -> Response:
    round_ = desk.round_for(the_actor(), round_id)
    return page(
        "applications/rounds/rules.html",
        status=status,
        round=round_,
        form=form or PlanForm.showing(rules_of(round_id)),
        schools=schools or SchoolsForm(formdata=None, data={"schools": "\n".join(desk.hard_schools_of(round_))}),
        criteria=chosen_words.CRITERION,
        **around(round_id, "rules"),
    )
