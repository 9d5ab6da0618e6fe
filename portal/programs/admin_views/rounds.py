"""The settings of a round, with the applicants' view of it beside them."""

from collections.abc import Sequence
from typing import Any

from flask import flash, request
from werkzeug.wrappers import Response

from portal.core.access import the_actor
from portal.core.errors import Refusal
from portal.core.web import page, redirect_to
from portal.programs import desk, services
from portal.programs import desk_messages as words
from portal.programs import messages as seen
from portal.programs.admin_views._core import ROUND, bp, running
from portal.programs.forms import QuotaRow, RoundForm, VersionForm, quota_rows, sent_quota_rows, wanted_quotas
from portal.programs.models import Round
from portal.programs.queries import desk as queries
from portal.programs.questions import questions_in
from portal.programs.settings import warnings_of


@bp.get(ROUND)
@running
def round_(program_id: int, round_id: int) -> Response:
    """Show the settings of a round as sentences, and what applicants see."""
    found = services.own_round(the_actor(), program_id, round_id)
    form = RoundForm.filled(found, queries.posts_to_call(found.program.owner_unit))
    return _page(found, form, quota_rows(queries.quotas_of(round_id)))


@bp.post(ROUND)
@running
def change_round(program_id: int, round_id: int) -> Response:
    """Change the settings of a round."""
    found = services.own_round(the_actor(), program_id, round_id)
    form = RoundForm.of(found, queries.posts_to_call(found.program.owner_unit))
    rows, version = sent_quota_rows(request.form), VersionForm()
    good = [form.validate_on_submit(), *(row.validate() for row in rows)]
    if not all(good):
        return _page(found, form, rows, status=422)
    try:
        wanted = form.wanted(wanted_quotas(rows))
        services.change_round(the_actor(), program_id, round_id, version=version.number(), wanted=wanted)
    except Refusal as no:
        form.attach(no)
        found = services.own_round(the_actor(), program_id, round_id)
        return _page(found, form, rows, status=422 if no.field else no.status, is_told=True)
    flash(words.SAVED)
    return redirect_to("program_desk.round_", program_id=program_id, round_id=round_id)


@bp.post(f"{ROUND}/publication")
@running
def publish(program_id: int, round_id: int) -> Response:
    """Show a round to everybody."""
    services.publish(the_actor(), program_id, round_id, version=VersionForm().number())
    flash(words.PUBLISHED)
    return redirect_to("program_desk.round_", program_id=program_id, round_id=round_id)


def about(found: Round) -> dict[str, Any]:
    """Return what every page of a round shows."""
    return {"program": found.program, "shown": desk.shown(found), "words": words, "seen": seen}


def _page(
    found: Round, form: RoundForm, rows: Sequence[QuotaRow], *, status: int = 200, is_told: bool = False
) -> Response:
    version = found.version if status == 200 or is_told else request.form.get("version", "")[:9]
    return page(
        "programs/desk/round.html",
        status=status,
        **about(found),
        form=form,
        rows=rows,
        version=version,
        warnings=warnings_of(found),
        seen_by_applicants=desk.as_applicants_see(found),
        questions=questions_in(found.questions),
    )
