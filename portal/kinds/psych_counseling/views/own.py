"""The person's own pages."""

from typing import Any

from flask import flash
from werkzeug.wrappers import Response

from portal.core.access import requires, secret, the_actor
from portal.core.actors import Role
from portal.core.errors import Refusal
from portal.core.web import page, redirect_to
from portal.kinds.psych_counseling import messages, policies, standing
from portal.kinds.psych_counseling.forms import DetailsForm, RequestForm
from portal.kinds.psych_counseling.models import Case, Way
from portal.kinds.psych_counseling.queries.cases import own_live_case, own_live_case_or_missing
from portal.kinds.psych_counseling.services import applying
from portal.kinds.psych_counseling.services import details as own_details
from portal.kinds.psych_counseling.views._core import FOLDER, own_bp


@own_bp.get("/support")
@secret
@requires(Role.EMPLOYEE)
def own() -> Response:
    """Show my number, what is left, who may see what, and who was allowed to open it."""
    mine = standing.of(the_actor())
    return page(f"{FOLDER}/own.html", mine=mine, may_change=policies.may_change_details, words=messages)


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


@own_bp.get("/support/details")
@secret
@requires(Role.EMPLOYEE)
def details() -> Response:
    """Show what I wrote; until the institution has called, as a form to correct it."""
    one = own_live_case(the_actor())
    if one is None:
        return redirect_to("support.own")
    wish = own_details.own_wish(one)
    return _details_page(one, DetailsForm(formdata=None, data=_answers(wish, one.version)), wish=wish)


@own_bp.post("/support/details")
@secret
@requires(Role.EMPLOYEE)
def change_details() -> Response:
    """Correct what I wrote."""
    one = own_live_case_or_missing(the_actor())
    filled = DetailsForm()
    if not filled.validate():
        return _details_page(one, filled, status=422)
    try:
        own_details.change(the_actor(), wish=_wish(filled), version=filled.version.data or 0)
    except Refusal as no:
        filled.attach(no)
        return _details_page(own_live_case_or_missing(the_actor()), filled, status=no.status)
    flash(messages.DETAILS_KEPT, "ok")
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
    return page(f"{FOLDER}/withdrawal.html", mine=mine, words=messages)


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


def _details_page(one: Case, filled: DetailsForm, *, wish: applying.Wish | None = None, status: int = 200) -> Response:
    return page(
        f"{FOLDER}/details.html",
        status=status,
        form=filled,
        case=one,
        wish=wish or own_details.own_wish(one),
        may_change=policies.may_change_details(one),
        words=messages,
    )


def _answers(wish: applying.Wish, version: int) -> dict[str, Any]:
    is_mobile = wish.contact_by == messages.MOBILE
    return {
        "way": wish.way.value,
        "contact_by": wish.contact_by,
        "mobile": wish.contact if is_mobile else "",
        "mail": "" if is_mobile else wish.contact,
        "discreet": wish.is_discreet,
        "hint": wish.hint,
        "region": wish.region,
        "gender": wish.gender,
        "times": list(wish.times),
        "version": version,
    }


def _wish(filled: DetailsForm) -> applying.Wish:
    return applying.Wish(
        way=Way(filled.way.data or ""),
        contact_by=filled.contact_by.data or "",
        contact=filled.contact,
        region=filled.region.data,
        gender=filled.gender.data or "",
        times=tuple(filled.times.data),
        hint=filled.hint.data or "",
        is_discreet=filled.discreet.data,
        is_urgent=isinstance(filled, RequestForm) and bool(filled.urgent.data),
    )
