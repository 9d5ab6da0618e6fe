"""What an official is called: computed from post, category, grade and place, never typed."""

from collections.abc import Iterable
from typing import NamedTuple

from portal.directory.models import Category, UnitKind

CLERK = "주무관"
SCHOOL_MANAGER = "행정실장"
ADMINISTRATION = "교육행정"
_HIGHER_GRADES = {"3급": "부이사관", "4급": "서기관", "5급": "사무관"}
_GRADES_THAT_ARE_TITLES = ("연구사", "연구관", "장학사", "장학관")


class InSchool(NamedTuple):
    """What decides who manages a school's office: higher grade first, then the order of posts."""

    unit_id: int
    grade: str
    sort_order: int
    assignment_id: int


def title_of(*, post_title: str, category: str, grade: str, unit_kind: str, manages_school: bool) -> str:
    """Return the title shown with a name (직위, else 대외직명)."""
    if post_title:
        return post_title
    if grade.endswith(_GRADES_THAT_ARE_TITLES):
        return grade
    if category == Category.EDUCATION:
        return "교육연구사" if unit_kind == UnitKind.AFFILIATED else "장학사"
    if category == Category.SPECIAL:
        return "별정직"
    if manages_school:
        return SCHOOL_MANAGER
    return _HIGHER_GRADES.get(grade, CLERK)


def may_manage_school(*, post_title: str, category: str, series: str, unit_kind: str) -> bool:
    """Say whether an official is among those of whom the highest is the school's 행정실장."""
    is_clerk = category == Category.GENERAL and series.startswith(ADMINISTRATION)
    return unit_kind == UnitKind.SCHOOL and is_clerk and post_title in ("", SCHOOL_MANAGER)


def managers(candidates: Iterable[InSchool]) -> frozenset[int]:
    """Return the assignments of the 행정실장, one for each school."""
    first: dict[int, InSchool] = {}
    for one in candidates:
        held = first.get(one.unit_id)
        if held is None or one[1:] < held[1:]:
            first[one.unit_id] = one
    return frozenset(one.assignment_id for one in first.values())
