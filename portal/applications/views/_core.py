"""The one blueprint of the applicants' pages, and what they share."""

from typing import BinaryIO, cast

from flask import Blueprint, request

from portal.applications.forms import ApplicationForm
from portal.core.storage import Upload

bp = Blueprint("applications", __name__)


def uploads(name: str = "files") -> list[Upload]:
    """Return the files that came with the form in a field."""
    return [Upload(file.filename, cast(BinaryIO, file.stream)) for file in request.files.getlist(name) if file.filename]


def uploads_by_question(form: ApplicationForm) -> dict[str, list[Upload]]:
    """Return the files that came with the form by the question they answer; the kind's own stand under ""."""
    names = {"": "files", **{one.key: one.key for one in form.shown_questions() if one.is_file}}
    return {question: given for question, name in names.items() if (given := uploads(name))}
