"""What is paid: a month of an institution, looked at, settled, taken as a file, opened again by two."""

from io import BytesIO

from flask import flash, request, send_file
from werkzeug.wrappers import Response

from portal.core.access import asks_password, requires, secret, the_actor
from portal.core.actors import Role
from portal.core.errors import Missing, Refusal
from portal.core.sheets import CONTENT_TYPE
from portal.core.web import page, redirect_to
from portal.kinds.psych_counseling import messages, policies
from portal.kinds.psych_counseling.forms import DecisionForm, ReasonForm, SettlingForm
from portal.kinds.psych_counseling.queries import cases as queries
from portal.kinds.psych_counseling.queries import settlements, sums
from portal.kinds.psych_counseling.queries.watch import lines_of_month
from portal.kinds.psych_counseling.services import office, reopening
from portal.kinds.psych_counseling.views._core import FOLDER, desk_bp, tabs_at


@desk_bp.get("/settlement")
@secret
@requires(*policies.RUNS)
def settlement() -> Response:
    """Show a month as it is paid: sessions times price, number by number."""
    desk = queries.desk_or_missing(the_actor(), *policies.RUNS)
    months = sums.months_with_sessions(desk.program_id)
    asked = request.args.get("month", "")
    month = asked if asked in months else (months[0] if months else "")
    return page(
        f"{FOLDER}/settlement.html",
        fragments=["invoices"],
        tabs_of_desk=tabs_at("settlement"),
        months=months,
        month=month,
        invoices=sums.invoices_of(desk.program_id, month) if month else [],
        is_over=office.is_over(month) if month else False,
        trail=lines_of_month(month) if month else [],
        words=messages,
    )


@desk_bp.post("/settlement")
@secret
@requires(*policies.RUNS)
def settling() -> Response:
    """Settle a month that is past, once its figures were confirmed."""
    form = SettlingForm()
    if form.validate():
        office.settle(the_actor(), form.provider.data or 0, month=form.month.data or "")
        flash(messages.SETTLED, "ok")
    else:
        flash(messages.NOT_CONFIRMED, "warn")
    return redirect_to("support_desk.settlement", month=form.month.data or "")


@desk_bp.get("/settlement/sheet")
@secret
@requires(*policies.RUNS)
def sheet_form() -> Response:
    """Ask why a month's settlement is taken as a file."""
    return _sheet_page(ReasonForm(formdata=request.args))


@desk_bp.post("/settlement/sheet")
@secret
@asks_password
@requires(*policies.RUNS)
def sheet() -> Response:
    """Give a month's settlement as a spreadsheet; who took it and why is written down."""
    form = ReasonForm()
    if not form.validate():
        return _sheet_page(form, status=422)
    provider_id, month = form.chosen
    data = office.take_sheet(the_actor(), provider_id, month=month, reason=form.reason.data or "")
    return send_file(BytesIO(data), CONTENT_TYPE, as_attachment=True, download_name=messages.sheet_name(month))


@desk_bp.get("/reopenings")
@secret
@requires(*policies.REOPENS)
def reopenings() -> Response:
    """Show who asked to open which settled month again, and what was decided; an officer asks for one here."""
    return _reopenings_page(ReasonForm(formdata=request.args))


@desk_bp.post("/reopenings")
@secret
@requires(*policies.RUNS)
def ask_reopening() -> Response:
    """Ask to open a settled month again."""
    form = ReasonForm()
    if not form.validate():
        return _reopenings_page(form, status=422)
    provider_id, month = form.chosen
    try:
        reopening.ask(the_actor(), provider_id, month=month, reason=form.reason.data or "")
    except Missing:
        raise
    except Refusal as no:
        form.attach(no)
        return _reopenings_page(form, status=no.status)
    flash(messages.REOPENING_ASKED, "ok")
    return redirect_to("support_desk.settlement", month=month)


@desk_bp.post("/reopenings/<int:reopening_id>/decision")
@secret
@asks_password
@requires(Role.LEAD)
def decide_reopening(reopening_id: int) -> Response:
    """Open a settled month again, or not."""
    form = DecisionForm()
    if form.validate():
        approve = form.approve.data == "yes"
        reopening.decide(the_actor(), reopening_id, approve=approve, version=form.version.data or 0)
        flash(messages.DECIDED, "ok")
    return redirect_to("support_desk.reopenings")


def _sheet_page(form: ReasonForm, *, status: int = 200) -> Response:
    desk = queries.desk_or_missing(the_actor(), *policies.RUNS)
    provider_id, month = form.chosen
    invoice = office.invoice_or_missing(desk.program_id, provider_id, month)
    return page(f"{FOLDER}/sheet.html", status=status, form=form, invoice=invoice, words=messages)


def _reopenings_page(form: ReasonForm, *, status: int = 200) -> Response:
    queries.desk_or_missing(the_actor(), *policies.REOPENS)
    is_officer = bool(queries.desks_of(the_actor(), *policies.RUNS))
    settled = settlements.settlement_or_missing(*form.chosen) if is_officer and form.month.data else None
    found = settlements.reopenings()
    return page(
        f"{FOLDER}/reopenings.html",
        status=status,
        tabs_of_desk=tabs_at("reopenings"),
        form=form,
        settled=settled,
        found=found,
        waits=settled is not None and policies.waits_for_reopening(settled, found),
        may_decide=policies.may_decide_reopening,
        words=messages,
    )
