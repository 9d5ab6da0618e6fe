"""Lists from spreadsheets: the form to fill, the upload, the look before the yes."""

from io import BytesIO

from flask import flash, request, send_file
from werkzeug.wrappers import Response

from portal.core.access import takes_files, the_actor
from portal.core.errors import Refusal
from portal.core.web import page, redirect_to
from portal.kinds.practicum import lists, messages
from portal.kinds.practicum.admin_views._core import bp, running
from portal.kinds.practicum.forms.desk import ListFileForm
from portal.kinds.practicum.gate import admit_desk
from portal.kinds.practicum.lists import APPOINT, REGISTER, ReadList
from portal.kinds.practicum.queries.candidates import staged_list_or_missing
from portal.kinds.practicum.services import listing

ADDRESS = "/admin/practicum/lists"
ONE = ADDRESS + "/<string(length=32):public_id>"


@bp.get(f"{ADDRESS}/candidates")
@running
def candidate_file() -> Response:
    """Ask for the list of candidates as a spreadsheet."""
    return _file_page(ListFileForm(formdata=None), REGISTER)


@bp.post(f"{ADDRESS}/candidates")
@takes_files
@running
def sent_candidate_file() -> Response:
    """Read the list of candidates, and show what is wrong or go on to the preview."""
    return _read(REGISTER)


@bp.get(f"{ADDRESS}/appointments")
@running
def appointment_file() -> Response:
    """Ask for a list of appointments as a spreadsheet."""
    return _file_page(ListFileForm(formdata=None), APPOINT)


@bp.post(f"{ADDRESS}/appointments")
@takes_files
@running
def sent_appointment_file() -> Response:
    """Read a list of appointments, and show what is wrong or go on to the preview."""
    return _read(APPOINT)


@bp.get(f"{ADDRESS}/candidates/sample.xlsx")
@running
def candidate_sample() -> Response:
    """Give the form of the list of candidates."""
    return _sample(REGISTER)


@bp.get(f"{ADDRESS}/appointments/sample.xlsx")
@running
def appointment_sample() -> Response:
    """Give the form of a list of appointments."""
    return _sample(APPOINT)


@bp.get(ONE)
@running
def preview(public_id: str) -> Response:
    """Show what a list would do."""
    return _preview(public_id)


@bp.post(f"{ONE}/entry")
@running
def take(public_id: str) -> Response:
    """Do what a list says, all of it or nothing."""
    try:
        purpose, count = listing.take(the_actor(), public_id)
    except Refusal as no:
        return _preview(public_id, wrong=str(no), status=no.status)
    flash(messages.taken(purpose, count))
    return redirect_to("practicum_desk.listing", state="registered" if purpose == REGISTER else "appointed")


@bp.post(f"{ONE}/removal")
@running
def throw_away(public_id: str) -> Response:
    """Delete a list that is not wanted."""
    purpose = listing.throw_away(the_actor(), public_id)
    flash(messages.THROWN_AWAY)
    return redirect_to(f"practicum_desk.{'candidate' if purpose == REGISTER else 'appointment'}_file")


def _read(purpose: str) -> Response:
    admit_desk(the_actor())
    form = ListFileForm()
    if not form.validate_on_submit():
        return _file_page(form, purpose, status=422)
    try:
        found = lists.read_list(form.file.data.read(), purpose)
    except Refusal as no:
        form.attach(Refusal(str(no), field="file"))
        return _file_page(form, purpose, status=422)
    if found.faults or not found.rows:
        return _file_page(form, purpose, found=found, status=422)
    name = messages.LIST_TITLE[purpose]
    staged = listing.put_aside(the_actor(), purpose=purpose, file_name=name, rows=found.rows)
    return redirect_to("practicum_desk.preview", public_id=staged.public_id, known=found.known or None)


def _file_page(form: ListFileForm, purpose: str, *, found: ReadList | None = None, status: int = 200) -> Response:
    admit_desk(the_actor())
    return page(
        "kinds/practicum/desk/list_file.html",
        status=status,
        form=form,
        purpose=purpose,
        found=found,
        columns=[wanted.names[0] for wanted in lists.COLUMNS[purpose]],
        most_rows=lists.MOST_ROWS,
        words=messages,
    )


def _preview(public_id: str, *, wrong: str = "", status: int = 200) -> Response:
    admit_desk(the_actor())
    staged, known = staged_list_or_missing(the_actor(), public_id), request.args.get("known", "")
    known = known if known.isascii() and known.isdigit() and len(known) < 6 else ""
    template = "kinds/practicum/desk/list_preview.html"
    return page(template, status=status, staged=staged, known=known, wrong=wrong, words=messages)


def _sample(purpose: str) -> Response:
    admit_desk(the_actor())
    data, content_type = lists.sample(purpose)
    name = f"{messages.LIST_TITLE[purpose]} 서식.xlsx"
    return send_file(BytesIO(data), content_type, as_attachment=True, download_name=name)
