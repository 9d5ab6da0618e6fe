"""One's own duty: what comes, what rest it earned, and one's own wish to be left out."""

from flask import flash
from werkzeug.wrappers import Response

from portal.core import clock
from portal.core.access import requires, the_actor
from portal.core.errors import Missing, Refusal
from portal.core.web import page, redirect_to
from portal.watch import desk, messages, policies
from portal.watch.forms import OwnExcuseForm, RestForm
from portal.watch.models import Excuse
from portal.watch.services import rules, writing
from portal.watch.views._core import bp


@bp.get("/duty/own")
@requires(*policies.READERS)
def own() -> Response:
    """Show one's own turns, swaps and rest."""
    return _page(OwnExcuseForm(formdata=None))


@bp.get("/duty/turns/<string(length=32):public_id>/rest")
@requires(*policies.READERS)
def rest(public_id: str) -> Response:
    """Ask for the day of rest that a turn earned."""
    return _rest_page(public_id, RestForm(formdata=None))


@bp.post("/duty/turns/<string(length=32):public_id>/rest")
@requires(*policies.READERS)
def take_rest(public_id: str) -> Response:
    """Write the day of rest down."""
    form = RestForm()
    if not form.validate_on_submit():
        return _rest_page(public_id, form, status=422)
    try:
        writing.rest(the_actor(), public_id, form.day.data)
    except Missing:
        raise
    except Refusal as no:
        form.attach(no)
        return _rest_page(public_id, form, status=422)
    flash(messages.REST_KEPT)
    return redirect_to("watch.own")


@bp.post("/duty/own/excuses")
@requires(*policies.READERS)
def excuse_me() -> Response:
    """Leave oneself out of the rosters to come; nobody asks why."""
    form = OwnExcuseForm()
    if not form.validate_on_submit():
        return _page(form, status=422)
    actor = the_actor()
    try:
        days = {"first_day": form.first_day.data, "last_day": form.last_day.data}
        rules.excuse(actor, actor.person_id or 0, Excuse.OWN, **days)
    except Missing:
        raise
    except Refusal as no:
        form.attach(no)
        return _page(form, status=422)
    flash(messages.EXCUSE_KEPT)
    return redirect_to("watch.own")


@bp.post("/duty/own/excuses/<string(length=32):public_id>/end")
@requires(*policies.READERS)
def end_own_excuse(public_id: str) -> Response:
    """Come back into the rosters."""
    rules.end_excuse(the_actor(), public_id)
    flash(messages.EXCUSE_ENDED)
    return redirect_to("watch.own")


def _page(form: OwnExcuseForm, status: int = 200) -> Response:
    return page(
        "watch/own.html", status=status, here=desk.mine(the_actor()), now=clock.now(), form=form, words=messages
    )


def _rest_page(public_id: str, form: RestForm, status: int = 200) -> Response:
    turn = desk.own_turn(the_actor(), public_id)
    found = desk.standing(the_actor())
    if found is None:
        raise Missing(messages.NO_SUCH_THING)
    rest = desk.rest_of(turn, found.setting.rest_days)
    return page("watch/rest.html", status=status, rest=rest, form=form, words=messages)
