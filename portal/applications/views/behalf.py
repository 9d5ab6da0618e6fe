"""Applying for somebody else, or in the place of somebody: one page each, sent at once."""

from secrets import token_hex
from typing import Any

from flask import flash, request
from werkzeug.wrappers import Response

from portal.applications import messages, substitute_words, waiting_words
from portal.applications.forms import ApplicationForm, SendingForm, WhoForm
from portal.applications.policies import may_apply_for
from portal.applications.queries import behalf as queries
from portal.applications.queries.substitutes import substitution_or_missing
from portal.applications.services import submitting, substituting
from portal.applications.views._core import bp
from portal.applications.views.applying import form_class
from portal.core.access import requires, the_actor
from portal.core.actors import Role
from portal.core.errors import Missing, Refusal
from portal.core.web import page, redirect_to
from portal.directory.queries import PersonFacts, person_facts
from portal.programs.kinds import kind_of
from portal.programs.queries import Offer, offer_of_round, offer_or_missing, round_with_program

BEHALF = "/programs/<int:program_id>/rounds/<int:round_id>/on-behalf"
ASKING = (Role.INSTITUTION, Role.OFFICER, Role.LEAD, Role.HEAD)


@bp.get(BEHALF)
@requires(*ASKING)
def behalf(program_id: int, round_id: int) -> Response:
    """Ask for whom, then show the form for that person."""
    offer = _offer(program_id, round_id)
    who = WhoForm(request.args) if "who" in request.args else WhoForm(formdata=None)
    if not who.who.data:
        return _who_page(offer, who)
    found = queries.people_called(who.who.data.strip())
    facts = [person_facts(person_id) for person_id in found]
    allowed = [one for one in facts if may_apply_for(the_actor(), round_with_program(round_id), one.unit_path)]
    if len(allowed) != 1:
        who.who.errors = [messages.SEVERAL_CALLED if allowed else messages.NOBODY_CALLED]
        return _who_page(offer, who, status=422)
    return _form_page(offer, _empty(offer, allowed[0]), allowed[0], token_hex(16))


@bp.post(BEHALF + "/<string(length=32):person>")
@requires(*ASKING)
def send_behalf(program_id: int, round_id: int, person: str) -> Response:
    """Send an application for somebody; they are told, and may take it back."""
    offer, key = _offer(program_id, round_id), SendingForm().draft_key()
    facts = _person(person)
    filled = form_class(offer).for_round(offer)
    if not filled.validate_on_submit() or not key:
        return _form_page(offer, filled, facts, key or token_hex(16), status=422)
    try:
        sent = submitting.apply_for(
            the_actor(), round_id, key=key, mobile=filled.mobile.data, details=filled.details(),
            person_id=facts.person_id,
        )  # fmt: skip
    except Refusal as no:
        filled.attach(no)
        return _form_page(offer, filled, facts, key, status=no.status)
    flash(messages.sent_for(facts.name, sent.receipt_no))
    return redirect_to("programs.show", program_id=program_id)


@bp.get("/substitutions/<string(length=32):public_id>")
@requires(Role.EMPLOYEE)
def substitution(public_id: str) -> Response:
    """Show a colleague the form with which their seat is taken over."""
    offer, facts, asked_by = _asked(public_id)
    return _form_page(offer, _empty(offer, facts), facts, token_hex(16), takes_over=public_id, asked_by=asked_by)


@bp.post("/substitutions/<string(length=32):public_id>")
@requires(Role.EMPLOYEE)
def take_over(public_id: str) -> Response:
    """Take a colleague's seat over."""
    offer, facts, asked_by = _asked(public_id)
    filled, key = form_class(offer).for_round(offer), SendingForm().draft_key()
    again: dict[str, Any] = {"takes_over": public_id, "asked_by": asked_by}
    if not filled.validate_on_submit() or not key:
        return _form_page(offer, filled, facts, key or token_hex(16), status=422, **again)
    try:
        sent = substituting.take_over(
            the_actor(), public_id, key=key, mobile=filled.mobile.data, details=filled.details()
        )
    except Refusal as no:
        filled.attach(no)
        return _form_page(offer, filled, facts, key, status=no.status, **again)
    flash(substitute_words.TAKEN)
    return redirect_to("applications.show", public_id=sent.public_id)


@bp.post("/substitutions/<string(length=32):public_id>/refusal")
@requires(Role.EMPLOYEE)
def decline_substitution(public_id: str) -> Response:
    """Say that one does not come in a colleague's place."""
    substituting.drop(the_actor(), public_id)
    flash(substitute_words.DROPPED)
    return redirect_to("home.index")


def _offer(program_id: int, round_id: int) -> Offer:
    offer = offer_or_missing(program_id, round_id)
    if not kind_of(offer).chooses_openly:
        raise Missing
    return offer


def _person(public_id: str) -> PersonFacts:
    person_id = queries.person_id_of(public_id)
    if person_id is None:
        raise Missing
    return person_facts(person_id)


def _asked(public_id: str) -> tuple[Offer, PersonFacts, str]:
    asked = substitution_or_missing(public_id)
    if asked.colleague_id != the_actor().person_id:
        raise Missing
    offer = offer_of_round(asked.application.round_id)
    return offer, person_facts(asked.colleague_id), asked.application.person.name


def _empty(offer: Offer, facts: PersonFacts) -> ApplicationForm:
    return form_class(offer).for_round(offer, formdata=None, data={"mobile": facts.mobile})


def _who_page(offer: Offer, form: WhoForm, *, status: int = 200) -> Response:
    return page("applications/behalf_who.html", status=status, offer=offer, form=form)


def _form_page(
    offer: Offer,
    form: ApplicationForm,
    facts: PersonFacts,
    key: str,
    *,
    status: int = 200,
    takes_over: str = "",
    asked_by: str = "",
) -> Response:
    return page(
        "applications/behalf.html",
        status=status,
        offer=offer,
        kind=kind_of(offer),
        form=form,
        known=facts,
        key=key,
        takes_over=takes_over,
        asked_by=asked_by,
        conduct_rule=waiting_words.CONDUCT_RULE,
    )
