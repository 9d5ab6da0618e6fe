"""The boards as everybody reads them."""

from flask import Blueprint, request, send_file
from werkzeug.wrappers import Response

from portal.boards import desk, messages
from portal.boards.models import Board
from portal.boards.policies import READERS
from portal.boards.queries import Which
from portal.core.access import requires, the_actor
from portal.core.forms import clean_text, without_control
from portal.core.storage import path_of
from portal.core.web import page, page_number

bp = Blueprint("boards", __name__)
BOTH = "/<any(board, library):where>"
ONE = BOTH + "/<string(length=32):public_id>"


@bp.get(BOTH)
@requires(*READERS)
def listing(where: str) -> Response:
    """Show a board: what is pinned, then the latest; found by words and initial consonants."""
    asked = {name: clean_text(without_control(request.args.get(name, ""))) for name in ("which", "q")}
    found = desk.listed(the_actor(), Board(where), which=asked["which"], text=asked["q"], number=page_number())
    return page("boards/listing.html", fragments=["posts"], listed=found, words=messages, Which=Which)


@bp.get(ONE)
@requires(*READERS)
def show(where: str, public_id: str) -> Response:
    """Show one post; to its team also before it is put up."""
    opened = desk.opened(the_actor(), Board(where), public_id)
    return page("boards/show.html", opened=opened, words=messages)


@bp.get(BOTH + "/files/<string(length=32):public_id>")
@requires(*READERS)
def file(where: str, public_id: str) -> Response:
    """Give a file along: downloaded, never shown, so that whatever it holds stays inert."""
    found = desk.readable_file(the_actor(), Board(where), public_id)
    response = send_file(
        path_of(found.stored_as), mimetype=found.content_type, as_attachment=True, download_name=found.file_name
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
