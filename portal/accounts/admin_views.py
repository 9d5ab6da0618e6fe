"""The administrator's pages: accounts, their rights, and what takes two people."""

from typing import Any

from flask import Blueprint, flash, request
from werkzeug.wrappers import Response

from portal.accounts import desk, messages, queries, services
from portal.accounts.admin_forms import (
    AccountForm,
    GrantForm,
    ReasonForm,
    RequestForm,
    ReviewForm,
    RightsForm,
    SearchForm,
    WithdrawalForm,
)
from portal.accounts.models import Purpose
from portal.core import clock
from portal.core.access import asks_password, requires, the_actor
from portal.core.actors import Role
from portal.core.errors import Missing, Refusal
from portal.core.forms import PortalForm, without_control
from portal.core.web import outside_address, page, page_number, redirect_to

bp = Blueprint("admin_accounts", __name__, url_prefix="/admin/accounts")


@bp.get("")
@requires(Role.ADMIN)
def listing() -> Response:
    """Show the accounts, or those looked for."""
    form = SearchForm(request.args)
    asked = {"q": without_control(form.q.data or "")[:60], "which": form.which.data or ""}
    found = desk.found(asked["q"], asked["which"], page_number())
    asked = {name: value for name, value in asked.items() if value}
    return page(
        "accounts/admin/listing.html", fragments=["accounts-table"], form=form, found=found, asked=asked, words=messages
    )


@bp.get("/<int:account_id>")
@requires(Role.ADMIN)
def account(account_id: int) -> Response:
    """Show one account: its rights, how it logs in, and what can be done."""
    return _account_page(account_id)


@bp.post("")
@asks_password
@requires(Role.ADMIN)
def new_account() -> Response:
    """Make an account for an official without one, or for somebody outside."""
    form = AccountForm()
    if not form.validate_on_submit():
        return page("accounts/admin/new.html", status=422, form=form)
    try:
        made = services.create_account(the_actor(), login_id=form.login_id.data, name=form.name.data)
    except Refusal as refusal:
        form.attach(refusal)
        return page("accounts/admin/new.html", status=422, form=form)
    flash(messages.CREATED)
    return redirect_to("admin_accounts.account", account_id=made.id)


@bp.get("/blank")
@requires(Role.ADMIN)
def blank() -> Response:
    """Ask for whom an account is."""
    return page("accounts/admin/new.html", form=AccountForm(formdata=None))


@bp.post("/people/<string(length=32):public_id>")
@asks_password
@requires(Role.ADMIN)
def new_account_of_official(public_id: str) -> Response:
    """Make an account for an official without one; the number is the personal number."""
    made = services.create_account_of_official(the_actor(), public_id=public_id)
    flash(messages.CREATED)
    return redirect_to("admin_accounts.account", account_id=made.id)


@bp.post("/<int:account_id>/links")
@asks_password
@requires(Role.ADMIN)
def make_link(account_id: int) -> Response:
    """Make a link with which the person sets a new password, and show it this one time."""
    link = services.make_link(the_actor(), account_id, purpose=Purpose.PASSWORD)
    address = outside_address(f"/links/{link.token}")
    account = queries.account_or_missing(account_id)
    return page("accounts/admin/link_made.html", account=account, link=link, address=address)


@bp.post("/<int:account_id>/unlocking")
@requires(Role.ADMIN)
def unlock(account_id: int) -> Response:
    """Let an account be tried again at once."""
    services.unlock(the_actor(), account_id)
    return _told(account_id, messages.UNLOCKED)


@bp.post("/<int:account_id>/sessions/ending")
@requires(Role.ADMIN)
def end_sessions(account_id: int) -> Response:
    """End every session of an account."""
    services.end_all_sessions(the_actor(), account_id)
    return _told(account_id, messages.SESSIONS_ENDED)


@bp.post("/<int:account_id>/deactivation")
@asks_password
@requires(Role.ADMIN)
def deactivate(account_id: int) -> Response:
    """Close an account; it acts on the next request."""
    return _with_reason(account_id, services.deactivate, messages.CLOSED)


@bp.post("/<int:account_id>/reactivation")
@asks_password
@requires(Role.ADMIN)
def reactivate(account_id: int) -> Response:
    """Let a closed account be used again."""
    return _with_reason(account_id, services.reopen, messages.REOPENED)


@bp.post("/<int:account_id>/rights")
@asks_password
@requires(Role.ADMIN)
def grant(account_id: int) -> Response:
    """Give a right, or ask another administrator for it when it takes two."""
    desk.refuse_to_give(the_actor(), account_id)
    form = GrantForm()
    if not form.validate_on_submit():
        return _account_page(account_id, grant_form=form, status=422)
    try:
        words = desk.give(the_actor(), account_id, form)
    except Refusal as refusal:
        form.attach(refusal)
        return _account_page(account_id, grant_form=form, status=422)
    return _told(account_id, words)


@bp.post("/rights/<int:grant_id>/revocation")
@asks_password
@requires(Role.ADMIN)
def revoke(grant_id: int) -> Response:
    """Take a right away; it acts on the next request."""
    account_id = queries.grant_or_missing(grant_id).account_id
    return _with_reason(grant_id, services.revoke_role, messages.REVOKED, account_id=account_id)


@bp.get("/requests")
@requires(Role.ADMIN)
def requests() -> Response:
    """Show what waits for a second administrator, and what was decided lately."""
    return _requests_page(RequestForm(formdata=None))


@bp.post("/requests/<int:request_id>/decision")
@asks_password
@requires(Role.ADMIN)
def decide(request_id: int) -> Response:
    """Give or refuse what another administrator asked for."""
    form = RequestForm()
    if not form.validate_on_submit():
        return _requests_page(form, 422)
    approves = form.answer.data == "approve"
    try:
        services.decide_request(
            the_actor(), request_id, approves=approves, version=form.version.data or 0, note=form.note.data or ""
        )
    except Refusal as refusal:
        form.attach(refusal)
        return _requests_page(form, refusal.status if refusal.field is None else 422)
    flash(messages.DECIDED)
    return redirect_to("admin_accounts.requests")


@bp.post("/requests/<int:request_id>/withdrawal")
@requires(Role.ADMIN)
def withdraw(request_id: int) -> Response:
    """Take back what one asked for."""
    form = WithdrawalForm()
    form.validate_on_submit()
    services.withdraw_request(the_actor(), request_id, version=form.version.data or 0)
    flash(messages.WITHDRAWN)
    return redirect_to("admin_accounts.requests")


@bp.post("/links/<int:link_id>/approval")
@asks_password
@requires(Role.ADMIN)
def approve_link(link_id: int) -> Response:
    """Let a link work that another administrator made for an account with far-reaching rights."""
    services.approve_link(the_actor(), link_id)
    flash(messages.LINK_APPROVED)
    return redirect_to("admin_accounts.requests")


@bp.post("/links/<int:link_id>/revocation")
@requires(Role.ADMIN)
def revoke_link(link_id: int) -> Response:
    """Stop a link from working."""
    account_id = queries.link_or_missing(link_id).account_id
    services.revoke_link(the_actor(), link_id)
    return _told(account_id, messages.LINK_REVOKED)


@bp.get("/review")
@requires(Role.ADMIN)
def review() -> Response:
    """Show the rights in force, to go through and to print."""
    return _review_page(ReviewForm(formdata=None))


@bp.post("/review")
@requires(Role.ADMIN)
def note_review() -> Response:
    """Write down that this quarter's rights were gone through."""
    form = ReviewForm()
    if not form.validate_on_submit():
        return _review_page(form, 422)
    services.note_review(the_actor(), quarter=messages.quarter_of(clock.today()), note=form.note.data or "")
    flash(messages.REVIEWED)
    return redirect_to("admin_accounts.review")


def _account_page(account_id: int, *, status: int = 200, **forms: PortalForm) -> Response:
    shown = {
        "grant_form": GrantForm(formdata=None, valid_from=clock.today()),
        "reason_form": ReasonForm(formdata=None),
        **forms,
    }
    seen = desk.account_seen(the_actor(), account_id)
    return page("accounts/admin/account.html", status=status, seen=seen, words=messages, **shown)


def _requests_page(form: RequestForm, status: int = 200) -> Response:
    return page(
        "accounts/admin/requests.html", status=status, form=form, waiting=desk.waiting(the_actor()), words=messages
    )


def _review_page(form: ReviewForm, status: int = 200) -> Response:
    chosen = RightsForm(request.args)
    found = desk.review(chosen.role.data if chosen.validate() else "")
    return page("accounts/admin/review.html", status=status, form=form, chosen=chosen, review=found, words=messages)


def _with_reason(which: int, order: Any, words: str, *, account_id: int | None = None) -> Response:
    form, shown = ReasonForm(), account_id or which
    if not form.validate_on_submit():
        return _account_page(shown, reason_form=form, status=422)
    try:
        order(the_actor(), which, reason=form.reason.data)
    except Missing:
        raise
    except Refusal as refusal:
        form.attach(refusal)
        return _account_page(shown, reason_form=form, status=refusal.status)
    return _told(shown, words)


def _told(account_id: int, words: str) -> Response:
    flash(words)
    return redirect_to("admin_accounts.account", account_id=account_id)
