"""Being asked once more who one is, and going on with what was wanted."""

from flask import redirect, request
from werkzeug.wrappers import Response

from portal.accounts import expiry, messages, services, sessions
from portal.accounts.forms import ConfirmationForm
from portal.accounts.views._core import bp, carry_on, status_of
from portal.core.access import signed_in, the_actor
from portal.core.errors import Refusal
from portal.core.web import safe_next


@bp.get("/account/confirmation")
@signed_in
def confirmation() -> Response:
    """Ask for the password once more; whoever typed it a short while ago goes on at once."""
    target = safe_next(request.args.get("next")) or "/"
    if sessions.this_session().is_confirmed:
        return redirect(target, code=303)
    form = ConfirmationForm(formdata=None)
    form.next.data = target
    return expiry.confirmation_page(form)


@bp.post("/account/confirmation")
@signed_in
def confirm() -> Response:
    """Go on to where somebody wanted to go, or to the form that was kept."""
    form, kept = ConfirmationForm(), expiry.kept_again()
    try:
        if not _confirmed(form):
            return expiry.confirmation_page(form, status=422, kept=kept)
    except Refusal as refusal:
        form.attach(refusal)
        return expiry.confirmation_page(form, status=status_of(refusal), kept=kept)
    if kept is not None and kept.belongs_to(the_actor().account_id):
        return expiry.replay_page(kept)
    return redirect(safe_next(form.next.data) or "/", code=303)


@bp.post("/account/confirmation/dialog")
@signed_in
def confirm_here() -> Response:
    """Go on without leaving the page; the page hears its new token."""
    form = ConfirmationForm()
    try:
        if not _confirmed(form):
            return expiry.confirmation_dialog(form, status=422)
    except Refusal as refusal:
        form.attach(refusal)
        return expiry.confirmation_dialog(form, status=status_of(refusal))
    return carry_on(messages.CONFIRMED)


@bp.get("/account/confirmation/dialog")
@signed_in
def go_on_confirmed_here() -> Response:
    """Go on without leaving the page after proving in another window who one is."""
    if sessions.this_session().is_confirmed:
        return carry_on(messages.CONFIRMED)
    form = ConfirmationForm(formdata=None)
    form.form_errors = [messages.OFFICE_NOT_YET]
    return expiry.confirmation_dialog(form, status=422)


def _confirmed(form: ConfirmationForm) -> bool:
    here = sessions.this_session()
    if here.is_confirmed:  # in another window, or at the provider
        return True
    if expiry.is_by_office():
        raise Refusal(messages.OFFICE_NOT_YET)
    if not form.validate_on_submit():
        return False
    sessions.go_on_confirmed(services.confirm(the_actor(), password=form.password.data, id_hash=here.id_hash))
    return True
