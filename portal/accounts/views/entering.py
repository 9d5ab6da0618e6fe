"""Logging in and out, and staying in."""

from flask import current_app, flash, jsonify, make_response, redirect, request
from werkzeug.wrappers import Response

from portal.accounts import expiry, messages, queries, services, sessions
from portal.accounts.forms import LoginForm
from portal.accounts.personas import PERSONAS
from portal.accounts.views._core import bp, browser, carry_on, status_of, visitor
from portal.config import DEMO_PASSWORD
from portal.core import clock
from portal.core.access import passive, public, signed_in, the_actor
from portal.core.actors import Actor
from portal.core.errors import Refusal
from portal.core.web import redirect_to, safe_next


@bp.get("/login")
@public
def log_in_page() -> Response:
    """Ask who it is; somebody who is signed in goes on at once."""
    target = safe_next(request.args.get("next"))
    if the_actor().is_authenticated:
        return redirect(target or "/", code=303)
    form = LoginForm(formdata=None)
    form.next.data = target or ""
    return _asking(form)


@bp.post("/login")
@public
def log_in() -> Response:
    """Let somebody in, to where they wanted to go, or to the form they could not send."""
    form = LoginForm()
    if not form.validate_on_submit():
        return _asking(form, 422)
    try:
        actor = _sign_in(form)
    except Refusal as refusal:
        form.attach(refusal)
        return _asking(form, status_of(refusal))
    return _go_on(actor, safe_next(form.next.data))


@bp.post("/login/dialog")
@public
def log_in_here() -> Response:
    """Let somebody in without leaving the page; the page hears the new token and when the session ends."""
    form = LoginForm()
    if not form.validate_on_submit():
        return expiry.dialog(form, status=422)
    try:
        actor = _sign_in(form)
    except Refusal as refusal:
        form.attach(refusal)
        return expiry.dialog(form, status=status_of(refusal))
    return _carry_on(actor, request.form.get("owner", ""))


@bp.get("/login/dialog")
@signed_in
def go_on_here() -> Response:
    """Go on without leaving the page after logging in in another window."""
    return _carry_on(the_actor(), request.args.get("owner", ""))


@bp.post("/logout")
@public
def log_out() -> Response:
    """End the session on the server; without one there is nothing to end."""
    here = sessions.this_session()
    left = "office" if expiry.is_by_office() else None
    if here.actor.is_authenticated:
        services.sign_out(here.actor, id_hash=here.id_hash)
        sessions.end()
    flash(messages.SIGNED_OUT)
    response = redirect_to("accounts.log_in_page", left=left)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@bp.post("/session/extension")
@passive
@signed_in
def extend() -> Response:
    """Begin the idle time anew, because somebody asked for it."""
    sessions.renew(at_once=True)
    here = sessions.this_session()
    if "HX-Request" in request.headers or request.accept_mimetypes.best == "application/json":
        assert here.ends_at is not None
        ends = clock.in_real_time(here.ends_at).isoformat(timespec="seconds")
        return jsonify(ends=ends, idle_seconds=here.idle_seconds)
    flash(messages.EXTENDED)
    return redirect(_back(), code=303)


def _sign_in(form: LoginForm) -> Actor:
    new = services.sign_in(visitor(), login_id=form.login_id.data, password=form.password.data, browser=browser())
    sessions.begin(new)
    return new.actor


def _asking(form: LoginForm, status: int = 200) -> Response:
    kept = expiry.kept_again()
    personas = PERSONAS if current_app.config["PORTAL_MODE"] == "demo" and kept is None else ()
    there = queries.open_demo_accounts([p.login_id for p in personas]) if personas else set()
    return expiry.log_in_page(
        form,
        status=status,
        kept=kept,
        personas=[p for p in personas if p.login_id in there],
        later=[p for p in personas if p.step > 1 and p.login_id not in there],
        demo_password=DEMO_PASSWORD if personas else "",
        has_left=request.args.get("left") == "office",
    )


def _go_on(actor: Actor, target: str | None) -> Response:
    kept = expiry.kept_again()
    if kept is not None and kept.belongs_to(actor.account_id):
        return expiry.replay_page(kept)
    if kept is not None:
        flash(messages.SOMEBODY_ELSE, "warn")
    return redirect(target or "/", code=303)


def _carry_on(actor: Actor, owner: str) -> Response:
    if owner and expiry.opened_owner(owner) != actor.account_id:
        response = make_response("", 200)
        response.headers["HX-Refresh"] = "true"
        return response
    return carry_on(messages.LOGGED_IN_AGAIN)


def _back() -> str:
    referrer = request.referrer or ""
    path = referrer.removeprefix(request.host_url.rstrip("/")) if referrer.startswith(request.host_url) else None
    return safe_next(path) or "/"
