"""Coming in by a one-time link: a page with one button, or one that asks for a new password.

A link that lost letters on its way is answered like one that is used up, and told what to do.
"""

from flask import flash, redirect
from werkzeug.wrappers import Response

from portal.accounts import messages, queries, services, sessions
from portal.accounts.forms import NewPasswordForm
from portal.accounts.models import Purpose
from portal.accounts.services import NewSession, key_hash
from portal.accounts.views._core import bp, browser, status_of, visitor
from portal.core.access import public
from portal.core.errors import Missing, Refusal
from portal.core.web import page


@bp.get("/links/<string(maxlength=80):token>")
@public
def link(token: str) -> Response:
    """Show what a link is for; opening it uses nothing up, for mail programs look at links first."""
    return _page(token, NewPasswordForm(formdata=None))


@bp.post("/links/<string(maxlength=80):token>")
@public
def follow_link(token: str) -> Response:
    """Let somebody in by a link, with the password they choose if it is for that."""
    form, purpose = NewPasswordForm(), queries.purpose_of_link(key_hash(token))
    if purpose == Purpose.PASSWORD and not form.validate_on_submit():
        return _page(token, form, 422)
    try:
        new = _entered(token, purpose, form)
    except Missing:
        return _page(token, form)
    except Refusal as refusal:
        form.attach(refusal)
        return _page(token, form, status_of(refusal))
    sessions.begin(new)
    return redirect("/", code=303)


def _entered(token: str, purpose: Purpose | None, form: NewPasswordForm) -> NewSession:
    if purpose != Purpose.PASSWORD:
        return services.sign_in_by_link(visitor(), token=token, browser=browser())
    new = services.set_password_by_link(visitor(), token=token, password=form.password.data, browser=browser())
    flash(messages.PASSWORD_SET)
    return new


def _page(token: str, form: NewPasswordForm, status: int = 200) -> Response:
    purpose = queries.purpose_of_link(key_hash(token))
    if purpose is None and status != 429:
        return page("accounts/link_dead.html", status=404)
    return page("accounts/link.html", status=status, form=form, purpose=purpose, token=token)
