"""The officials of the whole office: exactly as many as the report counts, all invented but the division's five."""

from collections import Counter, defaultdict
from datetime import date
from random import Random
from typing import Any

from portal.directory.models import Assignment, Category, Duty, Person, Post, ServiceState, UnitKind
from portal.seeding import queries
from portal.seeding.careers import COHORT_FIRST, COHORT_LAST, Careers
from portal.seeding.division import facts, words
from portal.seeding.names import Names
from portal.seeding.rows import Rows
from portal.seeding.slots import Slot, office_slots, school_sizes, school_slots
from portal.seeding.staff import AS_OF, email, mobile

ON_LEAVE, DISPATCHED = 60, 25
_EMPTY_EXTENSIONS = 0.03
_HQ_EXTENSIONS = [*range(9400, 9900), *range(9000, 9200)]


def load(rows: Rows) -> None:
    """Load posts and people of every unit outside the division."""
    dice = Random("officials")
    slots = _all_slots(dice)
    office = Office(rows, dice)
    newly_hired = _newly_hired(slots, office.cast, dice)
    for at, slot in enumerate(slots):
        office.fill(slot, newly_hired=at in newly_hired)
    for state, count in ((ServiceState.ON_LEAVE, ON_LEAVE), (ServiceState.DISPATCHED, DISPATCHED)):
        for slot in dice.sample([slot for slot in slots if slot.grade in ("7급", "8급")], count):
            office.fill(Slot(slot.unit, "", slot.category, slot.grade, slot.series), state=state)
    office.give_duties()


def in_service() -> int:
    """Return how many officials of both categories the report counts (지방공무원 전체)."""
    printed = {program["key"]: program for program in facts()["programs"]}
    return int(printed["psych_counseling"]["target"]["count"])


def newly_hired_count() -> int:
    """Return how many mentees the report counts."""
    printed = {program["key"]: program for program in facts()["programs"]}
    return int(printed["mentoring"]["target"]["count"])


def _all_slots(dice: Random) -> list[Slot]:
    units = {unit.id: unit for unit in queries.units_in_order()}
    schools = [unit for unit in units.values() if unit.kind == UnitKind.SCHOOL]
    slots = [slot for unit in units.values() for slot in office_slots(unit, units)]
    for_schools = in_service() - queries.officials_in_service() - len(slots)
    sizes = school_sizes(schools, for_schools, dice)
    cast = Counter(row["unit"] for row in words("personas")["person"])
    for school in (school for school in schools if school.name in cast):
        giver = next(one for one in sizes if sizes[one] > 4 and one != school.id)
        if sizes[school.id] < 4:
            sizes[giver] -= 4 - sizes[school.id]
            sizes[school.id] = 4
    return slots + [slot for school in schools for slot in school_slots(school, sizes[school.id], dice)]


def _newly_hired(slots: list[Slot], cast: dict[tuple[str, int], dict[str, Any]], dice: Random) -> set[int]:
    """Choose who was hired in the cohort of mentees, those with a part to play counted."""
    known = sum(COHORT_FIRST <= row["hired_on"] <= COHORT_LAST for row in cast.values())
    seen: Counter[int] = Counter()
    fit = []
    for at, slot in enumerate(slots):
        if slot.grade == "9급" and (slot.unit.full_name, seen[slot.unit.id]) not in cast:
            fit.append(at)
        seen[slot.unit.id] += 1
    return set(dice.sample(fit, newly_hired_count() - known))


class Office:
    """Fills posts with people."""

    def __init__(self, rows: Rows, dice: Random) -> None:
        self.rows = rows
        self.dice = dice
        self.names = Names(dice)
        self.careers = Careers(dice)
        self.cast = {(row["unit"], row["at"]): row for row in words("personas")["person"]}
        self.number = queries.last_personal_number()
        self.posts: dict[int, list[tuple[int, Slot]]] = defaultdict(list)
        self.extensions: Counter[str] = Counter()

    def fill(self, slot: Slot, *, newly_hired: bool = False, state: ServiceState = ServiceState.IN_SERVICE) -> None:
        """Make a post and somebody who holds it."""
        at = len(self.posts[slot.unit.id])
        person = self._person(slot, self.cast.get((slot.unit.full_name, at), {}), newly_hired)
        person_id = self.rows.add(Person, **person, state=state, is_fictional=True, updated_on=AS_OF)
        post_id = self.rows.add(
            Post,
            unit_id=slot.unit.id,
            title=slot.title,
            is_head=slot.is_head,
            headcount_column=slot.column,
            sort_order=at + 1,
        )
        begins = self.careers.post_since(person["hired_on"])
        self.rows.add(
            Assignment, person_id=person_id, post_id=post_id, valid_from=begins, **self._where(slot, at, state)
        )
        self.posts[slot.unit.id].append((post_id, slot))

    def _person(self, slot: Slot, part: dict[str, Any], newly_hired: bool) -> dict[str, Any]:
        self.number += 1
        gender = part.get("gender") or self.dice.choices("FM", (56, 44))[0]
        grade = part.get("grade", slot.grade)
        hired_on: date = self.careers.in_cohort() if newly_hired else self.careers.hired_on(grade)
        hired_on = part.get("hired_on", hired_on)
        return {
            "personal_no": queries.personal_number(self.number),
            "name": part.get("name") or self.names.name(gender, hired_on),
            "category": slot.category,
            "series": slot.series if not part or slot.series in ("전산", "교육전문") else "교육행정",
            "grade": grade,
            "gender": gender,
            "hired_on": hired_on,
            "grade_since": self.careers.grade_since(grade, hired_on),
            "mobile": mobile(self.dice),
            "email": email(queries.personal_number(self.number)),
        }

    def _where(self, slot: Slot, at: int, state: ServiceState) -> dict[str, str]:
        if slot.unit.kind == UnitKind.SCHOOL:
            number, location = str(101 + at), "행정실"
        else:
            top = slot.unit.path.split("/")[2]
            is_hq = not slot.unit.code.startswith(("D", "A"))
            location = "본청" if is_hq else slot.unit.full_name.split()[0]
            key = "본청" if is_hq else top
            place = self.extensions[key]
            number = str(_HQ_EXTENSIONS[place - (place > 10)] if is_hq else 2001 + place)
            self.extensions[key] += 1
        has_none = state is not ServiceState.IN_SERVICE or (not slot.is_head and self.dice.random() < _EMPTY_EXTENSIONS)
        return {"extension": "" if has_none else number, "location": location}

    def give_duties(self) -> None:
        """Write down what each post does, and let the next post of the unit stand in for it."""
        for posts in self.posts.values():
            for at, (post_id, slot) in enumerate(posts):
                deputy = posts[(at + 1) % len(posts)][0] if len(posts) > 1 else None
                for order, text in enumerate(_duties(slot, at)):
                    self.rows.add(
                        Duty,
                        post_id=post_id,
                        text=text,
                        sort_order=order,
                        is_main=order == 0,
                        deputy_post_id=deputy if order == 0 else None,
                        confirmed_on=self.dice.choice((AS_OF, date(2025, 7, 14), date(2025, 3, 10), date(2024, 9, 2))),
                    )


def _duties(slot: Slot, at: int) -> list[str]:
    lists: dict[str, Any] = words("offices")["duties"]
    if slot.unit.kind == UnitKind.SCHOOL:
        if at == 0:
            return list(lists["school_head"])
        special = {"시설관리": "school_facilities", "사서": "school_library"}.get(slot.series)
        return list(lists[special]) if special else list(lists["school"][(at - 1) % len(lists["school"])])
    if slot.is_head:
        return [f"{slot.unit.name} {lists['head'][0]}"]
    fallback = "education" if slot.category is Category.EDUCATION else "general"
    own = lists.get(slot.unit.name, lists[fallback]) if fallback == "general" else lists[fallback]
    return list(own[at % len(own)])
