"""What happens when a request comes after its session has ended: nothing typed is lost.

A page leads to the log-in and back. HTMX gets a log-in dialog over the page. A plain form is kept in the answer
itself, field by field, under a log-in; after it one button sends the very same form. Only forms that a page of this
site sent are kept: another site's must not be finished by somebody who logs in.
"""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from flask import current_app, flash, make_response, redirect, render_template, request, session, url_for
from flask_login import current_user
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response

from portal.accounts import messages, queries
from portal.accounts.forms import ConfirmationForm, LoginForm
from portal.accounts.models import Way
from portal.core.access import READING, access_of
from portal.core.web import fragment, is_fragment_request, is_same_origin, page, safe_next

KEPT = "kept."
KEPT_MOST = 400 * 1024  # as it is sent; below MAX_FORM_MEMORY_SIZE
DIALOG_HEADERS = {"HX-Retarget": "#login-dialog-slot", "HX-Reswap": "innerHTML"}


@dataclass(frozen=True)
class KeptPost:
    """A form somebody sent too late: where to, its fields in their order, whether files were left out, whose it was."""

    target: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    had_files: bool = False
    owner: str = ""

    def belongs_to(self, account_id: int | None) -> bool:
        """Say whether the person who logged in now is the one who typed; unknown means yes."""
        return not self.owner or opened_owner(self.owner) == account_id


def ask_to_log_in() -> Response:
    """Answer a request that needs somebody to be signed in."""
    if is_fragment_request():
        return dialog(_asking_again(), status=401)
    if request.method in READING:
        if getattr(session, "has_ended", False):
            flash(messages.EXPIRED, "warn")
        return redirect(url_for("accounts.log_in_page", next=safe_next(_here())), code=303)
    form = _asking_again()
    kept = kept_now()
    if kept is None:
        form.form_errors = [messages.EXPIRED_UNKEPT]
    return log_in_page(form, status=401, kept=kept)


def token_refused(_error: Exception) -> Response:
    """Answer an unsafe request whose token does not fit its session: nearly always the session has ended."""
    if (done := _done_elsewhere()) is not None:
        return done
    if request.endpoint == "accounts.confirm" and (kept := kept_again()) is not None:
        return confirmation_page(ConfirmationForm(), status=400, kept=kept)
    if request.endpoint in ("accounts.log_in", "accounts.log_in_here"):
        form = LoginForm()
        form.form_errors = [messages.FORM_OUTDATED]
        if request.endpoint == "accounts.log_in_here":
            return dialog(form, status=400)
        return log_in_page(form, status=400, kept=kept_again())
    access = access_of(request.endpoint)
    if not current_user.is_authenticated and access is not None and access.roles is not None:
        return ask_to_log_in()
    kept = None if is_fragment_request() else kept_now()
    if kept is None:
        return make_response(_outdated_page(), 400)
    return replay_page(kept, status=400)


def _done_elsewhere() -> Response | None:
    """Go on with a kept form when its person logged in, or proved who they are, in another window."""
    is_done = {
        "accounts.log_in": current_user.is_authenticated,
        "accounts.confirm": getattr(session, "is_confirmed", False),
    }
    if not is_done.get(request.endpoint or "") or request.form.get("password"):
        return None
    kept = kept_again()
    return replay_page(kept) if kept is not None and kept.belongs_to(current_user.account_id) else None


def _outdated_page() -> str:
    template = "errors/_error_fragment.html" if is_fragment_request() else "errors/error.html"
    return render_template(
        template,
        title="화면을 새로 열어 주시기 바랍니다",
        message=messages.FORM_OUTDATED,
        code=400,
        reference="",
        action_label="처음 화면으로 가기",
        action_href="/",
    )


def ask_to_confirm() -> Response:
    """Answer a request that needs somebody who proved a short while ago who they are."""
    form = ConfirmationForm(formdata=None)
    if is_fragment_request():
        return confirmation_dialog(form, status=401)
    if request.method in READING:
        return redirect(url_for("accounts.confirmation", next=safe_next(_here())), code=303)
    kept = kept_now()
    if kept is None:
        form.form_errors = [messages.CONFIRM_UNKEPT]
    return confirmation_page(form, status=401, kept=kept)


def confirmation_page(form: ConfirmationForm, *, status: int = 200, kept: KeptPost | None = None) -> Response:
    """Ask for the password once more, over a kept form if there is one."""
    by_office = is_by_office()
    return page("accounts/confirmation.html", status=status, form=form, kept=kept, prefix=KEPT, by_office=by_office)


def confirmation_dialog(form: ConfirmationForm, *, status: int) -> Response:
    """Ask for the password once more over the page that HTMX is on."""
    shown = {"form": form, "by_office": is_by_office()}
    return fragment("accounts/_confirmation_dialog.html", status=status, headers=DIALOG_HEADERS, **shown)


def log_in_page(form: LoginForm, *, status: int = 200, kept: KeptPost | None = None, **more: Any) -> Response:
    """Show the log-in, over a kept form if there is one."""
    template = "accounts/session_over.html" if kept else "accounts/log_in.html"
    shown = {"personas": (), "later": (), "demo_password": "", "has_office": has_office(), "has_left": False, **more}
    return make_response(render_template(template, form=form, kept=kept, prefix=KEPT, **shown), status)


def dialog(form: LoginForm, *, status: int) -> Response:
    """Show the log-in over the page that HTMX is on."""
    shown = {"form": form, "owner": sealed_owner(), "has_office": has_office()}
    return fragment("accounts/_login_dialog.html", status=status, headers=DIALOG_HEADERS, **shown)


def replay_page(kept: KeptPost, *, status: int = 200) -> Response:
    """Offer to send a kept form again, with a token of this session."""
    return make_response(render_template("accounts/replay.html", kept=kept), status)


def kept_now() -> KeptPost | None:
    """Return the form of this request, without token, passwords and files; None when it must not be kept."""
    target = safe_next(_here())
    if target is None or not is_same_origin():
        return None
    fields = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name != "csrf_token" and "password" not in name.lower()
    ]
    if len(urlencode(fields)) + len(fields) * len(KEPT) > KEPT_MOST:
        return None
    return KeptPost(target, fields, any(file.filename for file in request.files.values()), sealed_owner())


def kept_again() -> KeptPost | None:
    """Return the form that the log-in of this request carries along; never one that another site sent."""
    target = safe_next(request.form.get(f"{KEPT}target.", ""))
    if target is None or not is_same_origin():
        return None
    special = {f"{KEPT}target.", f"{KEPT}files.", f"{KEPT}owner."}
    fields = [
        (name.removeprefix(KEPT), value)
        for name, value in request.form.items(multi=True)
        if name.startswith(KEPT) and name not in special
    ]
    return KeptPost(target, fields, f"{KEPT}files." in request.form, request.form.get(f"{KEPT}owner.", ""))


def has_office() -> bool:
    """Say whether the settings name a sign-on provider of the office."""
    config = current_app.config
    return bool(config["OIDC_ISSUER"] and config["OIDC_CLIENT_ID"])


def is_by_office() -> bool:
    """Say whether somebody who came by the office's sign-on proves there once more who they are."""
    return has_office() and getattr(session, "way", None) == Way.OFFICE


def sealed_owner() -> str:
    """Return, signed, whose session this is or was; empty when it is not known."""
    account_id = current_user.account_id or getattr(session, "of_account", None)
    return "" if account_id is None else str(_seal().dumps(account_id))


def opened_owner(sealed: str) -> int | None:
    """Return whose session had ended; None when the mark is not ours."""
    try:
        return int(_seal().loads(sealed))
    except (BadSignature, TypeError, ValueError):
        return None


def _asking_again() -> LoginForm:
    """Return the log-in with the number of whom this browser knew, so that only the password is left to type."""
    account_id = getattr(session, "of_account", None)
    known = "" if account_id is None else queries.login_id_of(account_id)
    return LoginForm(formdata=None, data={"login_id": known})


def _here() -> str:
    return request.full_path.removesuffix("?")


def _seal() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.config["SECRET_KEY"]), salt="owner-of-an-ended-session")
