"""What a participant asks while typing: which colleague is meant."""

from portal.core.actors import Actor
from portal.directory.results import BY_NAME, look_up

MOST_COLLEAGUES = 8


def colleagues_named(text: str, *, actor: Actor) -> list[str]:
    """Return colleagues whose names fit, as "성명 (소속)"; what follows the name in *text* does not narrow it."""
    name = text.partition("(")[0].strip()
    if not name:
        return []
    found = look_up(name, unit_code="", page=1, own_unit_id=actor.unit_id)
    hits = [hit for hit in found.page.items if hit.why in BY_NAME]
    return [f"{''.join(hit.name)} ({''.join(hit.unit)})" for hit in hits[:MOST_COLLEAGUES]]
