"""The catalog and the page of each program."""

from collections.abc import Mapping

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from portal.core.access import of_the_office, the_actor
from portal.core.web import page
from portal.programs import catalog, messages, policies, queries, rules
from portal.programs.kinds import groups_of_kinds, kind_of

bp = Blueprint("programs", __name__)


@bp.get("/programs")
@of_the_office
def listing() -> Response:
    """Show what is open to me now, soon and closed, with the reason where I may not apply."""
    kinds, asked = groups_of_kinds(), request.args.get("kind", "")
    _label, keys = kinds.get(asked, ("", None))
    groups = catalog.catalog(the_actor(), kinds=keys)
    return page(
        "programs/listing.html",
        fragments=["program-list"],
        groups=groups,
        tabs_of_kinds=_tabs(kinds, asked if keys else ""),
        words=messages,
    )


@bp.get("/programs/<int:program_id>")
@of_the_office
def show(program_id: int) -> Response:
    """Show a program with its rounds: what, who, when, how many seats, whom to call."""
    program = queries.program_or_missing(program_id)
    offers, kind = catalog.current(queries.offers_of_program(program_id)), kind_of(program)
    chooses = kind.chooses_openly
    return page(
        "programs/show.html",
        program=program,
        kind=kind,
        cards=catalog.cards_of(the_actor(), offers),
        published=rules.published(offers) if chooses else {},
        may_ask_for_others=chooses and policies.may_ask_for_others(the_actor()),
        more_facts=kind.more_facts(offers),
        who_may=catalog.who_may,
        may_open_queue=policies.may_open_queue(the_actor(), program.owner_unit),
        words=messages,
    )


def _tabs(kinds: Mapping[str, tuple[str, list[str]]], asked: str) -> list[dict[str, object]]:
    everything = {"label": messages.ALL_KINDS, "href": url_for("programs.listing"), "current": not asked}
    return [
        everything,
        *(
            {"label": label, "href": url_for("programs.listing", kind=word), "current": word == asked}
            for word, (label, _keys) in kinds.items()
        ),
    ]
