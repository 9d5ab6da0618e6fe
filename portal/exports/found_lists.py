"""What the lists have in common whose page is searched by words and narrowed to a unit."""

from portal.core.actors import Actor
from portal.core.forms import without_control
from portal.directory.queries import unit_by_code
from portal.exports.lists import ExportableList, Filters


class FoundList(ExportableList):
    """A list with the filters ``q`` and ``unit``."""

    def tidy(self, given: Filters) -> dict[str, str]:
        """Keep the words looked for and a unit that exists."""
        text = without_control(given.get("q", ""))[:100].strip()
        code = without_control(given.get("unit", ""))[:20]
        kept = {"q": text, "unit": code if code and unit_by_code(code) else ""}
        return {name: value for name, value in kept.items() if value}

    def words(self, actor: Actor, filters: Filters) -> str:
        """Say which unit and which words."""
        unit = unit_by_code(filters["unit"]) if "unit" in filters else None
        parts = [f"부서 {unit.full_name}" if unit else "", self.looked_for(actor, filters) if "q" in filters else ""]
        return ", ".join(part for part in parts if part)

    def looked_for(self, actor: Actor, filters: Filters) -> str:
        """Say what was looked for, as the sheet shows it."""
        return f"찾은 말 ‘{filters['q']}’"
