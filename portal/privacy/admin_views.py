"""The privacy officer's list of requests."""

from flask import Blueprint, flash
from werkzeug.wrappers import Response

from portal.core import clock
from portal.core.access import requires, the_actor
from portal.core.actors import Role
from portal.core.errors import Refusal
from portal.core.web import page, page_number, redirect_to
from portal.privacy import messages, policies, queries, services
from portal.privacy.forms import AnswerForm
from portal.privacy.models import Outcome, PrivacyRequest

bp = Blueprint("requests", __name__, url_prefix="/admin/privacy-requests")


@bp.get("")
@requires(Role.PRIVACY)
def listing() -> Response:
    """Show all requests, those that wait first."""
    found = queries.requests(page=page_number())
    return page("privacy/requests.html", requests=found, words=messages, here=clock.today())


@bp.get("/<string(length=32):public_id>")
@requires(Role.PRIVACY)
def show(public_id: str) -> Response:
    """Show one request and the form for its answer."""
    request = queries.request_or_missing(public_id)
    return _request_page(request, AnswerForm(formdata=None, version=request.version))


@bp.post("/<string(length=32):public_id>/answer")
@requires(Role.PRIVACY)
def answer(public_id: str) -> Response:
    """Answer a request."""
    request, form = queries.request_or_missing(public_id), AnswerForm()
    if not form.validate_on_submit():
        return _request_page(request, form, status=422)
    try:
        services.answer(
            the_actor(),
            public_id,
            version=form.version.data or 0,
            outcome=Outcome(str(form.outcome.data)),
            words=form.words.data or "",
        )
    except Refusal as no:
        form.attach(no)
        return _request_page(queries.request_or_missing(public_id), form, status=no.status)
    flash(messages.ANSWERED, "ok")
    return redirect_to("requests.listing")


def _request_page(request: PrivacyRequest, form: AnswerForm, *, status: int = 200) -> Response:
    may_answer = policies.may_answer(the_actor(), request)
    return page(
        "privacy/request.html", status=status, request_=request, form=form, words=messages, may_answer=may_answer
    )
