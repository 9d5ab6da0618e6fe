"""The tree of offices down to the divisions, as the ordinance and the division's report name them."""

from dataclasses import dataclass
from datetime import date

from portal.directory.models import Quota, Unit, UnitKind
from portal.seeding.division import SUBTOTALS, facts, invented, line, words
from portal.seeding.rows import Rows

ROOT = "서울특별시교육청"
KNOWN_FROM = date(2025, 1, 1)
"""First day of the year the report is about: what it prints is in force from here, as far as we know."""

ROOT_DEPTH = 2
_BUREAUS = ("실", "국")


@dataclass(frozen=True)
class Place:
    """A unit that has just been made, as those below it need it."""

    id: int
    path: str
    full_name: str
    code: str


BLOCK = 10_000
"""Each office below the root begins a block of ``sort_order``, so that schools fit in behind theirs."""


class Tree:
    """Makes units from the root down; ``sort_order`` is the 직제 order of the whole tree."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.order = 0

    def grow(self, parent: Place | None, code: str, name: str, kind: UnitKind, **marks: object) -> Place:
        """Add a unit below another; a district office and a school are known by their own name alone."""
        is_below_root = parent is not None and parent.path.count("/") == ROOT_DEPTH
        self.order = (self.order // BLOCK + 1) * BLOCK if is_below_root else self.order + 10
        alone = is_below_root or kind is UnitKind.SCHOOL
        full_name = name if alone or parent is None else f"{parent.full_name} {name}"
        values = {"code": code, "name": name, "full_name": full_name, "kind": kind, "sort_order": self.order, **marks}
        unit_id = self.rows.add(Unit, parent_id=parent.id if parent else None, path="", **values)
        path = f"{parent.path if parent else '/'}{unit_id}/"
        self.rows.amend(Unit, unit_id, path=path)
        return Place(unit_id, path, full_name, code)


def load(rows: Rows) -> None:
    """Load the offices, the division's teams and its quota."""
    tree = Tree(rows)
    root = tree.grow(None, "SEN", ROOT, UnitKind.OFFICE)
    for number, name in enumerate(invented("offices")["hq"], 1):
        code = f"SEN-{number:02}"
        if name == facts()["organization"]["department"]["printed"]:
            _division(rows, tree, root, code)
        else:
            _office(tree, root, code, name)
    for number, name in enumerate(invented("offices")["district_offices"], 1):
        _district_office(tree, root, f"D{number:02}", name)
    for number, name in enumerate(invented("offices")["affiliated"], 1):
        place = tree.grow(root, f"A{number:02}", name, UnitKind.AFFILIATED)
        for below, part in enumerate(words("organization")["affiliated_divisions"][name], 1):
            tree.grow(place, f"{place.code}-{below}", part, UnitKind.DIVISION, is_assumed=_is_assumed(part))


def _office(tree: Tree, root: Place, code: str, name: str) -> None:
    kind = UnitKind.BUREAU if name.endswith(_BUREAUS) else UnitKind.DIVISION
    place = tree.grow(root, code, name, kind)
    for number, below in enumerate(words("organization")["bureau_divisions"].get(name, ()), 1):
        tree.grow(place, f"{code}-{number}", below, UnitKind.DIVISION, is_assumed=_is_assumed(below))


def _is_assumed(name: str) -> bool:
    return name not in words("organization")["known"]


def _division(rows: Rows, tree: Tree, root: Place, code: str) -> None:
    organization = facts()["organization"]
    department = organization["department"]
    printed_on = line(department["source_line"])
    place = tree.grow(root, code, department["printed"], UnitKind.DIVISION, source_line=printed_on)
    printed = {team["name"]: line(team["source_line"]) for team in organization["teams_named"]}
    for number, team in enumerate(invented("teams"), 1):
        name = team["name"]
        marks = {"is_assumed": name not in printed, "source_line": printed.get(name, "")}
        tree.grow(place, f"{code}-{number}", name, UnitKind.TEAM, **marks)
    _quota(rows, place)


def _quota(rows: Rows, place: Place) -> None:
    headcount = facts()["headcount"]
    printed = next(row for row in headcount["rows"] if row["label"] == "정원")
    for order, (column, count) in enumerate(zip(headcount["columns"], printed["values"], strict=True)):
        if column not in SUBTOTALS:
            rows.add(
                Quota,
                unit_id=place.id,
                headcount_column=column,
                count=count,
                sort_order=order,
                valid_from=date.fromisoformat(headcount["as_of"]),
                source_line=line(printed["source_line"]),
            )


def _district_office(tree: Tree, root: Place, code: str, district: str) -> None:
    place = tree.grow(root, code, f"{district}교육지원청", UnitKind.DISTRICT_OFFICE, district=district)
    for number, (bureau, divisions) in enumerate(invented("offices")["district_bureaus"].items(), 1):
        below = tree.grow(place, f"{code}-{number}", bureau, UnitKind.BUREAU, district=district)
        for part, name in enumerate(divisions, 1):
            tree.grow(below, f"{code}-{number}{part}", name, UnitKind.DIVISION, district=district)
