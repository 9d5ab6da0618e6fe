"""One's own account: the password, and where one is logged in."""

from typing import Any

from flask import current_app, flash, redirect, request
from werkzeug.wrappers import Response

from portal.accounts import expiry, messages, queries, services, sessions
from portal.accounts.forms import OwnPasswordForm
from portal.accounts.views._core import bp, status_of
from portal.core.access import signed_in, the_actor
from portal.core.errors import Refusal
from portal.core.web import page, redirect_to, safe_next


@bp.get("/account")
@signed_in
def account() -> Response:
    """Show how one logs in, and every place where one is logged in."""
    mine = queries.own_account(the_actor())
    here = sessions.this_session()
    return page(
        "accounts/account.html", mine=mine, sessions=queries.sessions_of(mine.id), here=here.id_hash, words=messages
    )


@bp.get("/account/password")
@signed_in
def password() -> Response:
    """Ask for a new password; until that is done no other page opens to who must choose one."""
    form = _password_form(formdata=None)
    form.next.data = safe_next(request.args.get("next")) or ""
    return _password_page(form)


@bp.post("/account/password")
@signed_in
def change_password() -> Response:
    """Set one's own new password; other sessions end."""
    form = _password_form()
    if "current" not in form and expiry.is_by_office() and not sessions.this_session().is_confirmed:
        return expiry.ask_to_confirm()
    if not form.validate_on_submit():
        return _password_page(form, 422)
    current = form.current.data if "current" in form else ""
    here = sessions.this_session()
    try:
        new = services.change_password(the_actor(), current=current, password=form.password.data, id_hash=here.id_hash)
    except Refusal as refusal:
        form.attach(refusal)
        return _password_page(form, status_of(refusal))
    sessions.go_on_confirmed(new)
    flash(messages.PASSWORD_CHANGED)
    return redirect(safe_next(form.next.data) or "/account", code=303)


@bp.post("/account/sessions/<string(length=32):ref>/ending")
@signed_in
def end_session(ref: str) -> Response:
    """End one of one's own sessions, somewhere else."""
    services.end_session(the_actor(), ref=ref)
    flash(messages.SESSION_ENDED)
    return redirect_to("accounts.account")


@bp.post("/account/sessions/ending")
@signed_in
def end_other_sessions() -> Response:
    """End every session of one's own but this one."""
    here = sessions.this_session()
    services.end_all_sessions(the_actor(), the_actor().account_id or 0, but=here.id_hash)
    flash(messages.OTHER_SESSIONS_ENDED)
    return redirect_to("accounts.account")


def _password_form(**given: Any) -> OwnPasswordForm:
    form = OwnPasswordForm(**given)
    if not queries.own_account(the_actor()).password_hash:
        del form.current
    return form


def _password_page(form: OwnPasswordForm, status: int = 200) -> Response:
    config = current_app.config
    return page(
        "accounts/password.html",
        status=status,
        form=form,
        must=sessions.this_session().must_change_password,
        shortest=config["PASSWORD_SHORTEST"],
        kinds=config["PASSWORD_KINDS"],
    )
