"""Swaps: asked for, agreed to, decided."""

from typing import Any

from flask import flash
from werkzeug.wrappers import Response

from portal.core.access import requires, the_actor
from portal.core.errors import Missing, Refusal, Stale
from portal.core.web import page, redirect_to
from portal.watch import desk, messages, policies
from portal.watch.forms import DecisionForm, SwapForm, VersionForm
from portal.watch.services import swapping
from portal.watch.views._core import bp

ONE = "/duty/swaps/<string(length=32):public_id>"


@bp.get("/duty/turns/<string(length=32):public_id>/swap")
@requires(*policies.READERS)
def swap_form(public_id: str) -> Response:
    """Show with whom a turn of one's own could be exchanged."""
    return _form_page(public_id, SwapForm(formdata=None))


@bp.post("/duty/turns/<string(length=32):public_id>/swap")
@requires(*policies.READERS)
def ask_swap(public_id: str) -> Response:
    """Ask for a swap."""
    turn = desk.own_turn(the_actor(), public_id)
    form = SwapForm()
    form.partner.choices = desk.partners(turn)
    if not form.validate_on_submit():
        return _form_page(public_id, form, status=422)
    try:
        swapping.ask(the_actor(), public_id, reason=form.reason.data, version=form.number, **_partner(form))
    except Missing:
        raise
    except Refusal as no:
        form.attach(no)
        return _form_page(public_id, form, status=409 if isinstance(no, Stale) or no.field is None else 422)
    flash(messages.SWAP_ASKED)
    return redirect_to("watch.own")


@bp.get(ONE)
@requires(*policies.READERS)
def swap(public_id: str) -> Response:
    """Show a swap, and what the reader may do about it."""
    return _swap_page(public_id, DecisionForm(formdata=None))


@bp.post(ONE + "/consent")
@requires(*policies.READERS)
def take_swap(public_id: str) -> Response:
    """Agree to a swap."""
    swapping.take(the_actor(), public_id, version=VersionForm().checked())
    flash(messages.SWAP_TAKEN)
    return redirect_to("watch.own")


@bp.post(ONE + "/refusal")
@requires(*policies.READERS)
def refuse_swap(public_id: str) -> Response:
    """Say no to a swap one was asked for."""
    swapping.refuse(the_actor(), public_id, version=VersionForm().checked())
    flash(messages.SWAP_REFUSED)
    return redirect_to("watch.own")


@bp.post(ONE + "/withdrawal")
@requires(*policies.READERS)
def withdraw_swap(public_id: str) -> Response:
    """Take back what one asked for."""
    swapping.withdraw(the_actor(), public_id, version=VersionForm().checked())
    flash(messages.SWAP_WITHDRAWN)
    return redirect_to("watch.own")


@bp.post(ONE + "/approval")
@requires(*policies.READERS)
def approve_swap(public_id: str) -> Response:
    """Approve a swap as the commander."""
    return _decide(public_id, approved=True)


@bp.post(ONE + "/rejection")
@requires(*policies.READERS)
def decline_swap(public_id: str) -> Response:
    """Do not approve a swap, with a reason."""
    return _decide(public_id, approved=False)


def _decide(public_id: str, *, approved: bool) -> Response:
    desk.swap_shown(the_actor(), public_id)
    form = DecisionForm()
    if not form.validate_on_submit():
        return _swap_page(public_id, form, status=422)
    try:
        swapping.decide(the_actor(), public_id, approved=approved, note=form.note.data or "", version=form.number)
    except Refusal as no:
        if no.status != Refusal.status:
            raise
        form.attach(no)
        return _swap_page(public_id, form, status=422 if no.field else 409)
    flash(messages.SWAP_APPROVED if approved else messages.SWAP_DECLINED)
    return redirect_to("watch_desk.desk_page")


def _partner(form: SwapForm) -> dict[str, Any]:
    what, _, which = form.partner.data.partition(":")
    return {
        "taker_id": int(which) if what == "person" else None,
        "return_turn_id": which if what == "turn" else "",
    }


def _form_page(public_id: str, form: SwapForm, status: int = 200) -> Response:
    turn = desk.own_turn(the_actor(), public_id)
    form.partner.choices = desk.partners(turn)
    return page("watch/swap_form.html", status=status, turn=turn, form=form, words=messages)


def _swap_page(public_id: str, form: DecisionForm, status: int = 200) -> Response:
    here = desk.swap_page(the_actor(), public_id)
    return page("watch/swap.html", status=status, here=here, form=form, words=messages)
