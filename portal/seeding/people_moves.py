"""Who is away around the demonstration's first day, who moves the day after, and who shares a telephone."""

from datetime import date, timedelta
from random import Random

from portal.directory.models import Absence, Assignment, Post
from portal.seeding import queries
from portal.seeding.rows import Rows
from portal.seeding.staff import AS_OF

MOVING_DAY = AS_OF + timedelta(days=1)
_REASONS = ("연가", "연가", "연가", "출장", "교육", "병가")
_AWAY = 60
_OF_DIVISION = (
    ("9203", "9207", date(2025, 7, 30), date(2025, 8, 1), "연가"),
    ("9303", "9307", date(2025, 7, 31), date(2025, 7, 31), "출장"),
    ("9363", "9362", date(2025, 7, 28), date(2025, 8, 8), "교육"),
)


def load(rows: Rows) -> None:
    """Load absences, a transfer that is announced and not yet in force, and a shared telephone."""
    dice = Random("moves")
    people = queries.people_by_extension()
    for extension, deputy, first, last, reason in _OF_DIVISION:
        rows.add(
            Absence,
            person_id=people[extension],
            deputy_id=people[deputy],
            first_day=first,
            last_day=last,
            reason=reason,
        )
    for unit_id in dice.sample(queries.units_with_colleagues(), _AWAY):
        person, deputy_id = dice.sample(queries.people_in(unit_id), 2)
        first_day = AS_OF - timedelta(days=dice.randrange(6))
        last_day = AS_OF + timedelta(days=dice.randrange(8))
        rows.add(
            Absence,
            person_id=person,
            deputy_id=deputy_id,
            first_day=first_day,
            last_day=last_day,
            reason=dice.choice(_REASONS),
        )
    _transfer(rows)
    _share_telephone()


def _transfer(rows: Rows) -> None:
    """Let somebody of a district office move into 본청 tomorrow; today only the old post counts."""
    leaving = queries.assignment_at("강남서초교육지원청 행정지원국 재정지원과", 6)
    leaving.valid_to = MOVING_DAY
    unit_id = queries.unit_named("기획조정실 예산담당관").id
    post_id = rows.add(Post, unit_id=unit_id, headcount_column="7급", sort_order=90, valid_from=MOVING_DAY)
    rows.add(
        Assignment,
        person_id=leaving.person_id,
        post_id=post_id,
        extension="9199",
        location="본청",
        valid_from=MOVING_DAY,
    )


def _share_telephone() -> None:
    first, second = (queries.assignment_at("대변인", at) for at in (5, 6))
    second.extension = first.extension
