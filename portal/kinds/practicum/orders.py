"""What can be asked of the room's services, as forms and files put it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from portal.kinds.practicum.workflow import Action


@dataclass(frozen=True)
class Facts:
    """What the office keeps of a candidate."""

    exam_year: int
    exam_no: str
    name: str
    birth_date: date
    mobile: str
    district: str
    series: str
    list_valid_until: date


@dataclass(frozen=True)
class Wished:
    """What somebody wishes for: up to three (area, school id or None), from when, and what to take into account."""

    choices: Sequence[tuple[str, int | None]]
    available_from: date | None = None
    circumstances: str = ""


@dataclass(frozen=True)
class Offered:
    """What an institution can take: how many, from when to when, and who guides them."""

    seats: int
    first_day: date
    last_day: date
    supervisor: str = ""
    supervisor_phone: str = ""
    note: str = ""


@dataclass(frozen=True)
class Planned:
    """When a round is: its practicum, its time of wishing, and the day by which candidates learn their host."""

    name: str
    starts_on: date
    ends_on: date
    apply_from: datetime
    apply_to: datetime
    results_on: date | None = None


@dataclass(frozen=True)
class Appointment:
    """What makes a candidate an official: the personal number, where, and from which day on."""

    personal_no: str
    unit_id: int
    on: date


@dataclass(frozen=True)
class Mark:
    """A placement as the page showed it, and the offer to propose, if any."""

    public_id: str
    version: int
    offer: str = ""


@dataclass
class Outcome:
    """Who was moved, and who was not and why, by name."""

    action: Action
    done: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
