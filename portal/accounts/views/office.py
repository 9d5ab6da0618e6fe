"""Coming in by the office's sign-on, proving there once more who one is, and leaving there as well."""

from flask import current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts import services, sessions, sign_on
from portal.accounts.provider import BadAnswer, Identity
from portal.accounts.sign_on import Errand
from portal.accounts.views._core import bp, browser, visitor
from portal.core.access import acts_on_get, public, signed_in, the_actor
from portal.core.errors import Refusal
from portal.core.web import page, safe_next


@bp.get("/login/office")
@public
def office() -> Response:
    """Send somebody to the provider; who is signed in goes on at once."""
    target = safe_next(request.args.get("next"))
    sign_on.provider()
    if the_actor().is_authenticated:
        return redirect(target or "/", code=303)
    try:
        return sign_on.send_off(target)
    except Refusal as refusal:
        return sign_on.failed(refusal, again=False, target=target)


@bp.get("/account/confirmation/office")
@signed_in
def office_again() -> Response:
    """Send somebody to the provider to prove once more who they are."""
    target = safe_next(request.args.get("next"))
    sign_on.provider()
    try:
        return sign_on.send_off(target, again=True)
    except Refusal as refusal:
        return sign_on.failed(refusal, again=True, target=target)


@bp.get("/login/office/answer")
@acts_on_get
@public
def office_answer() -> Response:
    """Take up who comes back from the provider; the address counts once, in the browser that was sent."""
    sign_on.provider()
    errand = None
    try:
        services.check_tries(visitor())
        errand = sign_on.errand()
        _take_up(errand, sign_on.who_came(errand))
    except Refusal as refusal:
        if errand is not None and isinstance(refusal, BadAnswer):
            services.note_refused(visitor())
        again, target = (errand.again, errand.target) if errand is not None else (False, None)
        return sign_on.failed(refusal, again=again, target=target)
    return sign_on.forget_target(redirect(errand.target or "/", code=303), errand)


@bp.get("/login/office/return")
@signed_in
def office_done() -> Response:
    """Tell somebody who came by a second window that the first one can go on."""
    return page("accounts/sign_on_done.html")


@bp.get("/logout/office")
@public
def office_exit() -> Response:
    """Send somebody on to end the session at the provider, if it has a place for that."""
    provider, back = sign_on.provider(), f"{current_app.config['BASE_URL']}{url_for('accounts.log_in_page')}"
    try:
        address = provider.way_out(back)
    except Refusal as refusal:
        return sign_on.failed(refusal, again=False, target=None)
    return redirect(address, code=303) if address else page("accounts/sign_on_stays.html")


def _take_up(errand: Errand, who: Identity) -> None:
    if errand.again:
        sign_on.check_proved_since(errand, who)
        here = sessions.this_session()
        sessions.go_on_confirmed(services.confirm_by_office(the_actor(), number=who.number, id_hash=here.id_hash))
        return
    proved_at = sign_on.in_our_time(who.proved_at)
    sessions.begin(services.sign_in_by_office(visitor(), number=who.number, proved_at=proved_at, browser=browser()))
