"""Going to the office's sign-on provider and coming back, bound to one browser.

Nothing is written for it: nonce and proof key are derived from the key of the browser's session, and what the provider
carries back is signed for that key. So an answer counts only in the browser that asked, and once, for the session that
it begins has another key. Where somebody wanted to go is kept in a cookie, for addresses are none of the provider's
business.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app, redirect, request, url_for
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response

from portal.accounts import messages, sessions
from portal.accounts.expiry import has_office
from portal.accounts.provider import SKEW, BadAnswer, Identity, Provider
from portal.core import clock
from portal.core.db import SEOUL
from portal.core.errors import Missing, NotAllowed, Refusal
from portal.core.web import page, safe_next

WANTED = "portal-wanted"
WANTED_PATH = "/login/office"
ERRANDS_KEPT = 3
LONGEST_TARGET = 500
LASTS = timedelta(minutes=10)


@dataclass(frozen=True)
class Errand:
    """What a browser was sent to the provider for: to come in, or (*again*) to prove once more who it is.

    The provider must sign the ``nonce``; without the ``verifier`` (PKCE) its code is worth nothing.
    """

    chance: str
    again: bool
    began_at: datetime
    nonce: str
    verifier: str
    target: str | None


def provider() -> Provider:
    """Return the provider; raises Missing when the settings name none."""
    if not has_office():
        raise Missing
    kept = current_app.extensions.setdefault("portal_provider", Provider(current_app.config))
    assert isinstance(kept, Provider)
    return kept


def send_off(target: str | None, *, again: bool = False) -> Response:
    """Send a browser to the provider; raises NoAnswer when there is nobody."""
    chance, began = secrets.token_urlsafe(12), int(clock.now().timestamp())
    state, nonce, verifier = _seal().dumps([chance, again, began]), _derived("nonce", chance), _derived("key", chance)
    address = provider().address_for(_back(), state=str(state), nonce=nonce, verifier=verifier, again=again)
    sessions.this_session().is_awaited = True
    response = redirect(address, code=303)
    if target is not None and len(target) <= LONGEST_TARGET:
        _want(response, {**_wanted(), chance: target})
    return response


def errand() -> Errand:
    """Return what the browser of this request was sent for; raises BadAnswer when it was not, or too long ago."""
    try:
        chance, again, began = _seal().loads(request.args.get("state", ""))
        began_at = datetime.fromtimestamp(began, SEOUL)
    except (BadSignature, TypeError, ValueError):
        raise BadAnswer(messages.OFFICE_OUTDATED) from None
    if clock.now() - began_at > LASTS:
        raise BadAnswer(messages.OFFICE_OUTDATED)
    return Errand(
        chance, again, began_at, _derived("nonce", chance), _derived("key", chance), safe_next(_wanted().get(chance))
    )


def who_came(errand: Errand) -> Identity:
    """Return who the provider says has come back; raises a Refusal."""
    if request.args.get("iss", provider().issuer) != provider().issuer:
        raise BadAnswer(messages.OFFICE_UNPROVED)
    if request.args.get("error") or not request.args.get("code"):
        raise _declined(request.args.get("error", ""))
    return provider().who_came(_back(), code=request.args["code"], nonce=errand.nonce, verifier=errand.verifier)


def in_our_time(moment: datetime | None) -> datetime | None:
    """Return what the portal's clock showed at a moment of the world; never later than now."""
    now = clock.now()
    return None if moment is None else min(now, now + (moment - clock.in_real_time(now)))


def check_proved_since(errand: Errand, who: Identity) -> None:
    """Raise BadAnswer unless the provider says that somebody proved who they are after they were sent there."""
    proved_at = in_our_time(who.proved_at)
    if proved_at is None or proved_at < errand.began_at - SKEW:
        current_app.logger.warning("The sign-on provider did not ask again: its auth_time is %s", who.proved_at)
        raise BadAnswer(messages.OFFICE_DID_NOT_ASK)


def failed(refusal: Refusal, *, again: bool, target: str | None) -> Response:
    """Say what went wrong, with a way on."""
    words = str(refusal)
    return page("accounts/sign_on_failed.html", status=refusal.status, message=words, again=again, target=target)


def forget_target(response: Response, errand: Errand) -> Response:
    """Let the browser forget where it wanted to go: it is there."""
    _want(response, {chance: target for chance, target in _wanted().items() if chance != errand.chance})
    return response


def _declined(error: str) -> Refusal:
    if error == "access_denied":
        return NotAllowed(messages.OFFICE_DECLINED)
    current_app.logger.warning("The sign-on provider sent somebody back without a code: %r", error[:100])
    return BadAnswer(messages.OFFICE_UNPROVED)


def _back() -> str:
    return f"{current_app.config['BASE_URL']}{url_for('accounts.office_answer')}"


def _wanted() -> dict[str, str]:
    try:
        kept = _targets().loads(request.cookies.get(WANTED, ""))
    except BadSignature:
        return {}
    return kept if isinstance(kept, dict) else {}


def _want(response: Response, targets: dict[str, str]) -> None:
    newest = dict(list(targets.items())[-ERRANDS_KEPT:])
    if not newest:
        response.delete_cookie(WANTED, path=WANTED_PATH)
        return
    response.set_cookie(
        WANTED,
        str(_targets().dumps(newest)),
        max_age=LASTS,
        path=WANTED_PATH,
        httponly=True,
        samesite="Lax",
        secure=sessions.is_secure(current_app),
    )


def _targets() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.config["SECRET_KEY"]), salt="wanted-after-sign-on")


def _seal() -> URLSafeSerializer:
    here = sessions.this_session().id_hash
    return URLSafeSerializer(str(current_app.config["SECRET_KEY"]), salt=f"sign-on:{here}")


def _derived(purpose: str, chance: str) -> str:
    secret = str(current_app.config["SECRET_KEY"]).encode()
    text = f"sign-on:{purpose}:{sessions.this_session().key}:{chance}"
    return hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()
