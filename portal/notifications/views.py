"""The bell's pages: one's own notices and nobody else's."""

from typing import Any

from flask import Blueprint, flash, redirect, request
from werkzeug.wrappers import Response

from portal.core.access import OFFICE, of_the_office, requires, the_actor
from portal.core.web import fragment, is_fragment_request, page, page_number, redirect_to, safe_next
from portal.notifications import messages, queries
from portal.notifications.services import bell as services
from portal.notifications.services import outbox

bp = Blueprint("notifications", __name__)


@bp.get("/notices")
@of_the_office
def notices() -> Response:
    """Show one's own notices, unread ones first."""
    found = queries.notices_of(the_actor(), page=page_number())
    return page("notifications/notices.html", fragments=["notice-list"], notices=found, **_mail())


@bp.get("/notices/bell")
@requires(*OFFICE, passive=True)
def bell() -> Response:
    """Show the number at the bell; asking for it does not keep a session alive."""
    return fragment("notifications/_bell.html")


@bp.post("/notices/<int:notice_id>/opening")
@of_the_office
def open_notice(notice_id: int) -> Response:
    """Mark a notice as read and go where it leads."""
    notice = services.mark_read(the_actor(), notice_id=notice_id)
    return redirect(safe_next(notice.link) or "/notices", code=303)


@bp.post("/notices/<int:notice_id>/reading")
@of_the_office
def read_notice(notice_id: int) -> Response:
    """Mark a notice as read and stay."""
    services.mark_read(the_actor(), notice_id=notice_id)
    return _list_again()


@bp.post("/notices/reading")
@of_the_office
def read_all() -> Response:
    """Mark all notices as read and stay."""
    services.mark_all_read(the_actor())
    if not is_fragment_request():
        flash(messages.ALL_READ, "ok")
    return _list_again()


@bp.post("/notices/mail-choice")
@of_the_office
def choose_mail() -> Response:
    """Keep whether letters are wanted."""
    wanted = request.form.get("wanted") == "1"
    outbox.choose(the_actor(), wanted=wanted)
    if is_fragment_request():
        return fragment("notifications/_mail_choice.html", **_mail())
    flash(messages.MAIL_CHOSEN[wanted], "ok")
    return redirect_to("notifications.notices")


def _mail() -> dict[str, Any]:
    address, wanted = queries.mail_of(the_actor())
    return {"mail_address": address, "wants_letters": wanted}


def _list_again() -> Response:
    if not is_fragment_request():
        return redirect_to("notifications.notices")
    found = queries.notices_of(the_actor(), page=page_number())
    return fragment("notifications/_notice_list.html", headers={"HX-Trigger": "notices-read"}, notices=found)
