"""The task force and the trainees of a demonstration: as many as the report counts, all invented."""

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

from portal.directory.models import Category, UnitKind
from portal.kinds.monitoring.messages import INTERESTS
from portal.kinds.monitoring.models import Member, Proposer
from portal.kinds.monitoring.queries import EARLY_CAREER_YEARS
from portal.kinds.training.models import Trainee, TraineeState
from portal.programs.eligibility import first_day_under_years
from portal.programs.models import Round
from portal.seeding import accounts, queries
from portal.seeding.crowd import Crowd, Official
from portal.seeding.division import facts
from portal.seeding.names import Names
from portal.seeding.rows import Rows

EARLY_CAREER = 2
"""How many of the second task force have under four years of service: the report says that there are such."""

_FROM_DISTRICTS, _FROM_HEADQUARTERS = 3, 3
_DESIGNATED_ON = date(2025, 4, 4)
_EXAM_YEAR, _SERIES = 2024, "시설관리"


def load(rows: Rows) -> None:
    """Load the members of both halves and the trainees."""
    dice = Random("members")
    _task_forces(rows, dice)
    _trainees(rows, dice)


def _task_forces(rows: Rows, dice: Random) -> None:
    people = queries.officials(queries.managers_of_institutions())
    played = {*accounts.personas().values(), *queries.people_by_extension().values()}
    crowd = Crowd([one for one in people if one.category == Category.GENERAL], dice, without=played)
    printed = {row["name"]: row for row in _program("hr_monitoring")["rounds"]}
    for round_ in queries.printed_rounds("hr_monitoring"):
        row = printed[round_.name]
        beginners = EARLY_CAREER if "note_printed" in row else 0
        for one in _task_force(crowd, round_, row["tf_members"], beginners):
            _member(rows, dice, round_, one)


def _task_force(crowd: Crowd, round_: Round, size: int, beginners: int) -> list[Official]:
    """Draw a task force from districts, headquarters and schools, nobody from the same unit as another."""
    newest = first_day_under_years(EARLY_CAREER_YEARS, round_.starts_on)

    def among(place: str, *, young: bool = False) -> Callable[[Official], bool]:
        return lambda one: (
            _place(one) == place
            and one.hired_on is not None
            and one.hired_on.year < round_.year
            and (one.hired_on >= newest) is young
        )

    parts = (
        (_FROM_DISTRICTS, among("district")),
        (_FROM_HEADQUARTERS, among("headquarters")),
        (size - beginners - _FROM_DISTRICTS - _FROM_HEADQUARTERS, among("school")),
        (beginners, among("school", young=True)),
    )
    return [one for count, fits in parts for one in crowd.draw(count, fits, per_unit=1)]


def _place(who: Official) -> str:
    if who.unit_kind == UnitKind.SCHOOL:
        return "school"
    return "district" if "교육지원청" in who.unit_name else "headquarters"


def _member(rows: Rows, dice: Random, round_: Round, who: Official) -> None:
    rows.add(
        Member,
        round_id=round_.id,
        person_id=who.id,
        proposed_by=dice.choice(list(Proposer)),
        interests=dice.sample(INTERESTS, dice.randint(1, 3)),
        snapshot_unit_id=who.unit_id,
        snapshot_unit_name=who.unit_name,
        snapshot_grade=f"{who.series} {who.grade}",
        snapshot_hired_on=who.hired_on,
        appointed_on=round_.starts_on,
        is_fictional=True,
    )


def _trainees(rows: Rows, dice: Random) -> None:
    (round_,) = queries.printed_rounds("tech_training")
    names = Names(dice)
    for number in range(1, _program("tech_training")["target"]["count"] + 1):
        rows.add(
            Trainee,
            round_id=round_.id,
            exam_year=_EXAM_YEAR,
            exam_no=f"G{number:03}",
            name=names.name(dice.choices("FM", (30, 70))[0], round_.starts_on),
            series=_SERIES,
            state=TraineeState.COMPLETED,
            designated_on=_DESIGNATED_ON,
            ended_on=round_.ends_on,
            is_fictional=True,
        )


def _program(key: str) -> dict[str, Any]:
    found: dict[str, Any] = {program["key"]: program for program in facts()["programs"]}[key]
    return found
