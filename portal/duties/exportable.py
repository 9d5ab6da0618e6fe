"""The functions of the divisions as a spreadsheet: function, team, main and deputy with their numbers."""

from portal.core.actors import Actor
from portal.core.sheets import Column
from portal.directory.queries import Holder, unit_by_code
from portal.duties import queries
from portal.exports.found_lists import FoundList
from portal.exports.lists import EXPORTERS, Filters, Purpose, Rows

WORK = Purpose(
    "work",
    "업무 참고",
    (
        Column("부서"),
        Column("기능", width=48),
        Column("담당 팀"),
        Column("담당자"),
        Column("담당자 전화", is_code=True),
        Column("부담당자"),
        Column("부담당자 전화", is_code=True),
    ),
)


class FunctionsList(FoundList):
    """What /functions shows."""

    key = "functions"
    label = "부서별 기능"
    page = "/functions"
    roles = frozenset(EXPORTERS)
    purposes = (WORK,)

    def count(self, actor: Actor, filters: Filters) -> int:
        """Count the lines: one for each function and team."""
        return len(list(self.rows(actor, filters, WORK)))

    def rows(self, actor: Actor, filters: Filters, purpose: Purpose) -> Rows:
        """Return a line for each function and team; a function nobody answers for has a line of its own."""
        unit = unit_by_code(filters["unit"]) if "unit" in filters else None
        for division, functions in queries.functions(matching=filters.get("q", ""), of_unit=unit):
            for one in functions:
                if not one.teams:
                    yield [division, one.text, "", "", "", "", ""]
                for team in one.teams:
                    yield [division, one.text, team.name, *_person(team.main), *_person(team.deputy)]


def _person(person: Holder | None) -> tuple[str, str]:
    return (f"{person.name} {person.title}".strip(), person.extension) if person else ("", "")
