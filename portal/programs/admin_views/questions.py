"""A round's own questions: their list, one of them, their order."""

from collections.abc import Sequence

from flask import flash, request
from werkzeug.wrappers import Response

from portal.core.access import the_actor
from portal.core.errors import Missing, Refusal
from portal.core.web import page, redirect_to
from portal.programs import desk_messages as words
from portal.programs import questions as asked
from portal.programs import services
from portal.programs.admin_views._core import ROUND, bp, running
from portal.programs.admin_views.rounds import about
from portal.programs.forms import VersionForm
from portal.programs.models import Round
from portal.programs.question_forms import QuestionForm
from portal.programs.questions import Question, questions_in

ADDRESS = f"{ROUND}/questions"
ONE = f"{ADDRESS}/<string:key>"


@bp.get(ADDRESS)
@running
def questions(program_id: int, round_id: int) -> Response:
    """Show what a round asks beyond what its kind asks."""
    found = services.own_round(the_actor(), program_id, round_id)
    return _list(found)


@bp.get(f"{ADDRESS}/form")
@running
def blank_question(program_id: int, round_id: int) -> Response:
    """Show the empty form of a question."""
    found = services.own_round(the_actor(), program_id, round_id)
    return _page(found, QuestionForm.of(questions_in(found.questions), formdata=None))


@bp.post(f"{ADDRESS}/form")
@running
def add_question(program_id: int, round_id: int) -> Response:
    """Ask one more question."""
    return _kept(services.own_round(the_actor(), program_id, round_id), None)


@bp.get(ONE)
@running
def question(program_id: int, round_id: int, key: str) -> Response:
    """Show a question in its form."""
    found = services.own_round(the_actor(), program_id, round_id)
    one = _question(found, key)
    return _page(found, QuestionForm.filled(_before(found, key), one), one)


@bp.post(ONE)
@running
def change_question(program_id: int, round_id: int, key: str) -> Response:
    """Ask a question in other words; what was answered keeps the words it answered."""
    found = services.own_round(the_actor(), program_id, round_id)
    return _kept(found, _question(found, key))


@bp.post(f"{ONE}/place")
@running
def move_question(program_id: int, round_id: int, key: str) -> Response:
    """Move a question up or down."""
    found = services.own_round(the_actor(), program_id, round_id)
    by = -1 if request.form.get("way") == "up" else 1
    return _changed(found, asked.moved(questions_in(found.questions), _question(found, key).key, by))


@bp.post(f"{ONE}/removal")
@running
def remove_question(program_id: int, round_id: int, key: str) -> Response:
    """Ask a question no longer."""
    found = services.own_round(the_actor(), program_id, round_id)
    return _changed(found, asked.without(questions_in(found.questions), _question(found, key).key))


def _kept(found: Round, one: Question | None) -> Response:
    there = questions_in(found.questions)
    earlier = there if one is None else _before(found, one.key)
    form = QuestionForm.of(earlier)
    if not form.validate_on_submit():
        return _page(found, form, one, status=422)
    put = asked.put(there, form.question(earlier, one.key if one else None))
    try:
        services.set_questions(the_actor(), found.program_id, found.id, version=VersionForm().number(), questions=put)
    except Refusal as no:
        form.attach(no)
        return _page(services.own_round(the_actor(), found.program_id, found.id), form, one, status=no.status)
    flash(words.SAVED)
    return redirect_to("program_desk.questions", program_id=found.program_id, round_id=found.id)


def _changed(found: Round, wanted: Sequence[Question]) -> Response:
    ids = {"program_id": found.program_id, "round_id": found.id}
    try:
        services.set_questions(the_actor(), **ids, version=VersionForm().number(), questions=wanted)
    except Refusal as no:
        return _list(services.own_round(the_actor(), **ids), wrong=str(no), status=no.status)
    return redirect_to("program_desk.questions", **ids)


def _question(found: Round, key: str) -> Question:
    for one in questions_in(found.questions):
        if one.key == key:
            return one
    raise Missing


def _before(found: Round, key: str) -> list[Question]:
    earlier = []
    for one in questions_in(found.questions):
        if one.key == key:
            break
        earlier.append(one)
    return earlier


def _list(found: Round, *, wrong: str = "", status: int = 200) -> Response:
    return page(
        "programs/desk/questions.html",
        status=status,
        **about(found),
        questions=questions_in(found.questions),
        wrong=wrong,
        version=found.version,
    )


def _page(found: Round, form: QuestionForm, one: Question | None = None, *, status: int = 200) -> Response:
    version = found.version if status in (200, 409) else request.form.get("version", "")[:9]
    return page("programs/desk/question.html", status=status, **about(found), form=form, question=one, version=version)
