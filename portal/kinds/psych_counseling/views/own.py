"""The person's own pages."""

from flask import flash
from werkzeug.wrappers import Response

from portal.core.access import requires, secret, the_actor
from portal.core.actors import Role
from portal.core.errors import Refusal
from portal.core.web import page, redirect_to
from portal.kinds.psych_counseling import messages, standing
from portal.kinds.psych_counseling.forms import RequestForm
from portal.kinds.psych_counseling.models import Way
from portal.kinds.psych_counseling.queries.cases import own_live_case
from portal.kinds.psych_counseling.services import applying
from portal.kinds.psych_counseling.views._core import FOLDER, own_bp


@own_bp.get("/support")
@secret
@requires(Role.EMPLOYEE)
def own() -> Response:
    """Show my number, what is left, who may see what, and who was allowed to open it."""
    return page(f"{FOLDER}/own.html", mine=standing.of(the_actor()), words=messages)


@own_bp.get("/support/request")
@secret
@requires(Role.EMPLOYEE)
def form() -> Response:
    """Show the form; whoever has a live case is led to it."""
    if own_live_case(the_actor()) is not None:
        return redirect_to("support.own")
    return _form_page(RequestForm(formdata=None))


@own_bp.post("/support/request")
@secret
@requires(Role.EMPLOYEE)
def ask() -> Response:
    """Give a number at once; a second click ends on the first one."""
    filled = RequestForm()
    if not filled.validate():
        return _form_page(filled, status=422)
    try:
        applying.ask(the_actor(), standing.offer_or_missing(), wish=_wish(filled))
    except Refusal as no:
        filled.attach(no)
        return _form_page(filled, status=no.status)
    flash(messages.APPLIED, "ok")
    return redirect_to("support.own")


@own_bp.post("/support/urgency")
@secret
@requires(Role.EMPLOYEE)
def urgency() -> Response:
    """Ask to be called first."""
    applying.call_for_help(the_actor())
    flash(messages.URGENT_SENT, "ok")
    return redirect_to("support.own")


@own_bp.post("/support/news")
@secret
@requires(Role.EMPLOYEE)
def news() -> Response:
    """Take the line behind the bell away and show what it was about."""
    applying.see_news(the_actor())
    return redirect_to("support.own")


@own_bp.get("/support/withdrawal")
@secret
@requires(Role.EMPLOYEE)
def withdrawal() -> Response:
    """Ask whether everything is to be taken back."""
    mine = standing.of(the_actor())
    if mine.live is None:
        return redirect_to("support.own")
    return page(f"{FOLDER}/withdrawal.html", mine=mine)


@own_bp.post("/support/withdrawal")
@secret
@requires(Role.EMPLOYEE)
def withdraw() -> Response:
    """Take back the request and the consent; what was sealed is destroyed."""
    applying.cancel(the_actor())
    flash(messages.CANCELED, "ok")
    return redirect_to("support.own")


def _form_page(filled: RequestForm, *, status: int = 200) -> Response:
    return page(
        f"{FOLDER}/request.html",
        status=status,
        form=filled,
        door=standing.door(the_actor()),
        words=messages,
    )


def _wish(filled: RequestForm) -> applying.Wish:
    return applying.Wish(
        way=Way(filled.way.data or ""),
        contact_by=filled.contact_by.data or "",
        contact=filled.contact,
        region=filled.region.data,
        gender=filled.gender.data or "",
        times=tuple(filled.times.data),
        hint=filled.hint.data or "",
        is_discreet=filled.discreet.data,
        is_urgent=filled.urgent.data,
    )
