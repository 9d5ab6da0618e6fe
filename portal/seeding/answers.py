"""What invented applicants answer, by kind of program and track."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from portal.core import clock
from portal.core.db import Base
from portal.kinds.hr_counseling.forms import MODES, VISIT
from portal.kinds.hr_counseling.forms import TOPICS as COUNSELING_TOPICS
from portal.kinds.hr_counseling.models import CounselingRequest, VisitRequest
from portal.kinds.mentoring.forms import DAYS, DISTRICTS, GENDERS, TOPICS, WAYS
from portal.kinds.mentoring.models import MenteeWishes, MentorOffer
from portal.kinds.workshops.forms import BOARDING, SIZES
from portal.kinds.workshops.models import WorkshopDetails
from portal.programs.models import Round
from portal.seeding.crowd import Official
from portal.seeding.division import words
from portal.seeding.staff import mobile

Answers = tuple[type[Base], dict[str, Any]]


def workshop(dice: Random, who: Official, _sent_on: date, round_: Round) -> Answers:
    """Answer a workshop's form."""
    texts = words("answers")
    nights = [f"{n}일차" for n in range(1, (round_.ends_on - round_.starts_on).days + 1)]
    own_stop = f"{who.district}교육지원청"
    return WorkshopDetails, {
        "boarding": own_stop if own_stop in BOARDING and dice.random() < 0.6 else dice.choice(BOARDING),
        "nights": dice.choice((nights, nights, nights[:1])),
        "diet": dice.choice(texts["diet"]),
        "emergency": f"{dice.choice(texts['relation'])} {mobile(dice)}",
        "size": dice.choice(SIZES[:4]),
        "expectation": dice.choice(texts["expect"]),
        "duty_arranged": True,
    }


def wishes(dice: Random, _who: Official, _sent_on: date, _round: Round) -> Answers:
    """State a mentee's wishes."""
    return MenteeWishes, {
        "mentor_gender": dice.choice(GENDERS),
        "topics": _some(dice, TOPICS, 3),
        "district": dice.choice(["", *DISTRICTS]),
        "days": [*_some(dice, DAYS, 3), *_some(dice, WAYS, 2)],
        "note": dice.choice(words("answers")["note"]),
    }


def offer(dice: Random, _who: Official, _sent_on: date, _round: Round) -> Answers:
    """Make a mentor's offer."""
    return MentorOffer, {
        "topics": _some(dice, TOPICS, 4),
        "mentee_max": dice.choice((1, 1, 2, 3)),
        "reason": dice.choice(words("answers")["mentor_reason"]),
        "office_agreed": True,
    }


def request(dice: Random, who: Official, sent_on: date, _round: Round) -> Answers:
    """Ask for a conversation."""
    mode = dice.choice(MODES)
    hours = (time(10), time(11), time(14), time(15, 30), time(16))
    slots = [datetime.combine(clock.add_working_days(sent_on, 2 + n), dice.choice(hours)) for n in range(3)]
    return CounselingRequest, {
        "topics": _some(dice, COUNSELING_TOPICS[:-1], 2),
        "mode": mode,
        "slots": [slot.isoformat() for slot in slots[: dice.randint(1, 3)]],
        "place": f"{who.unit_name} 회의실" if mode == VISIT else "",
        "body": dice.choice(words("answers")["counseling"]),
        "hide_from_office": dice.random() < 0.8,
    }


def visit(dice: Random, who: Official, sent_on: date, _round: Round) -> Answers:
    """Ask for a visit of the institution."""
    days = [clock.add_working_days(sent_on + timedelta(days=14), n) for n in (1, 3, 6)]
    return VisitRequest, {
        "headcount": dice.randint(5, 40),
        "grades": "6급 2명, 7급 4명, 8급 이하 5명",
        "dates": [day.isoformat() for day in days],
        "place": f"{who.unit_name} 회의실",
        "agenda": dice.choice(words("answers")["agenda"]),
    }


ANSWERING: dict[tuple[str, str], Callable[[Random, Official, date, Round], Answers]] = {
    ("workshop", ""): workshop,
    ("mentoring", "mentee"): wishes,
    ("mentoring", "mentor"): offer,
    ("hr_counseling", "person"): request,
    ("hr_counseling", "office"): visit,
}


def _some(dice: Random, choices: list[str], most: int) -> list[str]:
    chosen = set(dice.sample(choices, dice.randint(1, most)))
    return [choice for choice in choices if choice in chosen]
