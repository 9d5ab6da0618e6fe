"""Attachments are downloaded, never shown: whatever they hold stays inert."""

from flask import send_file
from werkzeug.wrappers import Response

from portal.applications.access import readable_file
from portal.applications.views._core import bp
from portal.core.access import of_the_office, the_actor
from portal.core.storage import path_of


@bp.get("/files/<string(length=32):public_id>")
@of_the_office
def file(public_id: str) -> Response:
    """Give a file to its owner, or to those who may read its application; to others there is none."""
    found = readable_file(the_actor(), public_id)
    response = send_file(
        path_of(found.stored_as), mimetype=found.content_type, as_attachment=True, download_name=found.file_name
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
