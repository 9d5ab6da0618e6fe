"""My data: what the office holds about me, who read it and why, my consents, and what I ask about it.

Candidates are no officials, and have the same page with their own record.
"""

from typing import Any

from flask import Blueprint, flash
from werkzeug.wrappers import Response

from portal.audit import messages as trail
from portal.core.access import requires, the_actor
from portal.core.actors import Role
from portal.core.errors import Refusal
from portal.core.korean import kdate
from portal.core.web import page, redirect_to
from portal.directory import messages as directory
from portal.home.own_data import candidates_data, is_candidate, own_data
from portal.kinds.practicum import messages as practicum
from portal.privacy import messages, services
from portal.privacy.forms import RequestForm
from portal.privacy.models import RequestKind

bp = Blueprint("me", __name__, url_prefix="/me")


@bp.get("")
@requires(Role.EMPLOYEE, Role.CANDIDATE)
def data() -> Response:
    """Show everything the office holds about oneself."""
    return _data_page(RequestForm(formdata=None))


@bp.post("/requests")
@requires(Role.EMPLOYEE, Role.CANDIDATE)
def ask() -> Response:
    """Ask for a correction, a deletion or the like."""
    form = RequestForm()
    if not form.validate_on_submit():
        return _data_page(form, status=422)
    try:
        request = services.ask(
            the_actor(), kind=RequestKind(str(form.kind.data)), about=form.about.data or "", text=form.text.data or ""
        )
    except Refusal as no:
        form.attach(no)
        return _data_page(form, status=no.status)
    flash(messages.ASKED.format(day=kdate(request.due_on)), "ok")
    return redirect_to("me.data", _anchor="requests")


def _data_page(form: RequestForm, *, status: int = 200) -> Response:
    actor = the_actor()
    shown: dict[str, Any] = {"form": form, "words": messages, "trail": trail, "practicum": practicum}
    if is_candidate(actor):
        return page("home/own_candidacy.html", status=status, own=candidates_data(actor), **shown)
    return page("home/own_data.html", status=status, own=own_data(actor), directory=directory, **shown)
