"""Pages for taking a list as a spreadsheet: what will be in it, what was taken, and a second person's decision."""

from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, flash, request, send_file, url_for
from werkzeug.wrappers import Response

from portal.core.access import asks_password, requires, the_actor
from portal.core.errors import NotAllowed, Refusal
from portal.core.web import page, redirect_to
from portal.exports import desk, messages, queries, services
from portal.exports.forms import DecisionForm, ExportForm
from portal.exports.lists import EXPORTERS, list_by_key
from portal.exports.models import ExportStatus
from portal.exports.policies import purposes_open_to

bp = Blueprint("exports", __name__, url_prefix="/exports")
bp.app_context_processor(lambda: {"export_address": export_address})


@bp.get("")
@requires(*EXPORTERS)
def listing() -> Response:
    """Show what the actor has taken, and what waits for the actor's decision."""
    actor = the_actor()
    mine, waiting = queries.exports_of(actor.account_id), desk.waiting_for(actor)
    return page("exports/listing.html", mine=mine, waiting=waiting, desk=desk, words=messages)


@bp.get("/new")
@requires(*EXPORTERS)
def new() -> Response:
    """Say what a file would hold, and ask what it is for."""
    given = {name: value for name, value in request.args.items() if name != "list"}
    form = ExportForm(formdata=None, list=request.args.get("list", ""), query=urlencode(given))
    return _new_page(form)


@bp.post("")
@asks_password
@requires(*EXPORTERS)
def take() -> Response:
    """Make the file, or ask a second person for a long one."""
    form = ExportForm()
    one = list_by_key(form.list.data or "")
    if not form.offer(purposes_open_to(the_actor(), one)).validate_on_submit():
        return _new_page(form, status=422)
    wish = services.Wish(one.key, form.purpose.data, form.filters, form.reason.data, form.key.data, form.wanted_format)
    try:
        export = services.take(the_actor(), wish)
    except Refusal as no:
        form.attach(no)
        return _new_page(form, status=no.status)
    flash(messages.ASKED if export.status == ExportStatus.WAITING else messages.READY)
    return redirect_to("exports.show", public_id=export.public_id)


@bp.get("/<string(length=32):public_id>")
@requires(*EXPORTERS)
def show(public_id: str) -> Response:
    """Show one file's record to who asked for it and to who may decide."""
    return _export_page(public_id, DecisionForm(formdata=None))


@bp.post("/<string(length=32):public_id>/decision")
@asks_password
@requires(*EXPORTERS)
def decide(public_id: str) -> Response:
    """Approve or refuse what somebody else asks for."""
    form = DecisionForm()
    if not form.validate_on_submit():
        return _export_page(public_id, form, status=422)
    try:
        services.decide(the_actor(), public_id, **form.order)
    except Refusal as no:
        if not no.field:
            raise
        form.attach(no)
        return _export_page(public_id, form, status=422)
    flash(messages.APPROVED if form.order["approve"] else messages.REFUSED)
    return redirect_to("exports.listing")


@bp.post("/<string(length=32):public_id>/file")
@asks_password
@requires(*EXPORTERS)
def file(public_id: str) -> Response:
    """Give the file out and note it."""
    found = services.fetch(the_actor(), public_id)
    return send_file(BytesIO(found.content), mimetype=found.content_type, as_attachment=True, download_name=found.name)


def export_address(list_key: str, query: str = "", **filters: str | None) -> str:
    """Return where the list on a page is taken as a file, or nothing when the reader may not take it."""
    if not purposes_open_to(the_actor(), list_by_key(list_key)):
        return ""
    given = {**dict(parse_qsl(query)), **{name: value for name, value in filters.items() if value}}
    return f"{url_for('exports.new')}?{urlencode({'list': list_key, **given})}"


def _new_page(form: ExportForm, *, status: int = 200) -> Response:
    actor, one = the_actor(), list_by_key(form.list.data or "")
    purposes = purposes_open_to(actor, one)
    if not purposes:
        raise NotAllowed(messages.NOT_YOURS)
    form.offer(purposes)
    plan = desk.plan_of(actor, one, purposes, form.filters)
    return page("exports/new.html", status=status, form=form, plan=plan, words=messages)


def _export_page(public_id: str, form: DecisionForm, *, status: int = 200) -> Response:
    opened: Any = desk.opened(the_actor(), public_id)
    form.version.data = str(opened.export.version)
    return page("exports/show.html", status=status, opened=opened, form=form, words=messages)
