"""From a form to a wish and back: names of schools become schools, drafts become forms."""

from werkzeug.datastructures import MultiDict

from portal.kinds.practicum import messages
from portal.kinds.practicum.forms.wish import WishForm
from portal.kinds.practicum.models import Placement, WishDraft
from portal.kinds.practicum.orders import Wished
from portal.kinds.practicum.queries.hosting import schools_called
from portal.programs.models import Round


def wish_form(round_: Round, *, placement: Placement | None, draft: WishDraft | None) -> WishForm:
    """Return the form with what was typed last and not sent, else with what was sent, else empty."""
    if draft is not None:
        return WishForm(formdata=MultiDict(draft.answers)).for_round(round_)
    form = WishForm(formdata=None).for_round(round_)
    if placement is not None:
        form.fill(placement.wish)
    return form


def wished(form: WishForm) -> Wished | None:
    """Return what a valid form wishes for; None, with an error beside its field, for a school that is not there."""
    ranked = form.ranked()
    known = schools_called({school for _rank, _area, school in ranked if school})
    choices: list[tuple[str, int | None]] = []
    for rank, area, school in ranked:
        unit_id = known.get((area, school))
        if school and unit_id is None:
            form[f"school_{rank}"].errors = [messages.no_such_school(area)]
        choices.append((area, unit_id))
    if form.errors:
        return None
    return Wished(choices, form.available_from.data, form.circumstances.data or "")
