"""To which institution (기관) and which district office a unit belongs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from portal.core import clock
from portal.core.db import db
from portal.directory.models import HardSchool, Unit, UnitKind

_INSTITUTIONS = (UnitKind.SCHOOL, UnitKind.AFFILIATED, UnitKind.DISTRICT_OFFICE)


@dataclass(frozen=True)
class Belonging:
    """The institution and the district office of a unit; codes and names are empty where there is none."""

    institution_id: int | None = None
    institution: str = ""
    institution_name: str = ""
    district: str = ""


def belongings_of(unit_ids: Collection[int | None]) -> dict[int, Belonging]:
    """Return where some units belong, in two statements.

    A school, an affiliated institution and a district office are institutions with all that lies below them; in the
    headquarters each division is one.
    """
    asked = select(Unit.id, Unit.path).where(Unit.id.in_({*unit_ids} - {None}))
    paths = {row.id: row.path for row in db.session.execute(asked)}
    above = {int(part) for path in paths.values() for part in path.split("/") if part.isdigit()}
    units = {unit.id: unit for unit in db.session.scalars(select(Unit).where(Unit.id.in_(above)))}
    return {unit_id: _belonging(path, units) for unit_id, path in paths.items()}


def belonging_of(unit_id: int | None) -> Belonging:
    """Return where one unit belongs."""
    return belongings_of([unit_id]).get(unit_id, Belonging()) if unit_id is not None else Belonging()


def hard_schools(year: int) -> frozenset[int]:
    """Return the schools that the office names as having a heavy load in a year."""
    return frozenset(db.session.scalars(select(HardSchool.unit_id).where(HardSchool.year == year)))


def names_of_hard_schools(year: int) -> list[str]:
    """Return their names."""
    query = select(Unit.name).join(HardSchool, HardSchool.unit_id == Unit.id).where(HardSchool.year == year)
    return list(db.session.scalars(query.order_by(Unit.name, Unit.id)))


def schools_named(names: Collection[str]) -> dict[str, list[int]]:
    """Return by name which schools in force today have it."""
    found: dict[str, list[int]] = {name: [] for name in names}
    today = clock.today()
    rows = select(Unit.name, Unit.id).where(
        Unit.kind == UnitKind.SCHOOL, Unit.name.in_(names), (Unit.valid_to.is_(None)) | (Unit.valid_to > today)
    )
    for name, unit_id in db.session.execute(rows):
        found[name].append(unit_id)
    return found


def _belonging(path: str, units: Mapping[int, Unit]) -> Belonging:
    line = [units[int(part)] for part in path.split("/") if part.isdigit() and int(part) in units][::-1]
    if not line:
        return Belonging()
    divisions = [unit for unit in line if unit.kind == UnitKind.DIVISION]
    own = next((unit for unit in line if unit.kind in _INSTITUTIONS), divisions[0] if divisions else line[0])
    district = next((unit.code for unit in line if unit.kind == UnitKind.DISTRICT_OFFICE), "")
    return Belonging(own.id, own.code, own.name, district)
