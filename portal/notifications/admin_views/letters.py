"""The administrators' page of the outbox: what was not delivered and why; never what it was about."""

from collections.abc import Callable

from flask import Blueprint, flash
from werkzeug.wrappers import Response

from portal.core import beats
from portal.core.access import requires, the_actor
from portal.core.actors import Role
from portal.core.errors import Stale
from portal.core.web import is_fragment_request, page, page_number, redirect_to
from portal.notifications import messages, post, queries
from portal.notifications.forms import LetterForm
from portal.notifications.services import outbox

bp = Blueprint("mail", __name__, url_prefix="/admin/mail")
WORKER = "worker"


@bp.get("")
@requires(Role.ADMIN)
def letters() -> Response:
    """Show how the outbox stands and the letters nobody took."""
    return _letters_page()


@bp.post("/<int:letter_id>/sending")
@requires(Role.ADMIN)
def send_again(letter_id: int) -> Response:
    """Let a letter wait again."""
    return _ordered(outbox.send_again, letter_id, messages.LETTER_AGAIN)


@bp.post("/<int:letter_id>/dropping")
@requires(Role.ADMIN)
def drop(letter_id: int) -> Response:
    """Throw a letter away."""
    return _ordered(outbox.drop, letter_id, messages.LETTER_DROPPED)


def _ordered(order: Callable[..., object], letter_id: int, told: str) -> Response:
    form = LetterForm()
    if not form.validate_on_submit():
        return _letters_page(form, status=422)
    try:
        order(the_actor(), letter_id=letter_id, version=form.version.data or 0)
    except Stale as stale:
        form.attach(stale)
        return _letters_page(form, status=stale.status)
    if is_fragment_request():
        return _letters_page(told=told)
    flash(told, "ok")
    return redirect_to("mail.letters")


def _letters_page(form: LetterForm | None = None, *, status: int = 200, told: str = "") -> Response:
    return page(
        "notifications/letters.html",
        fragments=["letter-list"],
        status=status,
        told=told,
        errors=[error for wrong in form.errors.values() for error in wrong] if form else [],
        letters=queries.unsent_letters(page=page_number()),
        counts=queries.letters_by_state(),
        oldest=queries.oldest_waiting(),
        worker=messages.WORKER_STATE[beats.state_of(WORKER)],
        last_beat=beats.last_beat(WORKER),
        is_configured=post.is_configured(),
        words=messages,
    )
