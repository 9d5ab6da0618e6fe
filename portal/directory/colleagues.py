"""Which colleague is meant by a name somebody writes."""

from portal.directory.results import BY_NAME, Hit, look_up
from portal.directory.search import Why

MOST_COLLEAGUES, MOST_PAGES, LONGEST = 8, 3, 60


def colleagues_named(text: str, *, own_unit_id: int | None = None) -> list[str]:
    """Return colleagues whose names or initials fit, as "성명 (소속)"; nobody when *text* is one of them already.

    What stands in brackets after the name narrows by the office, if anybody is left.
    """
    hits, office = _asked(text, own_unit_id)
    found = [_label(hit) for hit in _of_office(hits, office) or hits]
    return [] if text.strip() in found else found[:MOST_COLLEAGUES]


def meant_by(text: str) -> list[str]:
    """Return whom a written name may mean: those of exactly that name if there are any, else all whose names fit."""
    hits, office = _asked(text, None)
    exact = [hit for hit in hits if hit.why is Why.NAME]
    return list(dict.fromkeys(_label(hit) for hit in _of_office(exact or hits, office)))


def written_out(text: str | None) -> str | None:
    """Write the one colleague who is meant as "성명 (소속)"; leave the text alone when it is nobody, or several."""
    meant = meant_by(text) if text else []
    return meant[0] if len(meant) == 1 else text


def _asked(text: str, own_unit_id: int | None) -> tuple[list[Hit], str]:
    name, _bracket, office = (part.strip() for part in text[:LONGEST].partition("("))
    hits: list[Hit] = []
    for page in range(1, MOST_PAGES + 1 if name else 1):
        found = look_up(name, unit_code="", page=page, own_unit_id=own_unit_id).page
        hits += [hit for hit in found.items if hit.why in BY_NAME]
        if not found.has_next:
            break
    return hits, office.rstrip(")").strip()


def _of_office(hits: list[Hit], office: str) -> list[Hit]:
    return [hit for hit in hits if office in "".join(hit.unit)]


def _label(hit: Hit) -> str:
    return f"{''.join(hit.name)} ({''.join(hit.unit)})"
