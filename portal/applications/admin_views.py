"""The officers' pages: the queue, one application beside it, decisions and taking them back."""

from typing import Any

from flask import Blueprint, request, session, url_for
from werkzeug.wrappers import Response

from portal.applications import desk, list_messages, messages
from portal.applications.queries import saved
from portal.applications.queries.queue import Filters
from portal.applications.queue_forms import (
    AssignmentForm,
    DecisionForm,
    NoteForm,
    RecheckForm,
    ViewForm,
    day_for_correction,
    filters_from,
    filters_from_query,
    opened_from,
    query_of,
    spot_from,
    spot_from_query,
)
from portal.applications.round_messages import KEPT_ELIGIBLE, REOPENED
from portal.applications.services import assigning, deciding, rechecking, settling, staging
from portal.applications.services import saved as saving
from portal.applications.services.deciding import Outcome
from portal.applications.workflow import Action
from portal.approvals import messages as approval_messages
from portal.core.access import requires, the_actor
from portal.core.actors import Role
from portal.core.errors import Refusal
from portal.core.forms import PortalForm
from portal.core.keyset import Spot
from portal.core.web import fragment, is_fragment_request, page, see_other, wanted_fragment

HANDLERS = (Role.OFFICER, Role.LEAD, Role.HEAD)
IN_THE_PANEL = {"HX-Retarget": "#application-panel", "HX-Reswap": "innerHTML"}
TOLD = "queue_told"
"""What the session keeps for the next look at the list: what came of an order, without a name."""

bp = Blueprint("queue", __name__, url_prefix="/admin/applications")


@bp.get("")
@requires(*HANDLERS, Role.COUNSELOR)
def queue() -> Response:
    """Show the applications the officer may see, those to be handled first."""
    told = session.pop(TOLD, {})
    return _queue_page(
        filters_from(request.args),
        spot=spot_from(request.args),
        fragments=["applications-table"],
        opened=None if is_fragment_request() else opened_from(request.args),
        said=told.get("said", ""),
        refused=desk.lines_of_refused(the_actor(), told.get("refused", [])),
    )


@bp.get("/<string(length=32):public_id>")
@requires(*HANDLERS, Role.COUNSELOR)
def application(public_id: str) -> Response:
    """Show one application: beside the list, or as its own page."""
    filters = filters_from(request.args)
    panel = desk.panel_for(the_actor(), public_id)
    return page(
        "applications/queue/application.html",
        fragments=["application-panel"],
        panel=panel,
        back=query_of(filters, **spot_from(request.args).where),
        in_place=is_fragment_request(),
        note="",
        words=messages,
        lists=list_messages,
        approvals=approval_messages,
        query_of=query_of,
    )


@bp.post("/decisions")
@requires(*HANDLERS, Role.COUNSELOR)
def decide_many() -> Response:
    """Decide on the marked applications; rejecting and returning ask why first."""
    form = DecisionForm()
    if not form.validate_on_submit():
        return _ask_again(form)
    if form.wants_reasons:
        return _ask_why(form)
    outcome = deciding.decide_many(the_actor(), form.mark.data, form.order)
    return _answered(form.back.data, opened=form.opened, outcome=outcome)


@bp.post("/decisions/<string(length=32):batch>/undo")
@requires(*HANDLERS)
def undo(batch: str) -> Response:
    """Take back a batch of decisions before the applicants are told."""
    count = settling.undo(the_actor(), batch)
    return _answered(request.form.get("back"), said=messages.undone(count))


@bp.get("/views/<string(length=32):public_id>")
@requires(*HANDLERS, Role.COUNSELOR)
def saved_view(public_id: str) -> Response:
    """Open the queue as a saved view has it: the address that is shared."""
    view = saved.view_or_missing(the_actor(), public_id)
    return see_other(url_for("queue.queue") + (f"?{view.query}" if view.query else ""))


@bp.post("/views")
@requires(*HANDLERS, Role.COUNSELOR)
def save_view() -> Response:
    """Keep the filters under a name."""
    form = ViewForm()
    if not form.validate_on_submit():
        return _queue_page_again(form.back.data, status=422, wrong=_first_error(form))
    query = query_of(filters_from_query(form.back.data or ""))
    try:
        saving.save(the_actor(), name=form.name.data or "", query=query, shared=bool(form.shared.data))
    except Refusal as no:
        return _queue_page_again(form.back.data, status=no.status, wrong=str(no))
    return _answered(query, said=messages.VIEW_SAVED)


@bp.post("/views/<string(length=32):public_id>/drop")
@requires(*HANDLERS, Role.COUNSELOR)
def drop_view(public_id: str) -> Response:
    """Give up a saved view."""
    saving.drop(the_actor(), public_id)
    return _answered(request.form.get("back"), said=messages.VIEW_DROPPED)


@bp.post("/lists/<string(length=32):batch>/undo")
@requires(*HANDLERS)
def take_back(batch: str) -> Response:
    """Take back what was put on a list at once, before it goes up."""
    count = staging.take_back(the_actor(), batch)
    return _answered(request.form.get("back"), said=list_messages.taken_back(count))


@bp.post("/<string(length=32):public_id>/assignment")
@requires(*HANDLERS)
def assignment(public_id: str) -> Response:
    """Put an application into somebody's hands."""
    form = AssignmentForm()
    if not form.validate_on_submit():
        return _opened_again(form, public_id, status=422, wrong=_first_error(form))
    try:
        assigning.assign(the_actor(), public_id, version=form.version.data or 0, handler_id=form.handler.data or "")
    except Refusal as no:
        return _opened_again(form, public_id, status=no.status, wrong=str(no))
    return _answered(form.back.data, opened=public_id, said=messages.ASSIGNED)


@bp.post("/<string(length=32):public_id>/notes")
@requires(*HANDLERS, Role.COUNSELOR)
def note(public_id: str) -> Response:
    """Write a note that only those who handle the application read."""
    form = NoteForm()
    if not form.validate_on_submit():
        return _opened_again(form, public_id, status=422, wrong=_first_error(form), note=form.note.data)
    assigning.note(the_actor(), public_id, words=form.note.data or "")
    return _answered(form.back.data, opened=public_id, said=messages.NOTED)


@bp.post("/<string(length=32):public_id>/recheck")
@requires(*HANDLERS)
def recheck(public_id: str) -> Response:
    """Keep somebody who no longer fits, or take the approval back into review."""
    form = RecheckForm()
    if not form.validate_on_submit():
        return _queue_page_again(form.back.data, opened=public_id, status=422, wrong=_first_error(form))
    is_kept = request.form.get("act") != "reopen"
    act = rechecking.keep if is_kept else rechecking.reopen
    try:
        act(the_actor(), public_id, version=form.version.data or 0, reason=form.reason.data)
    except Refusal as no:
        return _queue_page_again(form.back.data, opened=public_id, status=no.status, wrong=str(no))
    return _answered(form.back.data, opened=public_id, said=KEPT_ELIGIBLE if is_kept else REOPENED)


def _answered(
    back: str | None, *, opened: str | None = None, said: str = "", outcome: Outcome | None = None
) -> Response:
    """Show what came of an order: in place, or on the list it came from (303), where a reload orders nothing again."""
    refused = [(one.public_id, one.why) for one in outcome.refused] if outcome else []
    if outcome and outcome.done and outcome.on_list:
        said = list_messages.staged(outcome.action, len(outcome.done))
    elif outcome and outcome.done and not outcome.batch:
        said = messages.done(outcome.action, len(outcome.done))
    if is_fragment_request() or (outcome and outcome.status != 200):
        lines = desk.lines_of_refused(the_actor(), refused)
        status = outcome.status if outcome else 200
        return _queue_page_again(back, opened=opened, said=said, refused=lines, status=status)
    session[TOLD] = {"said": said, "refused": refused}
    query = query_of(filters_from_query(back or ""), **spot_from_query(back or "").where, open=opened)
    return see_other(url_for("queue.queue") + (f"?{query}" if query else ""))


def _opened_again(form: AssignmentForm | NoteForm, public_id: str, **more: Any) -> Response:
    return _queue_page_again(form.back.data, opened=public_id, **more)


def _queue_page_again(back: str | None, **more: Any) -> Response:
    return _queue_page(filters_from_query(back or ""), spot=spot_from_query(back or ""), **more)


def _first_error(form: PortalForm) -> str:
    return str(next(iter(form.errors.values()), [messages.UNKNOWN])[0])


def _queue_page(filters: Filters, *, spot: Spot, opened: str | None = None, status: int = 200, **more: Any) -> Response:
    actor = the_actor()
    context: dict[str, Any] = {"refused": [], "said": "", "wrong": "", "note": "", **more}
    fragments = context.pop("fragments", ["queue-workspace"])
    found = desk.queue_for(actor, filters, spot)
    return page(
        "applications/queue/queue.html",
        fragments=fragments,
        status=status,
        queue=found,
        panel=desk.panel_for(actor, opened) if opened else None,
        choices=desk.choices_of_rounds(actor),
        views=saved.views_of(actor) if not is_fragment_request() else (),
        account_id=actor.account_id,
        may_handle=bool(actor.roles & set(HANDLERS)),
        back=query_of(filters, **found.here),
        in_place=True,
        is_swap=is_fragment_request() and wanted_fragment() in fragments,
        words=messages,
        lists=list_messages,
        approvals=approval_messages,
        query_of=query_of,
        **context,
    )


def _ask_why(form: DecisionForm, *, status: int = 200) -> Response:
    form.return_by.data = form.return_by.data or day_for_correction()
    if form.action.data == Action.RETURN:
        form.fields.choices = desk.fields_asked(the_actor(), form.mark.data)
    context: dict[str, Any] = {"form": form, "names": desk.names_of(the_actor(), form.mark.data), "words": messages}
    if is_fragment_request():
        template = "applications/queue/_decision_form.html"
        return fragment(template, status=status, headers=IN_THE_PANEL, in_place=True, **context)
    return page("applications/queue/decision.html", status=status, in_place=False, **context)


def _ask_again(form: DecisionForm) -> Response:
    if form.mark.errors or form.action.errors or not form.confirmed.data:
        return _queue_page_again(form.back.data, status=422, wrong=_first_error(form))
    return _ask_why(form, status=422)
