"""The one blueprint of the applicants' pages, and what they share."""

from typing import BinaryIO, cast

from flask import Blueprint, request

from portal.core.storage import Upload

bp = Blueprint("applications", __name__)


def uploads() -> list[Upload]:
    """Return the files that came with the form."""
    return [
        Upload(file.filename, cast(BinaryIO, file.stream)) for file in request.files.getlist("files") if file.filename
    ]
