"""Pages of this room for everybody who may use it."""

from typing import Any

from flask import Blueprint, current_app, request
from werkzeug.wrappers import Response

from portal.core.access import requires, the_actor
from portal.core.forms import without_control
from portal.core.web import is_fragment_request, page, page_number
from portal.directory import messages, policies
from portal.directory.queries import card as cards
from portal.directory.results import Results, look_up

bp = Blueprint("directory", __name__)
FRAGMENTS = ("people-table", "person-card")


@bp.get("/people")
@requires(*policies.COLLEAGUES)
def people() -> Response:
    """Look people up by name, initials, duty, department or number."""
    given, unit = (without_control(request.args.get(name, "")) for name in ("q", "unit"))
    found = look_up(given, unit_code=unit, page=page_number(), own_unit_id=the_actor().unit_id)
    only = None if is_fragment_request() else found.only
    return _page(found=found, card=cards.card_or_missing(only.public_id) if only else None)


@bp.get("/people/<string(length=32):public_id>")
@requires(*policies.COLLEAGUES)
def person(public_id: str) -> Response:
    """Show a person's card, alone or beside the list."""
    card = cards.card_or_missing(public_id)
    return page("directory/person.html", fragments=["person-card"], card=card, **_words(card))


def _page(*, found: Results, card: cards.Card | None) -> Response:
    return page("directory/people.html", fragments=FRAGMENTS, found=found, card=card, **_words(card))


def _words(card: cards.Card | None) -> dict[str, Any]:
    return {
        "words": messages,
        "outside_prefix": current_app.config["OUTSIDE_PREFIX"],
        "is_own": card is not None and policies.may_see_service_dates(the_actor(), card.facts.person_id),
    }
