"""The pages on which a team writes on the boards."""

from secrets import token_hex
from typing import Any, BinaryIO, cast

from flask import Blueprint, flash, request
from werkzeug.wrappers import Response

from portal.boards import desk, messages, queries, services
from portal.boards.forms import PostForm, VersionForm
from portal.boards.models import Board, BoardPost
from portal.boards.policies import WRITERS
from portal.core.access import requires, takes_files, the_actor
from portal.core.errors import Refusal, Stale
from portal.core.storage import Upload
from portal.core.web import page, redirect_to

bp = Blueprint("board_desk", __name__)
BOTH = "/<any(board, library):where>"
ONE = BOTH + "/<string(length=32):public_id>"


@bp.get(BOTH + "/form")
@requires(*WRITERS)
def blank(where: str) -> Response:
    """Show the empty form of a post."""
    form = PostForm.of(Board(where), desk.units_offered(the_actor()), formdata=None, key=token_hex(16))
    return _form_page(Board(where), form)


@bp.post(BOTH + "/form")
@takes_files
@requires(*WRITERS)
def write(where: str) -> Response:
    """Keep a new post and show it as it will be read; nobody else sees it yet."""
    board = Board(where)
    form = PostForm.of(board, desk.units_offered(the_actor()))
    if not form.validate_on_submit():
        return _form_page(board, form, status=422)
    asked = {"key": form.key.data, "unit_id": int(form.unit.data), "words": form.words()}
    try:
        post = services.write(the_actor(), board=board, uploads=_uploads(), **asked)
    except Refusal as no:
        return _refused(board, form, no)
    flash(messages.KEPT)
    return redirect_to("boards.show", where=where, public_id=post.public_id)


@bp.get(ONE + "/form")
@requires(*WRITERS)
def form(where: str, public_id: str) -> Response:
    """Show a post in its form."""
    post = desk.to_change(the_actor(), Board(where), public_id)
    return _form_page(Board(where), PostForm.of(Board(where), (), formdata=None, obj=post), post=post)


@bp.post(ONE + "/form")
@takes_files
@requires(*WRITERS)
def change(where: str, public_id: str) -> Response:
    """Change a post; what was typed on an older page is kept and not written over a newer one."""
    board = Board(where)
    post = desk.to_change(the_actor(), board, public_id)
    form, version = PostForm.of(board, ()), VersionForm()
    if not (form.validate_on_submit() and version.validate()):
        return _form_page(board, form, post=post, status=422)
    try:
        services.change(the_actor(), board, public_id, version=int(version.version.data), **_changes(form))
    except Refusal as no:
        return _refused(board, form, no, post=queries.post_or_missing(board, public_id))
    flash(messages.KEPT if desk.opened(the_actor(), board, public_id).is_draft else messages.CHANGED)
    return redirect_to("boards.show", where=where, public_id=public_id)


@bp.post(ONE + "/publication")
@requires(*WRITERS)
def publish(where: str, public_id: str) -> Response:
    """Put up what only the team has seen."""
    services.publish(the_actor(), Board(where), public_id, version=VersionForm().checked(messages.MOVED))
    flash(messages.PUBLISHED)
    return redirect_to("boards.show", where=where, public_id=public_id)


@bp.post(ONE + "/withdrawal")
@requires(*WRITERS)
def withdraw(where: str, public_id: str) -> Response:
    """Take a post down."""
    services.withdraw(the_actor(), Board(where), public_id, version=VersionForm().checked(messages.MOVED))
    flash(messages.WITHDRAWN)
    return redirect_to("boards.show", where=where, public_id=public_id)


@bp.post(ONE + "/restoration")
@requires(*WRITERS)
def restore(where: str, public_id: str) -> Response:
    """Put up again what was taken down."""
    services.restore(the_actor(), Board(where), public_id, version=VersionForm().checked(messages.MOVED))
    flash(messages.RESTORED)
    return redirect_to("boards.show", where=where, public_id=public_id)


@bp.post(ONE + "/discarding")
@requires(*WRITERS)
def discard(where: str, public_id: str) -> Response:
    """Throw away what was never put up."""
    services.discard(the_actor(), Board(where), public_id, version=VersionForm().checked(messages.MOVED))
    flash(messages.DISCARDED)
    return redirect_to("boards.listing", where=where)


@bp.get(ONE + "/history")
@requires(*WRITERS)
def history(where: str, public_id: str) -> Response:
    """Show who changed a post and how it read before."""
    post = desk.to_change(the_actor(), Board(where), public_id)
    files = [one for one in queries.all_files_of(post.id) if one.removed_at is not None]
    return page("boards/history.html", post=post, steps=queries.steps_of(post.id), files=files, words=messages)


def _changes(form: PostForm) -> dict[str, Any]:
    return {"words": form.words(), "uploads": _uploads(), "removed": _removed()}


def _refused(board: Board, form: PostForm, no: Refusal, *, post: BoardPost | None = None) -> Response:
    """Show the form again with everything that was typed; saved once more it replaces what it was told of."""
    form.attach(no)
    is_stale = isinstance(no, Stale)
    return _form_page(board, form, post=post, status=409 if is_stale else 422, knows_newest=is_stale)


def _form_page(
    board: Board, form: PostForm, *, post: BoardPost | None = None, status: int = 200, knows_newest: bool = False
) -> Response:
    """Show the form for the version its writer knows; files alone must be chosen again."""
    if status >= 400 and _uploads() and not form.files.errors:
        form.files.errors = [messages.FILES_AGAIN]
    newest = str(post.version) if post else ""
    return page(
        "boards/form.html",
        status=status,
        form=form,
        board=board,
        post=post,
        version=newest if status == 200 or knows_newest else request.form.get("version", "")[:9],
        files=queries.files_of([post.id]).get(post.id, []) if post else [],
        removed=_removed(),
        words=messages,
    )


def _removed() -> list[str]:
    return [public_id[:32] for public_id in request.form.getlist("removed")[:50]]


def _uploads() -> list[Upload]:
    return [Upload(one.filename, cast(BinaryIO, one.stream)) for one in request.files.getlist("files") if one.filename]
