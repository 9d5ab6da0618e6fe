"""The placing board: who goes where, one or all at once."""

from flask import flash, request
from werkzeug.wrappers import Response

from portal.core.access import the_actor
from portal.core.web import page, redirect_to
from portal.kinds.practicum import messages, policies
from portal.kinds.practicum.admin_views._core import bp, round_asked, running
from portal.kinds.practicum.board import board
from portal.kinds.practicum.forms.desk import MovesForm
from portal.kinds.practicum.orders import Outcome
from portal.kinds.practicum.services import placing
from portal.kinds.practicum.workflow import Action


@bp.get("/admin/practicum")
@running
def overview() -> Response:
    """Show the candidates of a round by state, beside the hosts with room."""
    return _page()


@bp.post("/admin/practicum/moves")
@running
def moves() -> Response:
    """Do one thing to many placements and say what could not be done; nothing at all done is a 409."""
    form = MovesForm()
    if not form.validate_on_submit():
        return _page(wrong=form.first_error(), status=422)
    marks = form.marks()
    if not marks:
        return _page(wrong=messages.NOBODY_PICKED, status=422)
    outcome = placing.move_many(the_actor(), marks, action=Action(form.action.data), order_no=form.order_no.data or "")
    if outcome.refused:
        return _page(outcome=outcome, status=200 if outcome.done else 409)
    flash(messages.done(outcome.action, len(outcome.done)))
    return redirect_to("practicum_desk.overview", round=round_asked(), tab=request.form.get("tab") or None)


@bp.post("/admin/practicum/rounds/<int:round_id>/arrivals")
@running
def carry_over(round_id: int) -> Response:
    """Take up those who were put off before this round."""
    flash(messages.taken_up(placing.carry_over(the_actor(), round_id)))
    return redirect_to("practicum_desk.overview", round=round_id)


def _page(*, outcome: Outcome | None = None, wrong: str = "", status: int = 200) -> Response:
    here = board(the_actor(), round_id=round_asked(), tab=request.values.get("tab", ""))
    return page(
        "kinds/practicum/desk/board.html",
        status=status,
        here=here,
        outcome=outcome,
        wrong=wrong,
        rules=policies,
        words=messages,
    )
