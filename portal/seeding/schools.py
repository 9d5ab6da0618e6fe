"""Schools that do not exist, under their district offices or, from high school on, directly under the office."""

from collections import Counter
from itertools import cycle
from random import Random

from portal.directory.models import Unit, UnitKind
from portal.seeding import queries
from portal.seeding.division import words
from portal.seeding.rows import Rows

_DIRECTLY_UNDER_ROOT = ("고등학교", "특수학교")
_FIRST_SCHOOL = 1000
_GIRLS = {"중학교": 0.08, "고등학교": 0.12}
_SPECIALIZED = ("정보고등학교", "과학기술고등학교", "경영고등학교")
_SPECIALIZED_SHARE = 0.12


def load(rows: Rows) -> None:
    """Load the schools; each belongs to the area of one district office."""
    dice = Random("schools")
    root, districts = queries.root_unit(), queries.district_offices()
    place = Counter[int]()
    for number, (kind, name) in enumerate(_all_names(dice), 1):
        district = districts[number % len(districts)]
        parent = root if kind in _DIRECTLY_UNDER_ROOT else district
        place[parent.id] += 1
        behind = queries.BEHIND_ALL if parent is root else parent.sort_order
        school_id = rows.add(
            Unit,
            code=f"S{number:04}",
            name=name,
            full_name=name,
            kind=UnitKind.SCHOOL,
            parent_id=parent.id,
            path="",
            sort_order=behind + _FIRST_SCHOOL + place[parent.id] * 5,
            district=district.district,
            is_fictional=True,
        )
        rows.amend(Unit, school_id, path=f"{parent.path}{school_id}/")


def _all_names(dice: Random) -> list[tuple[str, str]]:
    given = words("schools")
    fixed = [row["name"] for row in given["fixed"]]
    names = [(kind, name) for kind in given["count"] for name in fixed if name.endswith(kind)]
    taken = {name for _, name in names}
    for kind, count in given["count"].items():
        stems = cycle(_stems(dice))
        missing = count - sum(1 for one, _ in names if one == kind)
        while missing:
            name = next(stems) + _ending(kind, dice)
            if name not in taken:
                taken.add(name)
                names.append((kind, name))
                missing -= 1
    return names


def _stems(dice: Random) -> list[str]:
    given = words("schools")
    avoided = set(given["avoid"]) | {row["name"][:2] for row in given["fixed"]}
    pairs = [first + second for first in given["first"] for second in given["second"] if first != second]
    stems = sorted({stem for stem in pairs if stem not in avoided and stem[0] != stem[-1]})
    dice.shuffle(stems)
    return stems


def _ending(kind: str, dice: Random) -> str:
    if dice.random() < _GIRLS.get(kind, 0):
        return f"여자{kind}"
    if kind == "고등학교" and dice.random() < _SPECIALIZED_SHARE:
        return dice.choice(_SPECIALIZED)
    return kind
