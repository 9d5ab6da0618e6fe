"""Programs with their rounds by year, and a program's own words."""

from flask import flash, request
from werkzeug.wrappers import Response

from portal.core.access import the_actor
from portal.core.errors import Refusal
from portal.core.web import page, redirect_to
from portal.programs import desk_messages as words
from portal.programs import services
from portal.programs.admin_views._core import bp, running
from portal.programs.desk import overview
from portal.programs.forms import ProgramForm, VersionForm
from portal.programs.models import Program
from portal.programs.queries import desk as queries


@bp.get("")
@running
def listing() -> Response:
    """Show the programs one's teams own, each with its rounds by year."""
    return page("programs/desk/listing.html", programs=overview(the_actor()), words=words)


@bp.get("/<int:program_id>/form")
@running
def program(program_id: int) -> Response:
    """Show what a program says of itself, to be changed."""
    found = services.own_program(the_actor(), program_id)
    posts = queries.posts_to_call(found.owner_unit)
    data = {"contact_post_id": str(found.contact_post_id or "")}
    return _page(found, ProgramForm.of(found, posts, formdata=None, obj=found, data=data))


@bp.post("/<int:program_id>/form")
@running
def change_program(program_id: int) -> Response:
    """Change what a program says of itself."""
    found = services.own_program(the_actor(), program_id)
    form, version = ProgramForm.of(found, queries.posts_to_call(found.owner_unit)), VersionForm()
    if not form.validate_on_submit():
        return _page(found, form, status=422)
    try:
        services.change_program(the_actor(), program_id, version=version.number(), words=form.words())
    except Refusal as no:
        form.attach(no)
        return _page(services.own_program(the_actor(), program_id), form, status=no.status, is_told=True)
    flash(words.SAVED)
    return redirect_to("program_desk.listing", _anchor=f"program-{program_id}")


@bp.post("/<int:program_id>/rounds")
@running
def open_round(program_id: int) -> Response:
    """Open a round: blank, or like an earlier one."""
    like = request.form.get("like", "")
    asked = int(like) if like.isascii() and like.isdigit() and len(like) < 10 else None
    made = services.open_round(the_actor(), program_id, like=asked)
    flash(words.MADE if asked is None else words.CLONED)
    return redirect_to("program_desk.round_", program_id=program_id, round_id=made.id)


def _page(found: Program, form: ProgramForm, *, status: int = 200, is_told: bool = False) -> Response:
    version = found.version if status == 200 or is_told else request.form.get("version", "")[:9]
    return page("programs/desk/program.html", status=status, program=found, form=form, version=version, words=words)
