"""The desk of who runs the roster and of who commands."""

from datetime import date

from flask import Blueprint, flash, request
from werkzeug.wrappers import Response

from portal.core import clock
from portal.core.access import requires, the_actor
from portal.core.errors import Missing, Refusal, Stale
from portal.core.web import page, redirect_to
from portal.watch import desk, messages, office, policies, queries
from portal.watch.forms import ExcuseForm, KindForm, MonthForm, OrderForm, PutForm, SettingForm, VersionForm
from portal.watch.models import Excuse, WatchKind
from portal.watch.months import month_in
from portal.watch.services import rostering, rules

bp = Blueprint("watch_desk", __name__)
ROSTER = "/admin/duty/rosters/<string(length=32):public_id>"
SHIFT = "/admin/duty/shifts/<string(length=32):public_id>/turn"
KIND = "/admin/duty/kinds/<string(length=32):public_id>"


@bp.get("/admin/duty")
@requires(*policies.READERS)
def desk_page() -> Response:
    """Show months, what waits, and what can no longer be kept."""
    return _desk(MonthForm(formdata=None))


@bp.post("/admin/duty/rosters")
@requires(*policies.READERS)
def ask() -> Response:
    """Ask for the roster of a month."""
    desk.at_desk(the_actor())
    form = MonthForm()
    form.month.choices = office.months_offered()
    if not form.validate_on_submit():
        return _desk(form, status=422)
    try:
        roster = rostering.ask(the_actor(), date.fromisoformat(f"{form.month.data}-01"))
    except Refusal as no:
        if no.status != Refusal.status:
            raise
        form.attach(no)
        return _desk(form, status=409)
    flash(messages.ASKED)
    return redirect_to("watch_desk.roster", public_id=roster.public_id)


@bp.get(ROSTER)
@requires(*policies.READERS)
def roster(public_id: str) -> Response:
    """Show a month, or how far the solver is."""
    return _roster(public_id, OrderForm(formdata=None))


@bp.post(ROSTER + "/proposal")
@requires(*policies.READERS)
def propose(public_id: str) -> Response:
    """Tell the commander that a month is ready."""
    desk.at_desk(the_actor())
    rostering.propose(the_actor(), public_id, version=VersionForm().checked())
    flash(messages.PROPOSED)
    return redirect_to("watch_desk.roster", public_id=public_id)


@bp.post(ROSTER + "/order")
@requires(*policies.READERS)
def order(public_id: str) -> Response:
    """Order a month."""
    desk.at_desk(the_actor())
    form = OrderForm()
    if not form.validate_on_submit():
        return _roster(public_id, form, status=422)
    try:
        rostering.order(the_actor(), public_id, version=form.number, late_reason=form.late_reason.data or "")
    except Refusal as no:
        if no.status != Refusal.status:
            raise
        form.attach(no)
        return _roster(public_id, form, status=422 if no.field else 409)
    flash(messages.ORDERED)
    return redirect_to("watch_desk.roster", public_id=public_id)


@bp.post(ROSTER + "/discarding")
@requires(*policies.READERS)
def discard(public_id: str) -> Response:
    """Throw a draft away."""
    desk.at_desk(the_actor())
    rostering.discard(the_actor(), public_id, version=VersionForm().checked())
    flash(messages.DISCARDED)
    return redirect_to("watch_desk.desk_page")


@bp.get(SHIFT)
@requires(*policies.READERS)
def turn_form(public_id: str) -> Response:
    """Show who could be on a shift, instead of somebody or on an empty seat."""
    turn = request.args.get("turn", "")[:32]
    shift = queries.shift_of_any_month(public_id)
    known = next((one for one in shift.turns if one.public_id == turn), None)
    filled = {"turn": known.public_id, "version": str(known.version)} if known else {}
    return _turn_page(public_id, PutForm(formdata=None, **filled))


@bp.post(SHIFT)
@requires(*policies.READERS)
def put(public_id: str) -> Response:
    """Put somebody on a shift by hand."""
    standing, form = desk.at_desk(the_actor()), PutForm()
    form.person.choices = office.choices_for(queries.shift_of_any_month(public_id), standing)
    if not form.validate_on_submit():
        return _turn_page(public_id, form, status=422)
    asked = {"turn_id": form.turn.data or "", "person_id": int(form.person.data), "reason": form.reason.data}
    try:
        rostering.put(the_actor(), public_id, version=form.number, anyway=form.anyway.data, **asked)
    except Refusal as no:
        if no.status != Refusal.status:
            raise
        form.attach(no)
        return _turn_page(public_id, form, status=409 if isinstance(no, Stale) else 422)
    flash(messages.PUT)
    shift = queries.shift_of_any_month(public_id)
    return redirect_to("watch_desk.roster", public_id=shift.roster.public_id)


@bp.get("/admin/duty/people")
@requires(*policies.READERS)
def people() -> Response:
    """Show how often everybody was on duty, and who is excused."""
    return _people(ExcuseForm(formdata=None))


@bp.post("/admin/duty/excuses")
@requires(*policies.READERS)
def excuse() -> Response:
    """Keep somebody off duty for a while."""
    here, form = office.people(the_actor()), ExcuseForm()
    form.person.choices = _choices(here)
    if not form.validate_on_submit():
        return _people(form, status=422)
    days = {"first_day": form.first_day.data, "last_day": form.last_day.data}
    try:
        rules.excuse(the_actor(), int(form.person.data), Excuse(form.excuse.data), **days)
    except Refusal as no:
        if no.status != Refusal.status:
            raise
        form.attach(no)
        return _people(form, status=422)
    flash(messages.EXCUSE_KEPT)
    return redirect_to("watch_desk.people")


@bp.post("/admin/duty/excuses/<string(length=32):public_id>/end")
@requires(*policies.READERS)
def end_excuse(public_id: str) -> Response:
    """End an excuse."""
    desk.at_desk(the_actor())
    rules.end_excuse(the_actor(), public_id)
    flash(messages.EXCUSE_ENDED)
    return redirect_to("watch_desk.people")


@bp.get("/admin/duty/rules")
@requires(*policies.READERS)
def setting() -> Response:
    """Show the rules and the kinds."""
    standing = desk.at_desk(the_actor())
    bars = "\n".join(bar.word for bar in queries.bars())
    return _rules(SettingForm(formdata=None, obj=standing.setting, bars=bars))


@bp.post("/admin/duty/rules")
@requires(*policies.READERS)
def keep_setting() -> Response:
    """Change the rules."""
    desk.at_desk(the_actor())
    form = SettingForm()
    if not form.validate_on_submit():
        return _rules(form, status=422)
    try:
        rules.keep_setting(the_actor(), version=form.number, values=form.values(), words=form.words())
    except Stale as no:
        form.attach(no)
        return _rules(form, status=409)
    flash(messages.RULES_KEPT)
    return redirect_to("watch_desk.setting")


@bp.get("/admin/duty/kinds/form")
@requires(*policies.READERS)
def new_kind() -> Response:
    """Show the empty form of a kind."""
    return _kind_page(KindForm(formdata=None), None)


@bp.post("/admin/duty/kinds/form")
@requires(*policies.READERS)
def keep_new_kind() -> Response:
    """Make a kind."""
    return _keep_kind(None)


@bp.get(KIND)
@requires(*policies.READERS)
def kind(public_id: str) -> Response:
    """Show a kind in its form."""
    desk.at_desk(the_actor())
    found = queries.kind_or_missing(public_id)
    return _kind_page(KindForm(formdata=None, obj=found), found)


@bp.post(KIND)
@requires(*policies.READERS)
def keep_kind(public_id: str) -> Response:
    """Change a kind."""
    return _keep_kind(public_id)


@bp.get("/admin/duty/ledger")
@requires(*policies.READERS)
def ledger() -> Response:
    """Show what duty earned in a month: rest and allowances."""
    return page(
        "watch/ledger.html", here=office.ledger(the_actor(), month_in(request.args.get("month", ""))), words=messages
    )


def _desk(form: MonthForm, status: int = 200) -> Response:
    here = office.office(the_actor())
    form.month.choices = office.months_offered()
    return page("watch/desk.html", status=status, here=here, form=form, words=messages)


def _roster(public_id: str, form: OrderForm, status: int = 200) -> Response:
    here = office.sheet(the_actor(), public_id)
    return page(
        "watch/roster.html",
        fragments=["watch-roster"],
        status=status,
        here=here,
        now=clock.now(),
        form=form,
        words=messages,
    )


def _turn_page(public_id: str, form: PutForm, status: int = 200) -> Response:
    standing = desk.at_desk(the_actor())
    if not standing.runs:
        raise Missing(messages.NO_SUCH_THING)
    shift = queries.shift_of_any_month(public_id)
    form.person.choices = office.choices_for(shift, standing)
    known = next((one for one in shift.turns if one.public_id == form.turn.data), None)
    return page("watch/turn.html", status=status, shift=shift, turn=known, form=form, words=messages)


def _people(form: ExcuseForm, status: int = 200) -> Response:
    here = office.people(the_actor())
    form.person.choices = _choices(here)
    return page("watch/people.html", status=status, here=here, form=form, words=messages)


def _choices(here: office.People) -> list[tuple[str, str]]:
    return [(str(one.member.person_id), f"{one.member.unit_name} {one.member.name}") for one in here.counted]


def _rules(form: SettingForm, status: int = 200) -> Response:
    standing = desk.at_desk(the_actor())
    return page("watch/rules.html", status=status, standing=standing, kinds=queries.kinds(), form=form, words=messages)


def _keep_kind(public_id: str | None) -> Response:
    desk.at_desk(the_actor())
    found = queries.kind_or_missing(public_id) if public_id else None
    form = KindForm()
    if not form.validate_on_submit():
        return _kind_page(form, found, status=422)
    try:
        rules.keep_kind(the_actor(), public_id, version=form.number, values=form.values())
    except Refusal as no:
        if no.status != Refusal.status:
            raise
        form.attach(no)
        return _kind_page(form, found, status=409 if isinstance(no, Stale) else 422)
    flash(messages.KIND_KEPT)
    return redirect_to("watch_desk.setting")


def _kind_page(form: KindForm, found: WatchKind | None, status: int = 200) -> Response:
    desk.at_desk(the_actor())
    return page("watch/kind.html", status=status, form=form, kind=found, words=messages)
