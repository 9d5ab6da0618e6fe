"""Pages for bringing officials in from a spreadsheet: upload, preview, progress, undo."""

from io import BytesIO

from flask import Blueprint, flash, make_response, request, send_file
from werkzeug.wrappers import Response

from portal.core.access import asks_password, requires, takes_files, the_actor
from portal.core.actors import Role
from portal.core.errors import Missing, NotAllowed, Refusal
from portal.core.sheets import CONTENT_TYPE
from portal.core.web import is_fragment_request, page, page_number, redirect_to, wanted_fragment
from portal.rosters import desk, messages, queries, services, template
from portal.rosters.forms import OrderForm, UploadForm
from portal.rosters.models import Stage

bp = Blueprint("rosters", __name__, url_prefix="/admin/people-import")
PROGRESS = "roster-progress"


@bp.get("")
@requires(Role.ADMIN)
def listing() -> Response:
    """Show the imports, and where to bring in another."""
    return _listing(UploadForm(formdata=None))


@bp.get("/template.xlsx")
@requires(Role.ADMIN)
def blank() -> Response:
    """Give out the empty file with its columns and an example."""
    content = BytesIO(template.blank())
    return send_file(content, mimetype=CONTENT_TYPE, as_attachment=True, download_name=messages.TEMPLATE_NAME)


@bp.post("")
@takes_files
@asks_password
@requires(Role.ADMIN)
def bring_in() -> Response:
    """Read a file and compare it; nothing is changed yet."""
    form = UploadForm()
    if not form.validate_on_submit():
        return _listing(form, status=422)
    name, data = form.file.data.filename or "", form.file.data.stream.read()
    try:
        roster = services.bring_in(the_actor(), data, file_name=name, valid_from=form.valid_from.data)
    except Refusal as no:
        form.attach(no)
        return _listing(form, status=422 if no.field else no.status)
    return redirect_to("rosters.show", public_id=roster.public_id)


@bp.get("/<string(length=32):public_id>")
@requires(Role.ADMIN)
def show(public_id: str) -> Response:
    """Show what an import would change, row by row, or how far it has come."""
    return _import_page(public_id)


@bp.post("/<string(length=32):public_id>/application")
@asks_password
@requires(Role.ADMIN)
def apply(public_id: str) -> Response:
    """Apply an import, whole or without the rows that are wrong."""
    form = OrderForm()
    try:
        services.apply(the_actor(), public_id, only_good=bool(form.only_good.data), version=form.checked())
    except Refusal as no:
        return _refused(public_id, no)
    flash(messages.said_of(queries.roster_or_missing(public_id)))
    return redirect_to("rosters.show", public_id=public_id)


@bp.post("/<string(length=32):public_id>/undoing")
@asks_password
@requires(Role.ADMIN)
def undo(public_id: str) -> Response:
    """Take the last import back."""
    try:
        services.undo(the_actor(), public_id, version=OrderForm().checked())
    except Refusal as no:
        return _refused(public_id, no)
    flash(messages.UNDONE)
    return redirect_to("rosters.show", public_id=public_id)


@bp.post("/<string(length=32):public_id>/discarding")
@requires(Role.ADMIN)
def discard(public_id: str) -> Response:
    """Throw an import away that was only looked at."""
    try:
        services.discard(the_actor(), public_id, version=OrderForm().checked())
    except Refusal as no:
        return _refused(public_id, no)
    flash(messages.DISCARDED)
    return redirect_to("rosters.listing")


def _listing(form: UploadForm, *, status: int = 200) -> Response:
    return page(
        "rosters/listing.html", status=status, form=form, rosters=queries.rosters(), words=messages, Stage=Stage
    )


def _import_page(public_id: str, refusal: Refusal | None = None) -> Response:
    opened = desk.opened(public_id, shown=request.args.get("rows", ""), number=page_number())
    if not opened.is_moving and is_fragment_request() and wanted_fragment() == PROGRESS:
        return make_response("", 200, {"HX-Refresh": "true"})  # what was watched is over: the page is another one now
    form = OrderForm(formdata=None, version=str(opened.roster.version))
    if refusal is not None:
        form.attach(refusal)
    return page(
        "rosters/show.html",
        fragments=[PROGRESS] if opened.is_moving else [],
        status=refusal.status if refusal else 200,
        opened=opened,
        form=form,
        words=messages,
    )


def _refused(public_id: str, refusal: Refusal) -> Response:
    """Say why not above the import as it is now; what is missing or not theirs stays so."""
    if isinstance(refusal, Missing | NotAllowed):
        raise refusal
    return _import_page(public_id, refusal)
