"""What an officer does with a whole round and everybody in it: move it, call it off, delete it."""

from typing import Any

from flask import Blueprint, flash
from werkzeug.wrappers import Response

from portal.applications import round_messages as messages
from portal.applications.queries import rounds as queries
from portal.applications.services import rounds
from portal.core.access import requires, the_actor
from portal.core.actors import Role
from portal.core.errors import Refusal
from portal.core.web import page, redirect_to
from portal.programs import desk_messages, services
from portal.programs.desk import shown
from portal.programs.forms import MoveForm, ReasonForm, VersionForm
from portal.programs.models import Round

bp = Blueprint("round_desk", __name__, url_prefix="/admin/programs/<int:program_id>/rounds/<int:round_id>")
running = requires(Role.OFFICER, Role.LEAD, Role.HEAD)


@bp.get("/moving")
@running
def moving(program_id: int, round_id: int) -> Response:
    """Show what can be done with the whole round, and who is over its capacity or has not confirmed."""
    return _page(services.own_round(the_actor(), program_id, round_id))


@bp.post("/moving")
@running
def move(program_id: int, round_id: int) -> Response:
    """Move a round to another day and ask everybody whether it suits them."""
    found, form = services.own_round(the_actor(), program_id, round_id), MoveForm()
    if not form.validate_on_submit():
        return _page(found, move_form=form, status=422)
    days: dict[str, Any] = {"starts_on": form.starts_on.data, "confirm_by": form.confirm_by.data}
    try:
        count = rounds.move_round(
            the_actor(), program_id, round_id, version=form.number(), reason=form.reason.data, **days
        )
    except Refusal as no:
        form.attach(no)
        found = services.own_round(the_actor(), program_id, round_id)
        return _page(found, move_form=form, status=422 if no.field else no.status)
    flash(messages.told_to_all(count, moved=True))
    return redirect_to("round_desk.moving", program_id=program_id, round_id=round_id)


@bp.post("/calling-off")
@running
def call_off(program_id: int, round_id: int) -> Response:
    """Call a round off and tell everybody."""
    found, form = services.own_round(the_actor(), program_id, round_id), ReasonForm(prefix="off-")
    if not form.validate_on_submit():
        return _page(found, off_form=form, status=422)
    try:
        count = rounds.call_off(the_actor(), program_id, round_id, version=form.number(), reason=form.reason.data)
    except Refusal as no:
        form.attach(no)
        found = services.own_round(the_actor(), program_id, round_id)
        return _page(found, off_form=form, status=no.status)
    flash(messages.told_to_all(count, moved=False))
    return redirect_to("round_desk.moving", program_id=program_id, round_id=round_id)


@bp.post("/deletion")
@running
def delete(program_id: int, round_id: int) -> Response:
    """Delete a round to which nobody has applied."""
    rounds.delete_round(the_actor(), program_id, round_id, version=VersionForm().number())
    flash(desk_messages.DELETED)
    return redirect_to("program_desk.listing")


def _page(
    found: Round, *, move_form: MoveForm | None = None, off_form: ReasonForm | None = None, status: int = 200
) -> Response:
    return page(
        "applications/rounds/moving.html",
        status=status,
        program=found.program,
        shown=shown(found),
        words=desk_messages,
        move_form=move_form or MoveForm(formdata=None),
        off_form=off_form or ReasonForm(formdata=None, prefix="off-"),
        applications=queries.count_of_round(found.id),
        beyond=queries.beyond_capacity(found),
        unconfirmed=queries.unconfirmed(found.id),
    )
