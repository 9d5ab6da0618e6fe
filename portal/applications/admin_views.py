"""The officers' pages: the queue, one application beside it, decisions and taking them back."""

from typing import Any

from flask import Blueprint, request, session, url_for
from werkzeug.wrappers import Response

from portal.applications import desk, list_messages, messages
from portal.applications.queries.queue import Filters
from portal.applications.queue_forms import (
    AssignmentForm,
    DecisionForm,
    NoteForm,
    day_for_correction,
    filters_from,
    filters_from_query,
    opened_from,
    page_from_query,
    query_of,
)
from portal.applications.services import assigning, deciding, settling, staging
from portal.applications.services.deciding import Outcome
from portal.applications.workflow import Action
from portal.approvals import messages as approval_messages
from portal.core.access import requires, the_actor
from portal.core.actors import Role
from portal.core.errors import Refusal
from portal.core.forms import PortalForm
from portal.core.web import fragment, is_fragment_request, page, page_number, see_other

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
        number=page_number(),
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
        back=query_of(filters, page=page_number()),
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
    opened = form.mark.data[0].public_id if len(form.mark.data) == 1 else None
    return _answered(form.back.data, opened=opened, outcome=outcome)


@bp.post("/decisions/<string(length=32):batch>/undo")
@requires(*HANDLERS)
def undo(batch: str) -> Response:
    """Take back a batch of decisions before the applicants are told."""
    count = settling.undo(the_actor(), batch)
    return _answered(request.form.get("back"), said=messages.undone(count))


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
    query = query_of(filters_from_query(back or ""), page=page_from_query(back or ""), open=opened)
    return see_other(url_for("queue.queue") + (f"?{query}" if query else ""))


def _opened_again(form: AssignmentForm | NoteForm, public_id: str, **more: Any) -> Response:
    return _queue_page_again(form.back.data, opened=public_id, **more)


def _queue_page_again(back: str | None, **more: Any) -> Response:
    return _queue_page(filters_from_query(back or ""), number=page_from_query(back or ""), **more)


def _first_error(form: PortalForm) -> str:
    return str(next(iter(form.errors.values()), [messages.UNKNOWN])[0])


def _queue_page(
    filters: Filters, *, number: int = 1, opened: str | None = None, status: int = 200, **more: Any
) -> Response:
    actor = the_actor()
    context: dict[str, Any] = {"refused": [], "said": "", "wrong": "", "note": "", **more}
    fragments = context.pop("fragments", ["queue-workspace"])
    found = desk.queue_for(actor, filters, number)
    return page(
        "applications/queue/queue.html",
        fragments=fragments,
        status=status,
        queue=found,
        panel=desk.panel_for(actor, opened) if opened else None,
        choices=desk.choices_of_rounds(actor),
        may_handle=bool(actor.roles & set(HANDLERS)),
        back=query_of(filters, page=found.page.number),
        in_place=True,
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
