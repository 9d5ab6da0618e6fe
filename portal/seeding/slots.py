"""Which posts there are in each unit, before anybody holds them."""

from dataclasses import dataclass
from random import Random
from typing import Any

from portal.directory.models import Category, Unit, UnitKind
from portal.seeding.division import words

_LEVEL_OF_OFFICES = 3  # slashes in the path of a unit directly under the root
_EDUCATION_BUREAUS = ("교육정책국", "평생진로교육국", "교육지원국")
_RUN_BY_OFFICIALS = ("평생학습관", "도서관", "학생체육관", "교육시설관리본부")
_SCHOOL_SIZES = {"초등학교": (3, 4, 4), "중학교": (3, 4, 4), "고등학교": (4, 5, 5), "특수학교": (4, 5)}
_SCHOOL_HEADS = {"초등학교": "667", "중학교": "667", "고등학교": "566", "특수학교": "66"}
FEWEST, MOST = 2, 6


@dataclass
class Slot:
    """A post to be filled: where, what it is called, and who fits."""

    unit: Unit
    title: str
    category: Category
    grade: str
    series: str
    is_head: bool = False

    @property
    def column(self) -> str:
        """Return the column of the headcount table."""
        return self.grade if self.category is Category.GENERAL else "교육전문직"


def office_slots(unit: Unit, units: dict[int, Unit]) -> list[Slot]:
    """Return the posts of a unit that is not a school."""
    name, own_series = _place(unit, units)
    if not name:
        return []
    place = words("offices")["places"][name]
    title, category, grade = place["head"]
    series = "교육전문" if category == "education" else own_series or "교육행정"
    slots = [Slot(unit, title, Category(category), grade, series, is_head=True)]
    for count, category, grade, series, *given_title in place["posts"]:
        series = own_series if series == "*" else series
        title = given_title[0] if given_title else ""
        slots += [Slot(unit, title, Category(category), grade, series) for _ in range(count)]
    if unit.name == "행정지원과" and name == "district_general":
        slots.append(Slot(unit, "", Category.GENERAL, "기록연구사", "기록연구"))
    return slots


def school_slots(unit: Unit, size: int, dice: Random) -> list[Slot]:
    """Return the posts of a school's office: one who runs it, then the others."""
    kind = _school_kind(unit)
    slots = [Slot(unit, "", Category.GENERAL, f"{dice.choice(_SCHOOL_HEADS[kind])}급", "교육행정")]
    for at in range(1, size):
        grade = f"{dice.choice('7788899')}급"
        if slots[0].grade == "7급" and grade == "7급":
            grade = "8급"
        series = "교육행정"
        if at == size - 1 and size >= 4 and dice.random() < 0.55:
            series = "시설관리"
        elif at == size - 2 and kind == "고등학교" and dice.random() < 0.12:
            series = "사서"
        slots.append(Slot(unit, "", Category.GENERAL, grade, series))
    return slots


def school_sizes(schools: list[Unit], total: int, dice: Random) -> dict[int, int]:
    """Share out exactly *total* people among the schools, two to six each."""
    sizes = {school.id: dice.choice(_SCHOOL_SIZES[_school_kind(school)]) for school in schools}
    ids = list(sizes)
    while (missing := total - sum(sizes.values())) != 0:
        step = 1 if missing > 0 else -1
        for school_id in dice.sample(ids, min(abs(missing), len(ids))):
            if FEWEST <= sizes[school_id] + step <= MOST:
                sizes[school_id] += step
    return sizes


def _school_kind(school: Unit) -> str:
    return next(kind for kind in _SCHOOL_SIZES if school.name.endswith(kind))


def _place(unit: Unit, units: dict[int, Unit]) -> tuple[str, str]:
    named: dict[str, Any] = words("offices")["named"]
    if unit.name in named:
        name, series = named[unit.name]
        return name, series
    level = unit.path.count("/")
    if unit.kind == UnitKind.BUREAU:
        return ("bureau_education" if unit.name in _EDUCATION_BUREAUS else "bureau_general"), ""
    if unit.kind == UnitKind.DISTRICT_OFFICE:
        return "district_office", ""
    if unit.kind == UnitKind.AFFILIATED:
        return ("affiliated_library" if unit.name in _RUN_BY_OFFICIALS else "affiliated"), ""
    if unit.kind != UnitKind.DIVISION:
        return "", ""
    parent = units[unit.parent_id or 0]
    if level == _LEVEL_OF_OFFICES:
        return "hq_general", ""
    if parent.kind == UnitKind.AFFILIATED:
        return "affiliated_general", ""
    where = "hq" if level == _LEVEL_OF_OFFICES + 1 else "district"
    return f"{where}_{'education' if parent.name in _EDUCATION_BUREAUS else 'general'}", ""
