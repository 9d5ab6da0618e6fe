"""The pages on which an officer writes to a selection of applicants."""

from typing import Any
from urllib.parse import parse_qsl

from flask import Blueprint, flash, request
from werkzeug.wrappers import Response

from portal.applications.exportable import QueueList
from portal.applications.queue_forms import MARK, MOST_MARKS, filters_from_query, query_of
from portal.core import clock
from portal.core.access import requires, the_actor
from portal.core.errors import Refusal
from portal.core.korean import ktime
from portal.core.web import fragment, page, page_number, redirect_to, wanted_fragment
from portal.notifications import messages, queries
from portal.notifications.forms import MailingForm
from portal.notifications.policies import WRITERS
from portal.notifications.services import mailings as services

bp = Blueprint("mailings", __name__, url_prefix="/admin/mailings")
SHOWN = 3


@bp.get("")
@requires(*WRITERS)
def listing() -> Response:
    """Show the messages the actor has sent."""
    found = queries.mailings_of(the_actor(), page=page_number())
    return page("notifications/mailings/listing.html", mailings=found, now=clock.now())


@bp.get("/form")
@requires(*WRITERS)
def to_filtered() -> Response:
    """Show the form of a message to all whom the queue's filters choose."""
    query = query_of(filters_from_query(request.query_string.decode("ascii", "ignore")))
    return _form_page(MailingForm(formdata=None, query=query))


@bp.post("/form")
@requires(*WRITERS)
def to_marked() -> Response:
    """Show the form of a message to the marked rows of the queue."""
    query = query_of(filters_from_query(request.form.get("back", "")[:2000]))
    return _form_page(MailingForm(formdata=None, query=query))


@bp.post("/preview")
@requires(*WRITERS)
def preview() -> Response:
    """Show how a message reads, and how many get it."""
    form = MailingForm()
    if not form.validate_on_submit():
        return _form_page(form, status=422)
    return _preview_page(form)


@bp.post("/draft")
@requires(*WRITERS)
def again() -> Response:
    """Show the form again with what was written."""
    return _form_page(MailingForm())


@bp.post("")
@requires(*WRITERS)
def send() -> Response:
    """Send a message; it shows when the minutes to take it back are over."""
    form = MailingForm()
    if not form.validate_on_submit():
        return _form_page(form, status=422)
    try:
        mailing = services.send(the_actor(), _order(form))
    except Refusal as no:
        form.attach(no)
        return _form_page(form, status=no.status) if no.field else _preview_page(form, status=no.status)
    flash(messages.mailing_sent(mailing.people, ktime(mailing.due_at)), "ok")
    return redirect_to("mailings.listing")


@bp.post("/<string(length=32):public_id>/undo")
@requires(*WRITERS)
def undo(public_id: str) -> Response:
    """Take a message back."""
    people = services.undo(the_actor(), public_id)
    flash(messages.mailing_undone(people), "ok")
    return redirect_to("mailings.listing")


def _marked() -> list[str]:
    """Read the marked rows; the version does not matter, for a message decides nothing."""
    found = (MARK.fullmatch(value) for value in request.form.getlist("mark")[:MOST_MARKS])
    return list(dict.fromkeys(match[0] for match in found if match))


def _order(form: MailingForm) -> services.Order:
    marked = tuple(mark.split(":")[0] for mark in _marked())
    filters = filters_from_query(form.query.data or "")
    return services.Order(
        key=form.key.data or "",
        marked=marked,
        filters=filters,
        chosen=_chosen_words(form),
        title=form.title.data or "",
        body=form.body.data or "",
        reason=form.reason.data or "",
        people=form.people.data or 0,
    )


def _chosen_words(form: MailingForm) -> str:
    marks = _marked()
    if marks:
        return messages.marked(len(marks))
    return QueueList().words(the_actor(), dict(parse_qsl(form.query.data or "")))


def _chosen(form: MailingForm) -> services.Chosen:
    order = _order(form)
    return services.chosen_by(the_actor(), order.marked, order.filters)


def _form_page(form: MailingForm, *, status: int = 200) -> Response:
    context = _context(form)
    if wanted_fragment() == "application-panel":  # beside the queue; the next step is a page of its own
        return fragment("notifications/mailings/_mailing_form.html", status=status, form=form, in_place=True, **context)
    return page("notifications/mailings/form.html", status=status, form=form, in_place=False, **context)


def _preview_page(form: MailingForm, *, status: int = 200) -> Response:
    context = _context(form)
    to = context["to"]
    if to is None:
        return _form_page(form, status=status if status >= 400 else 409)
    samples = [
        (one, services.words_to(one, form.title.data or "", form.body.data or "")) for one in to.applications[:SHOWN]
    ]
    return page("notifications/mailings/preview.html", status=status, form=form, samples=samples, **context)


def _context(form: MailingForm) -> dict[str, Any]:
    """Return what both pages show: who gets the message, in words and counted, or why nobody does."""
    to: services.Chosen | None = None
    why = ""
    try:
        to = _chosen(form)
    except Refusal as no:
        why = str(no)
    return {
        "to": to,
        "why_nobody": why,
        "chosen": _chosen_words(form),
        "marks": _marked(),
        "offered": [(name, messages.PLACEHOLDER[name]) for name in messages.IN_MESSAGES],
        "words": messages,
    }
