"""A month's list of an institution: sent, looked at, entered."""

from io import BytesIO

from flask import flash, send_file
from werkzeug.wrappers import Response

from portal.core.access import requires, secret, takes_files, the_actor
from portal.core.actors import Role
from portal.core.errors import Refusal
from portal.core.sheets import CONTENT_TYPE
from portal.core.web import page, redirect_to
from portal.kinds.psych_counseling import messages, sheets
from portal.kinds.psych_counseling.forms import UploadForm
from portal.kinds.psych_counseling.queries.cases import provider_or_missing
from portal.kinds.psych_counseling.services import uploading
from portal.kinds.psych_counseling.views._core import FOLDER, partner_bp

UPLOAD = "/uploads/<string(length=32):public_id>"


@partner_bp.get("/uploads")
@secret
@requires(Role.PROVIDER)
def upload_form() -> Response:
    """Show where a list is sent, and how it must look."""
    return _upload_page(UploadForm(formdata=None))


@partner_bp.post("/uploads")
@secret
@takes_files
@requires(Role.PROVIDER)
def upload() -> Response:
    """Read a list; with a fault in any row it is shown and nothing is kept."""
    form = UploadForm()
    data = form.data_sent()
    if form.file.errors:
        return _upload_page(form, status=422)
    try:
        preview = uploading.keep(the_actor(), data=data)
    except Refusal as no:
        form.file.errors = [str(no)]
        return _upload_page(form, status=422)
    if preview.upload is None:
        return _upload_page(form, status=422, preview=preview)
    return redirect_to("partner.preview", public_id=preview.upload.public_id)


@partner_bp.get(UPLOAD)
@secret
@requires(Role.PROVIDER)
def preview(public_id: str) -> Response:
    """Show what a list would enter."""
    found = uploading.look_at(the_actor(), public_id)
    return page(f"{FOLDER}/preview.html", preview=found, words=messages)


@partner_bp.post(f"{UPLOAD}/entry")
@secret
@requires(Role.PROVIDER)
def entry(public_id: str) -> Response:
    """Enter a list, all of it or nothing."""
    done = uploading.enter(the_actor(), public_id)
    flash(messages.entered(done.new, done.known), "ok")
    return redirect_to("partner.queue")


@partner_bp.get("/uploads/sample.xlsx")
@secret
@requires(Role.PROVIDER)
def sample() -> Response:
    """Give the form of a list with the institution's own live numbers in it."""
    data = sheets.sample(provider_or_missing(the_actor()).id)
    return send_file(BytesIO(data), CONTENT_TYPE, as_attachment=True, download_name=messages.SAMPLE_NAME)


def _upload_page(form: UploadForm, *, status: int = 200, preview: uploading.Preview | None = None) -> Response:
    return page(f"{FOLDER}/uploads.html", status=status, form=form, preview=preview, most_rows=uploading.MOST_ROWS)
