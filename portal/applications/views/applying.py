"""From the form to the receipt: fill in, check, send."""

from typing import Any

from flask import flash, request, url_for
from werkzeug.wrappers import Response

from portal.applications import extra, messages, waiting_words
from portal.applications.admission import admit
from portal.applications.asked import most_files
from portal.applications.conduct import conduct_of
from portal.applications.extra_form import form_of
from portal.applications.forms import ApplicationForm, SendingForm
from portal.applications.models import Application, Draft
from portal.applications.queries import mine
from portal.applications.round_messages import more_asked
from portal.applications.services import drafts, submitting
from portal.applications.views._core import bp, uploads_by_question
from portal.core.access import requires, takes_files, the_actor
from portal.core.actors import Role
from portal.core.errors import NotAllowed, Refusal
from portal.core.forms import REQUIRED
from portal.core.web import fragment, page, redirect_to
from portal.directory.queries import PersonFacts, person_facts
from portal.programs.catalog import place_now
from portal.programs.kinds import kind_of
from portal.programs.queries import Offer, offer_or_missing

FORM = "/programs/<int:program_id>/rounds/<int:round_id>/application"


@bp.get(FORM)
@requires(Role.EMPLOYEE)
def form(program_id: int, round_id: int) -> Response:
    """Show the form with what the office knows and what was typed before."""
    offer = offer_or_missing(program_id, round_id)
    sent = mine.live_application(the_actor().person_id, round_id)
    if sent is not None:
        return _receipt(sent)
    facts = _facts()
    goes_last = admit(the_actor(), offer, facts).goes_last
    draft = mine.draft_of(the_actor().person_id, round_id)
    return _form_page(offer, _form_of(offer, draft, facts), facts, draft, goes_last=goes_last)


@bp.post(FORM)
@takes_files
@requires(Role.EMPLOYEE)
def checked_form(program_id: int, round_id: int) -> Response:
    """Save what was typed; go on to the check page when it is complete, else back with what to mend."""
    offer = offer_or_missing(program_id, round_id)
    filled = form_class(offer).for_round(offer)
    typed = filled.drafted(request.form)
    if request.form.get("remove_file"):
        drafts.drop_file(the_actor(), round_id, typed=typed, public_id=request.form["remove_file"][:32])
        return redirect_to("applications.form", program_id=program_id, round_id=round_id, _anchor="files-field")
    sent = mine.live_application(the_actor().person_id, round_id)
    if sent is not None:
        return _receipt(sent)
    status = _keep(offer, filled, typed)
    if status != 200:
        return _form_page(offer, filled, _facts(), mine.draft_of(the_actor().person_id, round_id), status=status)
    return redirect_to("applications.check", program_id=program_id, round_id=round_id)


@bp.post(FORM + "/draft")
@requires(Role.EMPLOYEE)
def draft(program_id: int, round_id: int) -> Response:
    """Save what has been typed so far."""
    offer = offer_or_missing(program_id, round_id)
    kept = drafts.keep(the_actor(), round_id, typed=form_class(offer).drafted(request.form))
    return fragment("applications/_draft_status.html", draft=kept)


@bp.post(FORM + "/questions")
@requires(Role.EMPLOYEE)
def questions(program_id: int, round_id: int) -> Response:
    """Show those of the round's own questions that follow from what has been chosen so far."""
    offer = offer_or_missing(program_id, round_id)
    person_id, sent = the_actor().person_id, request.args.get("application", "")[:32]
    draft = None if sent else mine.draft_of(person_id, round_id)
    files = mine.files_of_draft(draft.id if draft else None)
    if sent:
        files = mine.files_of_application(mine.own_application(person_id, sent).id)
    form = form_class(offer).for_round(offer)
    return fragment("applications/_questions.html", form=form, files=files, live=request.full_path, to_mend={})


@bp.post(FORM + "/previous-answers")
@requires(Role.EMPLOYEE)
def previous_answers(program_id: int, round_id: int) -> Response:
    """Fill the draft with the answers of the last application of this kind."""
    offer = offer_or_missing(program_id, round_id)
    last = mine.latest_of_kind(the_actor().person_id, offer.kind, offer.track)
    if last is not None:
        given = kind_of(offer).details_of(last)
        filled = form_class(offer).for_round(offer, formdata=None, data={"mobile": last.mobile, **given})
        drafts.keep(the_actor(), round_id, typed=filled.typed())
    return redirect_to("applications.form", program_id=program_id, round_id=round_id)


@bp.get(FORM + "/check")
@requires(Role.EMPLOYEE)
def check(program_id: int, round_id: int) -> Response:
    """Show what will be sent."""
    offer = offer_or_missing(program_id, round_id)
    sent = mine.live_application(the_actor().person_id, round_id)
    draft = mine.draft_of(the_actor().person_id, round_id)
    if sent is not None:
        return _receipt(sent)
    if draft is None or not draft.checked:
        return redirect_to("applications.form", program_id=program_id, round_id=round_id)
    facts = _facts()
    return page(
        "applications/check.html",
        **_about(offer),
        known=facts,
        answers=_form_of(offer, draft, facts).in_words(),
        files=mine.files_of_draft(draft.id),
        draft=draft,
    )


@bp.post("/programs/<int:program_id>/rounds/<int:round_id>/applications")
@requires(Role.EMPLOYEE)
def sending(program_id: int, round_id: int) -> Response:
    """Send the draft; sent twice, it ends on the first receipt."""
    offer, actor = offer_or_missing(program_id, round_id), the_actor()
    key = SendingForm().draft_key()
    draft = mine.draft_of(actor.person_id, round_id)
    if draft is None or draft.key != key:
        earlier = mine.already_sent(actor.person_id, round_id, key)
        if earlier is not None:
            return _receipt(earlier)
        flash(messages.DRAFT_GONE, "warn")
        return redirect_to("applications.form", program_id=program_id, round_id=round_id)
    filled = form_class(offer).reopened(offer, draft.answers)
    is_missing = extra.file_still_missing(filled.shown_questions(), mine.files_of_draft(draft.id))
    if not filled.validate() or is_missing:
        return _form_page(offer, filled, _facts(), draft, status=422)
    try:
        given: dict[str, Any] = {"key": key, "mobile": filled.mobile.data}
        return _receipt(
            submitting.apply_for(actor, round_id, details=filled.details(), extras=filled.extras(), **given)
        )
    except Refusal as no:
        filled.attach(no)
        return _form_page(offer, filled, _facts(), draft, status=no.status)


def form_class(offer: Offer) -> type[ApplicationForm]:
    """Return the form of a round's kind and track; raises Missing where the kind has pages of its own instead."""
    return form_of(offer.kind, offer.track, offer.questions)


def _keep(offer: Offer, filled: ApplicationForm, typed: drafts.Typed) -> int:
    """Save the form and say how it stands: 200 complete, 422 to be mended, 409 when the round is not open."""
    status = 200 if filled.validate_on_submit() else 422
    most = {"": kind_of(offer).most_files.get(offer.track, 0), **most_files(offer.questions)}
    unseen = filled.unseen(request.form.getlist("asked")) if status == 200 else []
    if unseen:
        filled.form_errors.append(more_asked(unseen))
        status = 422
    try:
        drafts.keep(the_actor(), offer.round_id, typed=typed, checked=status == 200)
        for question, some in uploads_by_question(filled).items():
            drafts.add_files(the_actor(), offer.round_id, uploads=some, most=most[question], question=question)
        if status == 200:
            _want_files(offer, filled, typed)
        admit(the_actor(), offer, _facts())
    except Refusal as no:
        filled.attach(no)
        status = 422 if no.field else no.status
    return status


def _want_files(offer: Offer, filled: ApplicationForm, typed: drafts.Typed) -> None:
    """Refuse to go on without a file that a question wants; only what is checked whole may be sent."""
    draft = mine.draft_of(the_actor().person_id, offer.round_id)
    missing = extra.file_still_missing(filled.shown_questions(), mine.files_of_draft(draft.id if draft else None))
    if missing is not None:
        drafts.keep(the_actor(), offer.round_id, typed=typed, checked=False)
        raise Refusal(REQUIRED, field=missing.key)


def _form_of(offer: Offer, draft: Draft | None, facts: PersonFacts) -> ApplicationForm:
    if draft is not None and draft.answers:
        return form_class(offer).reopened(offer, draft.answers)
    return form_class(offer).for_round(offer, formdata=None, data={"mobile": facts.mobile})


def _form_page(
    offer: Offer,
    filled: ApplicationForm,
    facts: PersonFacts,
    draft: Draft | None,
    *,
    status: int = 200,
    goes_last: bool | None = None,
) -> Response:
    if goes_last is None:
        goes_last = conduct_of(facts.person_id, offer.program_id).goes_last
    return page(
        "applications/form.html",
        status=status,
        **_about(offer),
        known=facts,
        live=url_for("applications.questions", program_id=offer.program_id, round_id=offer.round_id),
        to_mend={},
        form=filled,
        draft=draft,
        files=mine.files_of_draft(draft.id if draft else None),
        previous=None if draft else mine.latest_of_kind(the_actor().person_id, offer.kind, offer.track),
        conduct=[waiting_words.CONDUCT_RULE, *([waiting_words.GOES_LAST] if goes_last else [])],
        times_taken_part=mine.times_taken_part(the_actor().person_id, offer.kind),
    )


def _about(offer: Offer) -> dict[str, Any]:
    return {"offer": offer, "kind": kind_of(offer), "contact": offer.contact, "place_now": place_now(offer)}


def _facts() -> PersonFacts:
    person_id = the_actor().person_id
    if person_id is None:
        raise NotAllowed(messages.NOT_AN_OFFICIAL)
    return person_facts(person_id)


def _receipt(application: Application) -> Response:
    return redirect_to("applications.receipt", public_id=application.public_id)
