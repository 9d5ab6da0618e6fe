"""The pages of lists and documents: what is staged of a round, one document with its steps, its print, its results."""

from typing import Any

from flask import Blueprint, flash, request
from werkzeug.wrappers import Response

from portal.applications import documents_desk, list_messages, messages, official
from portal.applications.document_forms import (
    NumberForm,
    RemovalForm,
    RevisionForm,
    SendingForm,
    StepForm,
    first_error,
)
from portal.applications.services import documents, revising, staging
from portal.approvals import messages as approval_messages
from portal.core.access import requires, the_actor
from portal.core.actors import Role
from portal.core.errors import Refusal
from portal.core.web import page, page_number, redirect_to

HANDLERS = (Role.OFFICER, Role.LEAD, Role.HEAD)
OFFICIALS = (Role.EMPLOYEE, *HANDLERS)
LIST = "/admin/applications/rounds/<int:round_id>/selection-list"
ONE = "/approvals/<string(length=32):public_id>"

bp = Blueprint("documents", __name__)


@bp.get(LIST)
@requires(*HANDLERS)
def listing(round_id: int) -> Response:
    """Show what is staged of a round, and the form with which it goes up."""
    return _list_page(round_id)


@bp.post(LIST)
@requires(*HANDLERS)
def send_up(round_id: int) -> Response:
    """Send the list, or the marked part of it, up its line."""
    form = SendingForm()
    if not form.validate_on_submit():
        return _list_page(round_id, form, status=422)
    try:
        document = documents.send_up(the_actor(), round_id, form.sending)
    except Refusal as no:
        form.attach(no)
        return _list_page(round_id, form, status=no.status)
    flash(list_messages.SENT_UP)
    return redirect_to("documents.show", public_id=document.public_id)


@bp.post(LIST + "/part")
@requires(*HANDLERS)
def send_part(round_id: int) -> Response:
    """Send the marked part of the list up its line, under the title that is proposed."""
    rows = RemovalForm().row.data
    found = documents_desk.list_page(the_actor(), round_id)
    if not rows:
        return _list_page(round_id, wrong=list_messages.NOBODY_CHOSEN, status=422)
    sending = documents.Sending(found.proposed_title, part=frozenset(rows))
    try:
        document = documents.send_up(the_actor(), round_id, sending)
    except Refusal as no:
        return _list_page(round_id, wrong=str(no), status=no.status)
    flash(list_messages.SENT_UP)
    return redirect_to("documents.show", public_id=document.public_id)


@bp.post(LIST + "/removal")
@requires(*HANDLERS)
def remove(round_id: int) -> Response:
    """Take marked rows off the list."""
    form = RemovalForm()
    if not form.row.data:
        return _list_page(round_id, wrong=list_messages.NOBODY_CHOSEN, status=422)
    try:
        staging.remove(the_actor(), round_id, form.row.data)
    except Refusal as no:
        return _list_page(round_id, wrong=str(no), status=no.status)
    return redirect_to("documents.listing", round_id=round_id)


@bp.get(ONE)
@requires(*OFFICIALS)
def show(public_id: str) -> Response:
    """Show one document: what is asked, its numbers, its exceptions, its list."""
    return _document_page(public_id)


@bp.post(ONE + "/approval")
@requires(*OFFICIALS)
def approve(public_id: str) -> Response:
    """Take the actor's step."""
    form = StepForm()
    if not form.validate_on_submit():
        return _document_page(public_id, wrong=first_error(form), status=422)
    try:
        documents.approve(the_actor(), public_id, version=form.version.data or 0, words=form.words.data or "",
                          ahead=bool(form.ahead.data))  # fmt: skip
    except Refusal as no:
        return _document_page(public_id, wrong=str(no), status=no.status)
    flash(list_messages.APPROVED_STEP)
    return redirect_to("approvals.box")


@bp.post(ONE + "/return")
@requires(*OFFICIALS)
def send_back(public_id: str) -> Response:
    """Return the document with a reason."""
    form = StepForm()
    if not form.validate_on_submit():
        return _document_page(public_id, wrong=first_error(form), status=422)
    try:
        documents.send_back(the_actor(), public_id, version=form.version.data or 0, words=form.words.data or "",
                            one_step=bool(form.one_step.data))  # fmt: skip
    except Refusal as no:
        return _document_page(public_id, wrong=str(no), status=no.status, typed=form.words.data or "")
    flash(list_messages.SENT_BACK)
    return redirect_to("approvals.box")


@bp.post(ONE + "/removal")
@requires(*OFFICIALS)
def take_out(public_id: str) -> Response:
    """Take marked rows out of the document."""
    form = RemovalForm()
    if not form.validate_on_submit() or not form.row.data:
        return _document_page(public_id, wrong=first_error(form) or list_messages.NOBODY_CHOSEN, status=422)
    try:
        documents.take_out(the_actor(), public_id, version=form.version.data or 0, reasons=form.reasons)
    except Refusal as no:
        return _document_page(public_id, wrong=str(no), status=no.status)
    flash(list_messages.TAKEN_OUT)
    return redirect_to("documents.show", public_id=public_id)


@bp.post(ONE + "/recall")
@requires(*HANDLERS)
def recall(public_id: str) -> Response:
    """Take one's own document back."""
    form = StepForm()
    try:
        document = documents.recall(the_actor(), public_id, version=form.version.data or 0)
    except Refusal as no:
        return _document_page(public_id, wrong=str(no), status=no.status)
    flash(list_messages.RECALLED)
    return redirect_to("documents.listing", round_id=document.round_id)


@bp.post(ONE + "/publication")
@requires(*HANDLERS)
def publish(public_id: str) -> Response:
    """Publish the results; rows that were left out before only when they are marked."""
    form = RemovalForm()
    try:
        done, held = documents.publish(
            the_actor(), public_id, version=form.version.data or 0, despite=form.row.data or ()
        )
    except Refusal as no:
        return _document_page(public_id, wrong=str(no), status=no.status)
    flash(list_messages.published(done, held))
    return redirect_to("documents.show", public_id=public_id)


@bp.post(ONE + "/dropping")
@requires(*HANDLERS)
def drop(public_id: str) -> Response:
    """Take off an approved list what is not to be published after all."""
    form = RemovalForm()
    try:
        documents.drop(the_actor(), public_id, version=form.version.data or 0, staged_ids=form.row.data or ())
    except Refusal as no:
        return _document_page(public_id, wrong=str(no), status=no.status)
    return redirect_to("documents.show", public_id=public_id)


@bp.post(ONE + "/number")
@requires(*HANDLERS)
def number(public_id: str) -> Response:
    """Keep the number of the official document system."""
    form = NumberForm()
    if not form.validate_on_submit():
        return _document_page(public_id, wrong=first_error(form), status=422)
    documents.keep_number(the_actor(), public_id, form.related_no.data or "")
    flash(list_messages.NUMBER_KEPT)
    return redirect_to("documents.show", public_id=public_id)


@bp.get(ONE + "/print")
@requires(*OFFICIALS)
def printout(public_id: str) -> Response:
    """Show a document for the printer, with its signature block and the whole list."""
    opened = documents_desk.opened(the_actor(), public_id, 1, per_page=documents_desk.MOST_PRINTED)
    main, cooperating = official.signatures(opened.document)
    return page(
        "applications/documents/printout.html",
        opened=opened,
        signatures=main,
        cooperating=cooperating,
        words=list_messages,
        reasons=messages.REASONS,
    )


@bp.post("/admin/applications/<string(length=32):public_id>/revision")
@requires(*HANDLERS)
def revise(public_id: str) -> Response:
    """Take a told result up again."""
    form = RevisionForm()
    if not form.validate_on_submit():
        raise Refusal(first_error(form))
    revising.revise(the_actor(), public_id, version=form.version.data or 0, reason=form.reason.data or "")
    flash(list_messages.REVISED)
    return redirect_to("queue.application", public_id=public_id)


def _list_page(round_id: int, form: SendingForm | None = None, *, wrong: str = "", status: int = 200) -> Response:
    found = documents_desk.list_page(the_actor(), round_id)
    if form is None:
        form = SendingForm(
            formdata=None,
            title=found.proposed_title,
            publishes_itself=found.round.publishes_itself,
        )
    return page(
        "applications/documents/list.html",
        status=status,
        found=found,
        form=form,
        wrong=wrong,
        words=list_messages,
        reasons=messages.REASONS,
        approvals=approval_messages,
    )


def _document_page(public_id: str, *, wrong: str = "", status: int = 200, **more: Any) -> Response:
    opened = documents_desk.opened(the_actor(), public_id, page_number())
    return page(
        "applications/documents/show.html",
        fragments=["document-rows"],
        status=status,
        opened=opened,
        wrong=wrong,
        typed=more.get("typed", ""),
        words=list_messages,
        reasons=messages.REASONS,
        approvals=approval_messages,
        chosen={int(one) for one in request.form.getlist("row") if one.isascii() and one.isdigit() and len(one) < 10},
    )
