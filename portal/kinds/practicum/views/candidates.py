"""A candidate's own pages: where I stand, what I wish for, stepping back."""

from flask import flash, request
from werkzeug.wrappers import Response

from portal.core.access import requires, the_actor
from portal.core.actors import Role
from portal.core.errors import Missing, Refusal
from portal.core.forms import without_control
from portal.core.web import fragment, page, redirect_to
from portal.kinds.practicum import messages
from portal.kinds.practicum.forms.wish import RANKS, StepBackForm, WishForm
from portal.kinds.practicum.mine import MyPracticum, my_practicum
from portal.kinds.practicum.queries import candidates, hosting, rounds
from portal.kinds.practicum.services import wishing
from portal.kinds.practicum.views._core import bp
from portal.kinds.practicum.wishes import wish_form, wished


@bp.get("/practicum")
@requires(Role.CANDIDATE)
def mine() -> Response:
    """Show a candidate where the own practicum stands and whom to call."""
    return page("kinds/practicum/mine.html", my=my_practicum(the_actor()), words=messages)


@bp.get("/practicum/history")
@requires(Role.EMPLOYEE)
def history() -> Response:
    """Show an official the practicum of the time before the appointment."""
    return page("kinds/practicum/history.html", my=my_practicum(the_actor()), words=messages)


@bp.get("/practicum/wish")
@requires(Role.CANDIDATE)
def wish() -> Response:
    """Show the form with what was sent or typed before."""
    my = _open_for(my_practicum(the_actor()))
    assert my.round is not None
    draft = candidates.draft_of(my.candidate.id, my.round.id)
    return _form_page(my, wish_form(my.round, placement=my.placement, draft=draft))


@bp.post("/practicum/wish")
@requires(Role.CANDIDATE)
def sent_wish() -> Response:
    """Send or change the wish; sent twice it is one."""
    my = my_practicum(the_actor())
    if my.round is None:
        raise Missing
    form = WishForm().for_round(my.round)
    given = wished(form) if form.validate_on_submit() else None
    if given is None:
        return _form_page(my, form, status=422)
    try:
        wishing.wish_for(the_actor(), my.candidate.public_id, my.round.id, wished=given)
    except Refusal as no:
        form.attach(no)
        return _form_page(my, form, status=422 if no.field else no.status)
    flash(messages.WISH_CHANGED if my.placement else messages.WISH_SENT)
    return redirect_to("practicum.mine")


@bp.post("/practicum/wish/draft")
@requires(Role.CANDIDATE)
def wish_draft() -> Response:
    """Save what has been typed so far."""
    round_ = my_practicum(the_actor()).round or rounds.current_round_or_missing()
    draft = wishing.keep_draft(the_actor(), round_.id, typed=dict(WishForm().for_round(round_).typed()))
    return fragment("kinds/practicum/_draft_status.html", draft=draft)


@bp.get("/practicum/schools/<int:rank>")
@requires(Role.CANDIDATE, Role.OFFICER, Role.LEAD, Role.HEAD)
def schools(rank: int) -> Response:
    """Offer schools by name while one is typed: names only, of the area that was chosen."""
    if rank not in RANKS:
        raise Missing
    text = without_control(request.args.get(f"school_{rank}", ""))[:60].strip()
    area = without_control(request.args.get(f"area_{rank}", ""))[:20]
    found = hosting.schools_with(text, area=area) if text else []
    return fragment("kinds/practicum/_schools.html", found=found, rank=rank)


@bp.get("/practicum/withdrawal")
@requires(Role.CANDIDATE)
def withdrawal() -> Response:
    """Ask why a candidate steps back, and say that it changes nothing in the order of appointment."""
    return _withdrawal_page(my_practicum(the_actor()), StepBackForm(formdata=None))


@bp.post("/practicum/withdrawal")
@requires(Role.CANDIDATE)
def withdraw() -> Response:
    """Step back from the practicum."""
    my, form = my_practicum(the_actor()), StepBackForm()
    if my.placement is None:
        raise Missing
    if not form.validate_on_submit():
        return _withdrawal_page(my, form, status=422)
    try:
        wishing.withdraw(the_actor(), my.placement.public_id, reason=form.reason.data)
    except Refusal as no:
        form.attach(no)
        return _withdrawal_page(my, form, status=no.status)
    flash(messages.WITHDRAWN)
    return redirect_to("practicum.mine")


def _open_for(my: MyPracticum) -> MyPracticum:
    """Go on when there is something to fill in; raises Refusal with the reason otherwise."""
    if my.round is None:
        raise Missing(rounds.NO_ROUND)
    if not (my.may_wish or my.may_change):
        raise Refusal(messages.why_no_wish(my.is_open, my.placement))
    return my


def _form_page(my: MyPracticum, form: WishForm, *, status: int = 200) -> Response:
    draft = candidates.draft_of(my.candidate.id, my.round.id) if my.round else None
    return page("kinds/practicum/wish.html", status=status, my=my, form=form, draft=draft, words=messages)


def _withdrawal_page(my: MyPracticum, form: StepBackForm, *, status: int = 200) -> Response:
    if not my.may_step_back:
        raise Refusal(messages.NOT_WITHDRAWABLE)
    return page("kinds/practicum/withdrawal.html", status=status, my=my, form=form, words=messages)
