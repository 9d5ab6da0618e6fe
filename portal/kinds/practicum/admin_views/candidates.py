"""The list of candidates: look somebody up, register, mend, wish on behalf."""

from typing import Any

from flask import flash, request
from werkzeug.wrappers import Response

from portal.core.access import the_actor
from portal.core.errors import Refusal
from portal.core.forms import without_control
from portal.core.web import outside_address, page, page_number, redirect_to
from portal.kinds.practicum import messages, policies
from portal.kinds.practicum.admin_views._core import LIST, ONE, bp, running
from portal.kinds.practicum.forms.desk import CandidateForm, LinksForm
from portal.kinds.practicum.forms.wish import WishForm
from portal.kinds.practicum.gate import admit_desk
from portal.kinds.practicum.mine import MyPracticum, practicum_of
from portal.kinds.practicum.models import Candidate, CandidateState
from portal.kinds.practicum.queries import candidates as queries
from portal.kinds.practicum.queries import placements
from portal.kinds.practicum.reading import note_candidate
from portal.kinds.practicum.services import inviting, registering, wishing
from portal.kinds.practicum.wishes import wish_form, wished


@bp.get(LIST)
@running
def listing() -> Response:
    """Show the list of candidates, by state."""
    admit_desk(the_actor())
    state = request.args.get("state", CandidateState.REGISTERED)
    wanted = queries.Wanted(
        text=without_control(request.args.get("q", ""))[:40].strip(),
        state=state if state in set(CandidateState) else "",
    )
    return page(
        "kinds/practicum/desk/candidates.html",
        fragments=["candidates-table"],
        found=queries.candidates_listed(wanted, page=page_number()),
        counts=queries.counts_by_state(),
        wanted=wanted,
        words=messages,
    )


@bp.get(LIST + "/form")
@running
def blank() -> Response:
    """Ask for somebody who comes on the list."""
    admit_desk(the_actor())
    return _form_page(CandidateForm(formdata=None), None)


@bp.post(LIST)
@running
def register() -> Response:
    """Put somebody on the list."""
    admit_desk(the_actor())
    form = CandidateForm()
    if not form.validate_on_submit():
        return _form_page(form, None, status=422)
    try:
        candidate = registering.register(the_actor(), facts=form.facts())
    except Refusal as no:
        form.attach(no)
        return _form_page(form, None, status=422)
    flash(messages.REGISTERED)
    return redirect_to("practicum_desk.candidate", public_id=candidate.public_id)


@bp.post(LIST + "/links")
@running
def links() -> Response:
    """Make one-time links and show them, this once, to be handed out."""
    form = LinksForm()
    made = inviting.invite(the_actor(), form.public_ids()) if form.validate_on_submit() else []
    if not made:
        flash(messages.NOBODY_PICKED, "warn")
        return redirect_to("practicum_desk.listing")
    return page("kinds/practicum/desk/links.html", made=made, outside=outside_address)


@bp.get(ONE)
@running
def candidate(public_id: str) -> Response:
    """Show a candidate: facts, placements, what can be done."""
    return _page(_found(public_id))


@bp.get(ONE + "/facts")
@running
def facts(public_id: str) -> Response:
    """Show what the office keeps of a candidate, to be mended."""
    found, form = _found(public_id), CandidateForm(formdata=None)
    form.fill(found)
    return _form_page(form, found)


@bp.post(ONE + "/facts")
@running
def correct(public_id: str) -> Response:
    """Mend what the office keeps of a candidate."""
    found, form = _found(public_id), CandidateForm()
    if not form.validate_on_submit():
        return _form_page(form, found, status=422)
    try:
        registering.correct(the_actor(), public_id, version=form.version.data or 0, facts=form.facts())
    except Refusal as no:
        form.attach(no)
        return _form_page(form, found, status=422 if no.field else no.status)
    flash(messages.CORRECTED)
    return redirect_to("practicum_desk.candidate", public_id=public_id)


@bp.get(ONE + "/wish")
@running
def wish_for(public_id: str) -> Response:
    """Show the form of a candidate who cannot fill it in."""
    my = practicum_of(_found(public_id))
    return _wish_page(my, wish_form(my.round_or_missing, placement=my.placement, draft=None))


@bp.post(ONE + "/wish")
@running
def sent_wish_for(public_id: str) -> Response:
    """Send a wish on a candidate's behalf; both names are kept."""
    my = practicum_of(_found(public_id))
    form = WishForm().for_round(my.round_or_missing)
    given = wished(form) if form.validate_on_submit() else None
    if given is None:
        return _wish_page(my, form, status=422)
    try:
        wishing.wish_for(the_actor(), public_id, my.round_or_missing.id, wished=given)
    except Refusal as no:
        form.attach(no)
        return _wish_page(my, form, status=422 if no.field else no.status)
    flash(messages.WISH_SENT)
    return redirect_to("practicum_desk.candidate", public_id=public_id)


def _found(public_id: str) -> Candidate:
    admit_desk(the_actor())
    found = queries.candidate_or_missing(public_id)
    note_candidate(the_actor(), found)
    return found


def _page(found: Candidate, *, status: int = 200, **more: Any) -> Response:
    ways = placements.placements_of(found.id)
    return page(
        "kinds/practicum/desk/candidate.html",
        status=status,
        candidate=found,
        ways=ways,
        steps=placements.steps_of([way.id for way in ways]),
        is_appointed=policies.is_appointed(found),
        words=messages,
        **more,
    )


def _form_page(form: CandidateForm, found: Candidate | None, *, status: int = 200) -> Response:
    return page("kinds/practicum/desk/candidate_form.html", status=status, form=form, candidate=found)


def _wish_page(my: MyPracticum, form: WishForm, *, status: int = 200) -> Response:
    return page("kinds/practicum/desk/wish.html", status=status, my=my, form=form, words=messages)
