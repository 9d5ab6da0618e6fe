"""Who may apply to a round: conditions put together one by one, with how many that are."""

from collections.abc import Mapping
from typing import Any

from flask import request
from werkzeug.wrappers import Response

from portal.core.access import the_actor
from portal.core.errors import Missing, Refusal
from portal.core.web import is_fragment_request, page, redirect_to
from portal.programs import catalog, desk, rule_tree, services
from portal.programs.admin_views._core import ROUND, bp, running
from portal.programs.admin_views.rounds import about
from portal.programs.condition_forms import FORMS, LABELS, ConditionForm
from portal.programs.eligibility import messages as said
from portal.programs.forms import VersionForm
from portal.programs.kinds import kind_by_key, plugged_keys
from portal.programs.models import Round
from portal.programs.policies import RUNNING_ROLES
from portal.programs.queries import desk as queries
from portal.programs.queries import offer_of_round

ADDRESS = f"{ROUND}/eligibility"


@bp.get(ADDRESS)
@running
def conditions(program_id: int, round_id: int) -> Response:
    """Show who may apply, and how many fit; with a kind asked for, the form of a new condition."""
    found = services.own_round(the_actor(), program_id, round_id)
    kind = request.args.get("kind", "")
    form = _form(kind, formdata=None) if kind in FORMS else None
    return _page(found, form=form, kind=kind, place=request.args.get("place", "")[:20])


@bp.post(f"{ADDRESS}/conditions")
@running
def add_condition(program_id: int, round_id: int) -> Response:
    """Put one more condition into a group."""
    found, kind = services.own_round(the_actor(), program_id, round_id), request.form.get("kind", "")
    if kind not in FORMS:
        raise Missing
    form, place = _form(kind), request.form.get("place", "")[:20]
    if not form.validate_on_submit():
        return _page(found, form=form, kind=kind, place=place, status=422)
    return _changed(found, rule_tree.added(found.eligibility, place, form.rule()), form=form, kind=kind, place=place)


@bp.post(f"{ADDRESS}/groups")
@running
def add_group(program_id: int, round_id: int) -> Response:
    """Put a group of conditions, of which one is enough, into a group."""
    found = services.own_round(the_actor(), program_id, round_id)
    return _changed(found, rule_tree.added(found.eligibility, request.form.get("place", "")[:20], {"any": []}))


@bp.post(f"{ADDRESS}/mode")
@running
def turn_group(program_id: int, round_id: int) -> Response:
    """Let a group want all of its conditions, or one of them."""
    found = services.own_round(the_actor(), program_id, round_id)
    place, mode = request.form.get("place", "")[:20], request.form.get("mode", "")
    return _changed(found, rule_tree.turned(found.eligibility, place, mode))


@bp.post(f"{ADDRESS}/removal")
@running
def remove_condition(program_id: int, round_id: int) -> Response:
    """Take a condition or a group out."""
    found = services.own_round(the_actor(), program_id, round_id)
    return _changed(found, rule_tree.removed(found.eligibility, request.form.get("place", "")[:20]))


def _changed(found: Round, rule: dict[str, Any], **again: Any) -> Response:
    ids = {"program_id": found.program_id, "round_id": found.id}
    try:
        services.set_eligibility(the_actor(), **ids, version=VersionForm().number(), rule=rule)
    except Refusal as no:
        return _page(services.own_round(the_actor(), **ids), wrong=str(no), status=no.status, **again)
    if is_fragment_request():
        return _page(services.own_round(the_actor(), **ids))
    return redirect_to("program_desk.conditions", **ids)


def _form(kind: str, **filled: Any) -> ConditionForm:
    form = FORMS[kind](**filled)
    form.offer(_choices(kind))
    return form


def _choices(kind: str) -> dict[str, list[tuple[str, str]]]:
    """Return what the form of a kind offers; only that is read."""
    if kind == "unit":
        return {"unit": [(str(unit), name) for unit, name in queries.branches()]}
    if kind == "part":
        open_kinds = {key: kind_by_key(key) for key in plugged_keys()}
        keys = [key for key, one in open_kinds.items() if one.chooses_openly]
        programs = queries.programs_run_by(the_actor(), RUNNING_ROLES, keys)
        return {"program": [(str(one.id), one.title) for one in programs]}
    if kind in ("grade", "series"):
        return {name: [(one, one) for one in values] for name, values in queries.values_known().items()}
    tables: dict[str, Mapping[Any, str]] = {
        "category": said.CATEGORY,
        "state": said.STATE,
        "unit_kind": said.UNIT_KIND,
    }
    return {name: [(str(value), label) for value, label in table.items()] for name, table in tables.items()}


def _page(
    found: Round,
    *,
    form: ConditionForm | None = None,
    kind: str = "",
    place: str = "",
    wrong: str = "",
    status: int = 200,
) -> Response:
    when = catalog.when(offer_of_round(found.id))
    return page(
        "programs/desk/eligibility.html",
        fragments=["eligibility-editor"],
        status=status,
        **about(found),
        tree=rule_tree.drawn(rule_tree.as_group(found.eligibility), when),
        preview=desk.preview(found),
        form=form,
        kind=kind,
        place=place,
        labels=LABELS,
        wrong=wrong,
        version=found.version,
    )
