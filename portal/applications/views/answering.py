"""What somebody answers about their own seat: taking or declining it, confirming it, sending a colleague."""

from flask import flash
from werkzeug.wrappers import Response

from portal.applications import substitute_words, waiting_words
from portal.applications.forms import ColleagueForm
from portal.applications.queries import mine
from portal.applications.queries.substitutes import open_substitution
from portal.applications.services import answering, substituting
from portal.applications.views._core import bp
from portal.core.access import of_the_office, the_actor
from portal.core.errors import Missing, Refusal
from portal.core.web import page, redirect_to

ONE = "/applications/<string(length=32):public_id>"


@bp.post(ONE + "/offer/<any(taken, declined):answer>")
@of_the_office
def answer_offer(public_id: str, answer: str) -> Response:
    """Take the seat that is kept for one's answer, or let the next have it."""
    if answer == "taken":
        answering.take_offer(the_actor(), public_id)
        flash(waiting_words.TAKEN)
    else:
        answering.decline_offer(the_actor(), public_id)
        flash(waiting_words.DECLINED)
    return redirect_to("applications.show", public_id=public_id)


@bp.post(ONE + "/confirmation")
@of_the_office
def confirm(public_id: str) -> Response:
    """Confirm that one will come."""
    answering.confirm(the_actor(), public_id)
    flash(waiting_words.CONFIRMED)
    return redirect_to("applications.show", public_id=public_id)


@bp.get(ONE + "/substitute")
@of_the_office
def substitute(public_id: str) -> Response:
    """Ask which colleague comes instead."""
    return _substitute_page(public_id, ColleagueForm(formdata=None))


@bp.post(ONE + "/substitute")
@of_the_office
def ask_substitute(public_id: str) -> Response:
    """Ask a colleague to come instead."""
    form = ColleagueForm()
    if not form.validate_on_submit():
        return _substitute_page(public_id, form, status=422)
    try:
        substituting.ask(the_actor(), public_id, colleague=form.colleague.data)
    except Missing:
        raise
    except Refusal as no:
        form.attach(no)
        return _substitute_page(public_id, form, status=422 if no.field else no.status)
    flash(substitute_words.ASKED)
    return redirect_to("applications.show", public_id=public_id)


@bp.post(ONE + "/substitute/dropped")
@of_the_office
def drop_substitute(public_id: str) -> Response:
    """Take back that a colleague comes instead."""
    application = mine.own_application(the_actor().person_id, public_id)
    asked = open_substitution(application.id)
    if asked is None:
        raise Refusal(substitute_words.ANSWERED)
    substituting.drop(the_actor(), asked.public_id)
    flash(substitute_words.DROPPED)
    return redirect_to("applications.show", public_id=public_id)


def _substitute_page(public_id: str, form: ColleagueForm, *, status: int = 200) -> Response:
    application = mine.own_application(the_actor().person_id, public_id)
    return page("applications/substitute.html", status=status, application=application, form=form)
