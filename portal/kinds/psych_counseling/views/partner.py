"""The institution's workspace: numbers, the contact that was chosen, sessions."""

from typing import Any

from flask import flash, make_response, request
from werkzeug.wrappers import Response

from portal.core import clock
from portal.core.access import asks_password, passive, requires, secret, the_actor
from portal.core.actors import Role
from portal.core.errors import Refusal
from portal.core.web import fragment, page, page_number, redirect_to
from portal.kinds.psych_counseling import messages, policies
from portal.kinds.psych_counseling.forms import ClosingForm, ExtensionForm, SessionForm
from portal.kinds.psych_counseling.models import Ending, Kind, Way
from portal.kinds.psych_counseling.queries import cases as queries
from portal.kinds.psych_counseling.services import counseling
from portal.kinds.psych_counseling.views._core import FOLDER, partner_bp

CASE = "/cases/<string(length=32):public_id>"


@partner_bp.get("")
@secret
@requires(Role.PROVIDER)
def queue() -> Response:
    """Show the institution's numbers: urgent ones first, then those nobody has called yet."""
    return _queue_page()


@partner_bp.get("/news")
@passive
@secret
@requires(Role.PROVIDER)
def news() -> Response:
    """Show how many urgent and new requests wait, when that has changed; asking does not keep a session alive.

    The answer brings the page's title along: it stands on the tab of a window that nobody looks at.
    """
    provider = queries.provider_or_missing(the_actor())
    urgent, new = queries.counts_of_provider(provider.id)
    if (request.args.get("urgent"), request.args.get("new")) == (str(urgent), str(new)):
        return make_response("", 204)
    return fragment(f"{FOLDER}/_partner_news.html", urgent=urgent, new=new, has_changed=True, words=messages)


@partner_bp.get(CASE)
@secret
@requires(Role.PROVIDER)
def case(public_id: str) -> Response:
    """Show one number with its sessions."""
    return _case_page(public_id)


@partner_bp.post(f"{CASE}/contact")
@secret
@asks_password
@requires(Role.PROVIDER)
def contact(public_id: str) -> Response:
    """Show how to reach somebody; that it was read is written down."""
    return _case_page(public_id, contact=counseling.read_contact(the_actor(), public_id))


@partner_bp.post(f"{CASE}/first-contact")
@secret
@requires(Role.PROVIDER)
def first_contact(public_id: str) -> Response:
    """Write down that somebody was reached."""
    counseling.note_contact(the_actor(), public_id)
    flash(messages.CONTACTED, "ok")
    return redirect_to("partner.case", public_id=public_id)


@partner_bp.post(f"{CASE}/sessions")
@secret
@requires(Role.PROVIDER)
def session(public_id: str) -> Response:
    """Enter one session."""
    form = SessionForm()
    if not form.validate():
        return _case_page(public_id, status=422, form=form)
    entry = counseling.Entry(form.held_on.data, Way(form.way.data), Kind(form.kind.data))
    try:
        counseling.enter_session(the_actor(), public_id, entry=entry)
    except Refusal as no:
        form.attach(no)
        return _case_page(public_id, status=no.status, form=form)
    flash(messages.ENTERED, "ok")
    return redirect_to("partner.case", public_id=public_id)


@partner_bp.post(f"{CASE}/sessions/<int:session_id>/removal")
@secret
@requires(Role.PROVIDER)
def session_removal(public_id: str, session_id: int) -> Response:
    """Take back a session that was entered by mistake."""
    counseling.remove_session(the_actor(), public_id, session_id)
    flash(messages.REMOVED, "ok")
    return redirect_to("partner.case", public_id=public_id)


@partner_bp.post(f"{CASE}/extension")
@secret
@requires(Role.PROVIDER)
def extension(public_id: str) -> Response:
    """Ask for more sessions."""
    form = ExtensionForm()
    if not form.validate():
        return _case_page(public_id, status=422, extension_form=form)
    counseling.ask_extension(the_actor(), public_id)
    flash(messages.EXTENSION_SENT, "ok")
    return redirect_to("partner.case", public_id=public_id)


@partner_bp.post(f"{CASE}/closing")
@secret
@requires(Role.PROVIDER)
def closing(public_id: str) -> Response:
    """End a case."""
    form = ClosingForm()
    if not form.validate():
        return _case_page(public_id, status=422, closing_form=form)
    counseling.close(the_actor(), public_id, ending=Ending(form.ending.data))
    flash(messages.CLOSED, "ok")
    return redirect_to("partner.queue")


def _queue_page() -> Response:
    provider = queries.provider_or_missing(the_actor())
    tab = "over" if request.args.get("tab") == "over" else "live"
    found = queries.cases_of_provider(provider.id, tab=tab, page=page_number())
    urgent, new = queries.counts_of_provider(provider.id)
    return page(
        f"{FOLDER}/partner.html",
        fragments=["partner-cases"],
        provider=provider,
        found=found,
        tab=tab,
        urgent=urgent,
        new=new,
        has_changed=False,
        rule=queries.rule_on(clock.today()),
        left_of=policies.left_of,
        words=messages,
    )


def _case_page(public_id: str, *, status: int = 200, **forms: Any) -> Response:
    one = queries.case_of_provider_or_missing(queries.provider_or_missing(the_actor()).id, public_id)
    latest, left = queries.latest_extension(one.id), policies.left_of(one.allowance, queries.rule_on(clock.today()))
    fresh = SessionForm(formdata=None, data={"held_on": clock.today(), "way": one.way})
    return page(
        f"{FOLDER}/case.html",
        status=status,
        fragments=["contact-card"],
        case=one,
        sessions=queries.sessions_of(one.id),
        left=left,
        is_live=policies.is_live(one),
        latest=latest,
        may_ask_extension=policies.may_ask_extension(one, latest),
        contact=forms.get("contact"),
        form=forms.get("form", fresh),
        extension_form=forms.get("extension_form", ExtensionForm(formdata=None)),
        closing_form=forms.get("closing_form", ClosingForm(formdata=None)),
        words=messages,
    )
