"""The log of a shift: written by who is on it, confirmed by the desk, printed as the form."""

from typing import Any

from flask import flash
from werkzeug.wrappers import Response

from portal.core import reads
from portal.core.access import requires, the_actor
from portal.core.errors import Missing, Refusal, Stale
from portal.core.web import page, redirect_to
from portal.watch import desk, messages, policies
from portal.watch.forms import CallForm, LogForm, PatrolForm, ReturnForm, VersionForm
from portal.watch.services import writing
from portal.watch.views._core import bp

LOG = "/duty/shifts/<string(length=32):public_id>/log"


@bp.get(LOG)
@requires(*policies.READERS)
def log(public_id: str) -> Response:
    """Show the log, as a form to who writes it."""
    return _page(public_id)


@bp.post(LOG)
@requires(*policies.READERS)
def write_log(public_id: str) -> Response:
    """Keep what is written so far."""
    desk.log_page(the_actor(), public_id)
    form = LogForm()
    if not form.validate_on_submit():
        return _page(public_id, form=form, status=422)
    try:
        writing.write(the_actor(), public_id, version=form.number, words=form.words())
    except Stale as no:
        form.attach(no)
        return _page(public_id, form=form, status=409)
    flash(messages.LOG_KEPT)
    return redirect_to("watch.log", public_id=public_id)


@bp.post(LOG + "/patrols")
@requires(*policies.READERS)
def add_patrol(public_id: str) -> Response:
    """Write down a round through the building."""
    form = PatrolForm(prefix="patrol-")
    return _row(public_id, form, writing.add_patrol, patrol=form)


@bp.post(LOG + "/calls")
@requires(*policies.READERS)
def add_call(public_id: str) -> Response:
    """Write down a call."""
    form = CallForm(prefix="call-")
    return _row(public_id, form, writing.add_call, call=form)


@bp.post(LOG + "/patrols/<int:row_id>/removal")
@requires(*policies.READERS)
def remove_patrol(public_id: str, row_id: int) -> Response:
    """Take a round out again."""
    writing.remove_patrol(the_actor(), public_id, row_id)
    return redirect_to("watch.log", public_id=public_id)


@bp.post(LOG + "/calls/<int:row_id>/removal")
@requires(*policies.READERS)
def remove_call(public_id: str, row_id: int) -> Response:
    """Take a call out again."""
    writing.remove_call(the_actor(), public_id, row_id)
    return redirect_to("watch.log", public_id=public_id)


@bp.post(LOG + "/handover")
@requires(*policies.READERS)
def hand_over(public_id: str) -> Response:
    """Hand the log over."""
    desk.log_page(the_actor(), public_id)
    try:
        writing.hand_over(the_actor(), public_id)
    except Missing:
        raise
    except Refusal as no:
        form = LogForm(formdata=None, obj=desk.log_page(the_actor(), public_id).log)
        form.attach(no)
        return _page(public_id, form=form, status=409)
    return _moved(public_id, "hand_over")


@bp.post(LOG + "/inspection")
@requires(*policies.READERS)
def check_log(public_id: str) -> Response:
    """Confirm a log as the duty officer."""
    desk.log_page(the_actor(), public_id)
    writing.check(the_actor(), public_id, version=VersionForm().checked())
    return _moved(public_id, "check")


@bp.post(LOG + "/confirmation")
@requires(*policies.READERS)
def confirm_log(public_id: str) -> Response:
    """Confirm a log as the commander."""
    desk.log_page(the_actor(), public_id)
    writing.confirm(the_actor(), public_id, version=VersionForm().checked())
    return _moved(public_id, "confirm")


@bp.post(LOG + "/return")
@requires(*policies.READERS)
def give_back_log(public_id: str) -> Response:
    """Give a log back, with a reason."""
    desk.log_page(the_actor(), public_id)
    form = ReturnForm()
    if not form.validate_on_submit():
        return _page(public_id, back=form, status=422)
    writing.give_back(the_actor(), public_id, version=form.number, reason=form.reason.data)
    return _moved(public_id, "give_back")


@bp.get(LOG + "/sheet")
@requires(*policies.READERS)
def log_sheet(public_id: str) -> Response:
    """Show the log as the form prints it (별지 제2호)."""
    here = desk.log_page(the_actor(), public_id)
    _note_read(here)
    return page("watch/log_sheet.html", here=here, words=messages)


def _row(public_id: str, form: Any, add: Any, **shown: Any) -> Response:
    desk.log_page(the_actor(), public_id)
    if not form.validate_on_submit():
        return _page(public_id, status=422, **shown)
    try:
        add(the_actor(), public_id, **form.to_dict())
    except Missing:
        raise
    except Refusal as no:
        form.attach(no)
        return _page(public_id, status=422 if no.field else 409, **shown)
    return redirect_to("watch.log", public_id=public_id)


def _moved(public_id: str, act: str) -> Response:
    flash(messages.LOG_MOVED[act])
    return redirect_to("watch.log", public_id=public_id)


def _note_read(here: desk.LogPage) -> None:
    if here.log is not None and not policies.is_on(the_actor(), here.shift):
        name = messages.shift_name(here.shift)
        chief = next((turn.person_id for turn in here.shift.turns), None)
        reads.note(the_actor(), reads.Read("watch_log", here.shift.public_id, name, chief))


def _page(
    public_id: str,
    *,
    form: LogForm | None = None,
    patrol: PatrolForm | None = None,
    call: CallForm | None = None,
    back: ReturnForm | None = None,
    status: int = 200,
) -> Response:
    here = desk.log_page(the_actor(), public_id)
    _note_read(here)
    return page(
        "watch/log.html",
        status=status,
        here=here,
        form=form or LogForm(formdata=None, obj=here.log),
        patrol=patrol or PatrolForm(formdata=None, prefix="patrol-"),
        call=call or CallForm(formdata=None, prefix="call-"),
        back=back or ReturnForm(formdata=None),
        words=messages,
    )
