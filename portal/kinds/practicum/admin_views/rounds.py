"""The rounds: all of them, a new one with the settings of the last, the days and hours of one."""

from flask import flash
from werkzeug.wrappers import Response

from portal.core.access import the_actor
from portal.core.errors import Missing, Refusal
from portal.core.web import page, redirect_to
from portal.kinds.practicum import messages, policies
from portal.kinds.practicum import round_messages as words
from portal.kinds.practicum.admin_views._core import bp, running
from portal.kinds.practicum.forms.rounds import RoundForm, RoundMoveForm
from portal.kinds.practicum.gate import admit_desk
from portal.kinds.practicum.planned import next_like, planned_rounds
from portal.kinds.practicum.queries import rounds as queries
from portal.kinds.practicum.services import planning
from portal.programs.models import Program, Round

ADDRESS = "/admin/practicum/rounds"
ONE = ADDRESS + "/<int:round_id>"
OF_PROGRAM = "/admin/practicum/programs/<int:program_id>/rounds"


@bp.get(ADDRESS)
@running
def all_rounds() -> Response:
    """Show every round with its hours, its wishes and what can be done with it."""
    admit_desk(the_actor())
    here, own = planned_rounds(), [one for one in queries.programs() if policies.may_run(the_actor(), one.owner_unit)]
    return page("kinds/practicum/desk/rounds.html", here=here, own=own, words=words, say=messages)


@bp.get(f"{OF_PROGRAM}/form")
@running
def blank_round(program_id: int) -> Response:
    """Ask when the next round is; the rest is as it was the last time."""
    program, form = _program(program_id), RoundForm(formdata=None)
    last = queries.last_round_of(program_id)
    if last is not None:
        form.fill_next(next_like(last))
    return _page(program, form, last=last)


@bp.post(OF_PROGRAM)
@running
def plan_round(program_id: int) -> Response:
    """Plan a round."""
    program, form = _program(program_id), RoundForm()
    last = queries.last_round_of(program_id)
    if not form.validate_on_submit():
        return _page(program, form, last=last, status=422)
    try:
        made = planning.plan(the_actor(), program_id, planned=form.planned())
    except Refusal as no:
        form.attach(no)
        return _page(_program(program_id), form, last=queries.last_round_of(program_id), status=422)
    flash(words.planned(made.name))
    return redirect_to("practicum_desk.all_rounds")


@bp.get(f"{ONE}/plan")
@running
def round_plan(round_id: int) -> Response:
    """Show the days and hours of a round, to be changed."""
    found, form = _found(round_id), RoundForm(formdata=None)
    form.fill(found)
    return _page(found.program, form, found=found)


@bp.post(f"{ONE}/plan")
@running
def replan_round(round_id: int) -> Response:
    """Change the days and hours of a round."""
    found, form = _found(round_id), RoundForm()
    if not form.validate_on_submit():
        return _page(found.program, form, found=found, status=422)
    try:
        planning.replan(the_actor(), round_id, version=form.version.data or 0, planned=form.planned())
    except Refusal as no:
        form.attach(no)
        found = _found(round_id)
        return _page(found.program, form, found=found, status=422 if no.field else no.status)
    flash(words.ROUND_KEPT)
    return redirect_to("practicum_desk.all_rounds")


@bp.post(f"{ONE}/opening")
@running
def open_round(round_id: int) -> Response:
    """Take wishes from now on."""
    planning.open_now(the_actor(), round_id, version=_version())
    flash(words.OPENED_NOW)
    return redirect_to("practicum_desk.all_rounds")


@bp.post(f"{ONE}/closing")
@running
def close_round(round_id: int) -> Response:
    """Take wishes no longer."""
    planning.close_now(the_actor(), round_id, version=_version())
    flash(words.CLOSED_NOW)
    return redirect_to("practicum_desk.all_rounds")


def _version() -> int:
    form = RoundMoveForm()
    return (form.version.data or 0) if form.validate_on_submit() else 0


def _program(program_id: int) -> Program:
    for one in queries.programs():
        if one.id == program_id and policies.may_run(the_actor(), one.owner_unit):
            return one
    raise Missing


def _found(round_id: int) -> Round:
    found = queries.round_or_missing(round_id)
    if not policies.may_run(the_actor(), found.program.owner_unit):
        raise Missing
    if not policies.may_plan(found):
        raise Refusal(words.ROUND_OVER)
    return found


def _page(
    program: Program, form: RoundForm, *, found: Round | None = None, last: Round | None = None, status: int = 200
) -> Response:
    template = "kinds/practicum/desk/round_form.html"
    return page(template, status=status, form=form, program=program, found=found, last=last, say=messages)
