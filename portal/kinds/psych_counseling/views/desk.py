"""The owner's team: numbers for officers, sums for lead and head."""

from io import BytesIO

from flask import flash, request, send_file
from werkzeug.wrappers import Response

from portal.core.access import asks_password, requires, secret, the_actor
from portal.core.sheets import CONTENT_TYPE
from portal.core.web import page, page_number, redirect_to
from portal.kinds.psych_counseling import cube, messages, policies, sheets
from portal.kinds.psych_counseling.forms import DecisionForm, MonthForm, SettlingForm
from portal.kinds.psych_counseling.queries import cases as queries
from portal.kinds.psych_counseling.queries import sums
from portal.kinds.psych_counseling.services import office
from portal.kinds.psych_counseling.views._core import FOLDER, desk_bp, tabs_at

TABS = ("", "requested", "open", "over")


@desk_bp.get("")
@secret
@requires(*policies.RUNS)
def numbers() -> Response:
    """Show each number with its day, way and sessions, and who needs more of them."""
    desk = queries.desk_or_missing(the_actor(), *policies.RUNS)
    tab = request.args.get("tab", "")
    tab = tab if tab in TABS else ""
    return page(
        f"{FOLDER}/numbers.html",
        fragments=["numbers-table"],
        tabs_of_desk=tabs_at("numbers"),
        found=queries.cases_of_program(desk.program_id, tab=tab, page=page_number()),
        tab=tab,
        asked=queries.extensions_asked(desk.program_id),
        may_decide=policies.may_decide_extension,
        words=messages,
    )


@desk_bp.get("/requests")
@secret
@requires(*policies.SEES_TOTALS)
def requests() -> Response:
    """Lead to what waits for a decision: more sessions with officers, opening a number with lead and head."""
    queries.desk_or_missing(the_actor(), *policies.SEES_TOTALS)
    is_officer = bool(queries.desks_of(the_actor(), *policies.RUNS))
    return redirect_to("support_desk.numbers" if is_officer else "support_desk.openings")


@desk_bp.post("/extensions/<int:extension_id>/decision")
@secret
@requires(*policies.RUNS)
def extension(extension_id: int) -> Response:
    """Grant more sessions or not."""
    form = DecisionForm()
    if form.validate():
        office.decide_extension(
            the_actor(), extension_id, approve=form.approve.data == "yes", version=form.version.data or 0
        )
        flash(messages.DECIDED, "ok")
    return redirect_to("support_desk.numbers")


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


@desk_bp.post("/settlement/sheet")
@secret
@asks_password
@requires(*policies.RUNS)
def sheet() -> Response:
    """Give a month's settlement as a spreadsheet; that it was taken is written down."""
    form = MonthForm()
    if not form.validate():
        return redirect_to("support_desk.settlement")
    invoice = office.take_invoice(the_actor(), form.provider.data or 0, month=form.month.data or "")
    data = sheets.settlement(the_actor(), invoice)
    return send_file(BytesIO(data), CONTENT_TYPE, as_attachment=True, download_name=messages.sheet_name(invoice.month))


@desk_bp.get("/totals")
@secret
@requires(*policies.SEES_TOTALS)
def totals() -> Response:
    """Show people and sessions by month and by way; small groups are hidden."""
    desk = queries.desk_or_missing(the_actor(), *policies.SEES_TOTALS)
    return page(
        f"{FOLDER}/totals.html", tabs_of_desk=tabs_at("totals"), cubes=cube.of_program(desk.program_id), words=messages
    )
