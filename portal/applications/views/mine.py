"""My applications: the list, one of them, its receipt, correcting it, taking it back."""

from flask import Response as FlaskResponse
from flask import flash, request
from werkzeug.wrappers import Response

from portal.applications import messages, progress
from portal.applications.asked import to_mend_in
from portal.applications.calendar import calendar_of
from portal.applications.forms import ApplicationForm, VersionForm, WithdrawalForm
from portal.applications.models import Application, Status
from portal.applications.policies import needs_reason
from portal.applications.queries import mine
from portal.applications.seat import offers_to, seat_of
from portal.applications.services import withdrawing
from portal.applications.views._core import bp, uploads
from portal.core import clock
from portal.core.access import of_the_office, takes_files, the_actor
from portal.core.errors import Missing, Refusal
from portal.core.web import page, redirect_to
from portal.programs.kinds import kind_of

ONE = "/applications/<string(length=32):public_id>"


@bp.get("/applications")
@of_the_office
def listing() -> Response:
    """Show my applications with how far each has come, and what I have not sent yet."""
    applications = mine.applications_of(the_actor().person_id)
    found = progress.progress_of(the_actor(), applications)
    return page(
        "applications/listing.html",
        found=found,
        offers=offers_to(applications),
        drafts=mine.drafts_of(the_actor().person_id),
        title_of=progress.title_of,
    )


@bp.get(ONE)
@of_the_office
def show(public_id: str) -> Response:
    """Show one of my applications whole."""
    return _page_of(public_id, "applications/show.html")


@bp.get(ONE + "/receipt")
@of_the_office
def receipt(public_id: str) -> Response:
    """Show the receipt: the number, what happens next and until when."""
    return _page_of(public_id, "applications/receipt.html")


@bp.get(ONE + "/calendar.ics")
@of_the_office
def calendar(public_id: str) -> Response:
    """Give the entry for one's own calendar."""
    application = mine.own_application(the_actor().person_id, public_id)
    one = progress.progress_of(the_actor(), [application])[0]
    if not one.has_calendar:
        raise Missing(messages.NO_DAY_YET)
    body = calendar_of(one)
    headers = {"Content-Disposition": 'attachment; filename="portal.ics"'}
    return FlaskResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)


@bp.get(ONE + "/withdrawal")
@of_the_office
def withdrawal(public_id: str) -> Response:
    """Show the rule before an application is taken back."""
    application = mine.own_application(the_actor().person_id, public_id)
    return _withdrawal_page(application, WithdrawalForm())


@bp.post(ONE + "/withdrawal")
@of_the_office
def withdraw(public_id: str) -> Response:
    """Take one's own application back; its seat goes to the first in line."""
    application = mine.own_application(the_actor().person_id, public_id)
    form = WithdrawalForm()
    if not form.validate_on_submit():
        return _withdrawal_page(application, form, status=422)
    try:
        withdrawing.withdraw(the_actor(), public_id, reason=form.reason.data or "")
    except Refusal as no:
        form.attach(no)
        return _withdrawal_page(application, form, status=422 if no.field else no.status)
    flash(messages.WITHDRAWN)
    return redirect_to("applications.show", public_id=public_id)


@bp.get(ONE + "/correction")
@of_the_office
def correction(public_id: str) -> Response:
    """Show the form of a sent application with its answers."""
    application = mine.own_application(the_actor().person_id, public_id)
    kind = kind_of(application.round.program)
    form = _form_of(application, data={"mobile": application.mobile, **kind.details_of(application)})
    return _correction_page(application, form)


@bp.post(ONE + "/correction")
@takes_files
@of_the_office
def correct(public_id: str) -> Response:
    """Change a sent application; an older page does not overwrite a newer answer."""
    application = mine.own_application(the_actor().person_id, public_id)
    if request.form.get("remove_file"):
        withdrawing.drop_file(the_actor(), public_id, file_id=request.form["remove_file"][:32])
        return redirect_to("applications.correction", public_id=public_id, _anchor="files-field")
    form, version = _form_of(application), VersionForm()
    if not (form.validate_on_submit() and version.validate()):
        return _correction_page(application, form, status=422)
    try:
        withdrawing.correct(
            the_actor(),
            public_id,
            version=version.version.data or 0,
            mobile=form.mobile.data,
            details=form.details(),
            uploads=uploads(),
        )
    except Refusal as no:
        form.attach(no)
        fresh = mine.own_application(the_actor().person_id, public_id)
        return _correction_page(fresh, form, status=422 if no.field else no.status)
    flash(messages.CORRECTED)
    return redirect_to("applications.show", public_id=public_id)


def _page_of(public_id: str, template: str) -> Response:
    application = mine.own_application(the_actor().person_id, public_id)
    kind = kind_of(application.round.program)
    one = progress.progress_of(the_actor(), [application])[0]
    return page(
        template,
        one=one,
        application=application,
        kind=kind,
        answers=kind.answers(application),
        files=mine.files_of_application(application.id),
        seat=seat_of(application, one.status) if template.endswith("show.html") else None,
    )


def _withdrawal_page(application: Application, form: WithdrawalForm, *, status: int = 200) -> Response:
    one = progress.progress_of(the_actor(), [application])[0]
    late = needs_reason(application, clock.now())
    return page("applications/withdrawal.html", status=status, one=one, application=application, form=form, late=late)


def _correction_page(application: Application, form: ApplicationForm, *, status: int = 200) -> Response:
    one = progress.progress_of(the_actor(), [application])[0]
    if not one.may_correct:
        raise Refusal(messages.NOT_CORRECTABLE)
    return page(
        "applications/correction.html",
        status=status,
        one=one,
        application=application,
        kind=kind_of(application.round.program),
        form=form,
        version=mine.version_of_answers(application.id),
        files=mine.files_of_application(application.id),
        to_mend=to_mend_in(application) if one.status == Status.RETURNED else {},
    )


def _form_of(application: Application, **filled: object) -> ApplicationForm:
    form_class = kind_of(application.round.program).forms[application.round.track]
    form = form_class.for_round(application.round, **filled)
    del form.privacy  # agreed to when it was sent
    return form
