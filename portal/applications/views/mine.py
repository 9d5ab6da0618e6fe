"""My applications: the list, one of them, its receipt, correcting it, taking it back."""

from flask import Response as FlaskResponse
from flask import flash, request, url_for
from werkzeug.wrappers import Response

from portal.applications import messages, progress
from portal.applications.asked import to_mend_in
from portal.applications.calendar import calendar_of
from portal.applications.extra import answered, data_of
from portal.applications.extra_form import form_of
from portal.applications.forms import ApplicationForm, VersionForm, WithdrawalForm
from portal.applications.models import Application, Status
from portal.applications.policies import needs_reason
from portal.applications.queries import mine
from portal.applications.round_messages import CONFIRMED, more_asked
from portal.applications.seat import offers_to, seat_of
from portal.applications.services import rounds, withdrawing
from portal.applications.views._core import bp, uploads_by_question
from portal.core import clock
from portal.core.access import of_the_office, takes_files, the_actor
from portal.core.errors import Missing, Refusal
from portal.core.forms import REQUIRED
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
    form = _form_of(
        application, data={"mobile": application.mobile, **kind.details_of(application), **data_of(application)}
    )
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
    if not (form.validate_on_submit() and version.validate() and _is_whole(application, form)):
        return _correction_page(application, form, status=422)
    try:
        withdrawing.correct(
            the_actor(),
            public_id,
            version=version.version.data or 0,
            mobile=form.mobile.data,
            details=form.details(),
            extras=form.extras(),
            uploads=uploads_by_question(form),
        )
    except Refusal as no:
        form.attach(no)
        fresh = mine.own_application(the_actor().person_id, public_id)
        return _correction_page(fresh, form, status=422 if no.field else no.status)
    flash(messages.CORRECTED)
    return redirect_to("applications.show", public_id=public_id)


@bp.post(ONE + "/agreement")
@of_the_office
def agree(public_id: str) -> Response:
    """Say with one click that the new day of a moved round suits."""
    rounds.agree(the_actor(), public_id)
    flash(CONFIRMED)
    return redirect_to("applications.show", public_id=public_id)


def _is_whole(application: Application, form: ApplicationForm) -> bool:
    """Say whether every question that follows from the answers was on the page, and every file wanted is there."""
    unseen = form.unseen(request.form.getlist("asked"))
    if unseen:
        form.form_errors.append(more_asked(unseen))
    given = {*uploads_by_question(form), *(one.question for one in mine.files_of_application(application.id))}
    for one in form.shown_questions():
        if one.is_file and one.required and one.key not in given:
            form[one.key].errors = [REQUIRED]
    return not form.errors


def _page_of(public_id: str, template: str) -> Response:
    application = mine.own_application(the_actor().person_id, public_id)
    one = progress.progress_of(the_actor(), [application])[0]
    kind, files = kind_of(application.round.program), mine.files_of_application(application.id)
    return page(
        template,
        one=one,
        application=application,
        kind=kind,
        seat=seat_of(application, one.status) if template.endswith("show.html") else None,
        answers=[*kind.answers(application), *answered(application, files)],
        files=files,
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
        live=url_for(
            "applications.questions",
            program_id=application.round.program_id,
            round_id=application.round_id,
            application=application.public_id,
        ),
        to_mend=to_mend_in(application) if one.status == Status.RETURNED else {},
    )


def _form_of(application: Application, **filled: object) -> ApplicationForm:
    round_ = application.round
    form = form_of(round_.program.kind, round_.track, round_.questions).for_round(round_, **filled)
    del form.privacy  # agreed to when it was sent
    return form
