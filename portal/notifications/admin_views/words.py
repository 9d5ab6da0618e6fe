"""The pages on which a team writes what its programs say at each step."""

from flask import Blueprint, flash
from werkzeug.wrappers import Response

from portal.core.access import requires, the_actor
from portal.core.errors import Refusal, Stale
from portal.core.web import page, redirect_to
from portal.notifications import desk, messages, policies, queries, wording
from portal.notifications.forms import ResetForm, WordsForm
from portal.notifications.policies import WRITERS
from portal.notifications.services import words as services
from portal.notifications.wording import Words

bp = Blueprint("words", __name__, url_prefix="/admin/words")
STEP = f"/<int:program_id>/<any({', '.join(messages.STEP)}):step>"


@bp.get("")
@requires(*WRITERS)
def programs() -> Response:
    """Show the programs whose words the actor may change."""
    return page("notifications/words/programs.html", programs=queries.programs_worded_by(the_actor()))


@bp.get("/<int:program_id>")
@requires(*WRITERS)
def steps(program_id: int) -> Response:
    """Show what a program says at each of its steps."""
    program = services.program_to_word(the_actor(), program_id)
    return page(
        "notifications/words/steps.html",
        program=program,
        lines=desk.steps_of(program),
        fixed=policies.is_fixed(program),
        words=messages,
    )


@bp.get(STEP)
@requires(*WRITERS)
def form(program_id: int, step: str) -> Response:
    """Show the words of one step, and how they read with the values of a real application."""
    return _form_page(program_id, step)


@bp.post(STEP)
@requires(*WRITERS)
def keep(program_id: int, step: str) -> Response:
    """Keep a team's own words."""
    services.program_to_word(the_actor(), program_id, step)
    form = WordsForm.of(step)
    if not form.validate_on_submit():
        return _form_page(program_id, step, form, status=422)
    try:
        services.keep(the_actor(), program_id, step, words=form.words, version=form.version.data or 0)
    except Refusal as no:
        return _refused(program_id, step, form, no)
    flash(messages.WORDS_KEPT, "ok")
    return redirect_to("words.steps", program_id=program_id)


@bp.post(STEP + "/preview")
@requires(*WRITERS)
def preview(program_id: int, step: str) -> Response:
    """Show how words would read, without keeping them."""
    services.program_to_word(the_actor(), program_id, step)
    form = WordsForm.of(step)
    good = form.validate_on_submit()
    return _form_page(program_id, step, form, status=200 if good else 422)


@bp.post(STEP + "/reset")
@requires(*WRITERS)
def reset(program_id: int, step: str) -> Response:
    """Go back to the portal's words."""
    services.program_to_word(the_actor(), program_id, step)
    form = ResetForm()
    if not form.validate_on_submit():
        return _form_page(program_id, step, status=422)
    services.reset(the_actor(), program_id, step, version=form.version.data or 0)
    flash(messages.WORDS_RESET, "ok")
    return redirect_to("words.steps", program_id=program_id)


def _refused(program_id: int, step: str, form: WordsForm, no: Refusal) -> Response:
    """Show the form again with everything that was typed; saved once more it replaces what it was told of."""
    form.attach(no)
    if isinstance(no, Stale):
        newest = queries.template_of(program_id, step)
        form.version.data, form.version.raw_data = (newest.version if newest else 0), None
    return _form_page(program_id, step, form, status=no.status)


def _form_page(program_id: int, step: str, form: WordsForm | None = None, *, status: int = 200) -> Response:
    actor = the_actor()
    program = services.program_to_word(actor, program_id, step)
    own = queries.template_of(program_id, step)
    said = Words(own.title, own.body, own.subject, own.letter) if own else wording.default_words(step)
    if form is None:
        form = WordsForm.of(step, formdata=None, obj=said, version=own.version if own else 0)
    shown = Words(messages.NEUTRAL) if policies.is_fixed(program) else form.words
    return page(
        "notifications/words/step.html",
        fragments=["words-preview"],
        status=status,
        program=program,
        step=step,
        label=messages.STEP[step],
        form=form,
        own=own,
        fixed=policies.is_fixed(program),
        offered=[(name, messages.PLACEHOLDER[name]) for name in wording.offered(step)],
        preview=desk.preview_of(actor, program, step, shown),
        letter_text=messages.LETTER_TEXT,
    )
