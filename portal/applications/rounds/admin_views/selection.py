"""A round's selection: the method runs, an officer looks, changes and accepts; and what reviewers give."""

from typing import Any

from flask import flash, request, url_for
from werkzeug.wrappers import Response

from portal.applications import chosen_words, designating, messages
from portal.applications.queries import choosing as queries
from portal.applications.rounds import desk
from portal.applications.rounds.admin_views._core import PERSON, around, bp, choosing_roles
from portal.applications.rounds.forms import (
    ChangeForm,
    RunForm,
    ScoreForm,
    VersionForm,
)
from portal.applications.services import choosing, reviewing
from portal.applications.services.handing_on import Handed
from portal.applications.workflow import Action
from portal.core.access import the_actor
from portal.core.errors import Missing, Refusal
from portal.core.forms import PortalForm
from portal.core.web import page, redirect_to
from portal.programs.models import SelectionMethod


@bp.get("/selection")
@choosing_roles
def selection(round_id: int) -> Response:
    """Show the method, its last proposal and what ran before."""
    return _selection_page(round_id, RunForm(formdata=None))


@bp.post("/selection/draw")
@choosing_roles
def publish_draw(round_id: int) -> Response:
    """Publish the hash of the seed."""
    choosing.publish_draw(the_actor(), round_id)
    flash(chosen_words.PUBLISHED)
    return redirect_to("selection_desk.selection", round_id=round_id)


@bp.post("/selection/runs")
@choosing_roles
def run(round_id: int) -> Response:
    """Run the method; of a designation the list comes with it."""
    round_, form = desk.round_for(the_actor(), round_id), RunForm()
    if not form.validate_on_submit():
        return _selection_page(round_id, form, status=422)
    named: list[int] = []
    if round_.selection == SelectionMethod.DESIGNATION:
        named, wrong = designating.meant(queries.awaiting_in(round_id), form.names.data or "")
        if wrong:
            form.attach(Refusal(designating.told(wrong), field="names"))
            return _selection_page(round_id, form, status=422)
    try:
        choosing.run(the_actor(), round_id, designated=named)
    except Refusal as no:
        form.attach(no)
        return _selection_page(round_id, form, status=no.status)
    flash(chosen_words.RAN)
    return redirect_to("selection_desk.selection", round_id=round_id)


@bp.get("/selection/runs/<string(length=32):run_id>" + PERSON)
@choosing_roles
def result(round_id: int, run_id: str, public_id: str) -> Response:
    """Show what is proposed for one application, and ask what to put in its place."""
    return _result_page(round_id, run_id, public_id, ChangeForm(formdata=None))


@bp.post("/selection/runs/<string(length=32):run_id>" + PERSON)
@choosing_roles
def change(round_id: int, run_id: str, public_id: str) -> Response:
    """Put something else in the place of a proposal."""
    form = ChangeForm()
    if not form.validate_on_submit():
        return _result_page(round_id, run_id, public_id, form, status=422)
    try:
        choosing.change(
            the_actor(), round_id, run_id, public_id, action=Action(form.action.data), reason=form.reason.data
        )
    except Missing:
        raise
    except Refusal as no:
        form.attach(no)
        return _result_page(round_id, run_id, public_id, form, status=no.status)
    flash(chosen_words.CHANGED)
    return redirect_to("selection_desk.selection", round_id=round_id, _anchor=f"result-{public_id}")


@bp.post("/selection/runs/<string(length=32):run_id>/acceptance")
@choosing_roles
def accept(round_id: int, run_id: str) -> Response:
    """Accept a proposal: from here on it is decided."""
    form = VersionForm()
    try:
        version = form.version.data if form.validate_on_submit() else -1
        staged = choosing.accept(the_actor(), round_id, run_id, version=version or 0)
    except Missing:
        raise
    except Refusal as no:
        return _selection_page(round_id, RunForm(formdata=None), status=no.status, wrong=str(no))
    return _selection_page(round_id, RunForm(formdata=None), staged=staged)


@bp.get("/review")
@choosing_roles
def review(round_id: int) -> Response:
    """Show the applications under review with all points."""
    return _review_page(round_id)


@bp.post("/review" + PERSON)
@choosing_roles
def score(round_id: int, public_id: str) -> Response:
    """Give one application one's own points."""
    desk.round_for(the_actor(), round_id)
    form = ScoreForm()
    if not form.validate_on_submit():
        return _review_page(round_id, wrong={public_id: form}, status=422)
    reviewing.give_points(the_actor(), round_id, public_id, points=form.points.data or 0, remark=form.remark.data or "")
    flash(chosen_words.SCORED)
    return redirect_to("selection_desk.review", round_id=round_id, _anchor=f"review-{public_id}")


def _selection_page(
    round_id: int, form: RunForm, *, status: int = 200, staged: Handed | None = None, wrong: str = ""
) -> Response:
    shown = request.args.get("show", "all")
    found = desk.choosing_of(the_actor(), round_id, shown if shown in desk.TABS else "all")
    return page(
        "applications/rounds/selection.html",
        fragments=["proposal"],
        status=status,
        found=found,
        form=form,
        staged=staged,
        wrong=wrong,
        tabs_of_results=_tabs(round_id, found),
        words=chosen_words,
        **around(round_id, "selection"),
    )


def _tabs(round_id: int, found: desk.Choosing) -> list[dict[str, Any]]:
    if found.proposal is None:
        return []
    labels = {"all": messages.TAB["all"], **chosen_words.DONE}
    return [
        {
            "label": labels[name],
            "count": found.proposal.counts[name],
            "current": name == found.proposal.shown,
            "href": url_for("selection_desk.selection", round_id=round_id, show=name),
        }
        for name in desk.TABS
    ]


def _result_page(round_id: int, run_id: str, public_id: str, form: ChangeForm, *, status: int = 200) -> Response:
    found = desk.result_for(the_actor(), round_id, run_id, public_id)
    round_ = desk.round_for(the_actor(), round_id)
    return page(
        "applications/rounds/result.html", status=status, found=found, round=round_, form=form, words=chosen_words
    )


def _review_page(round_id: int, *, wrong: dict[str, PortalForm] | None = None, status: int = 200) -> Response:
    round_, found = desk.review_of(the_actor(), round_id)
    context = {"round": round_, "found": found, "wrong": wrong or {}, **around(round_id, "review")}
    return page("applications/rounds/review.html", status=status, **context)
