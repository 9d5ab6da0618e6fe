"""What is asked for: the steps of a line, and the days of an absence."""

from dataclasses import dataclass
from datetime import date

from portal.approvals.models import Seat, StepKind


@dataclass(frozen=True)
class Wanted:
    """One step as it is wanted: what it does, and which post does it."""

    kind: StepKind
    seat: Seat
    post_id: int | None = None


DEFAULT = (Wanted(StepKind.REVIEW, Seat.TEAM_HEAD), Wanted(StepKind.FINAL, Seat.DIVISION_HEAD))
"""담당 기안 → 팀장 검토 → 과장 전결."""
BY_THE_DRAFTER = (Wanted(StepKind.FINAL, Seat.DRAFTER),)
"""담당 전결."""


@dataclass(frozen=True)
class Away:
    """The days, the kind and the deputy's address of an absence; no deputy: it goes up while one is away."""

    first_day: date
    last_day: date
    reason: str
    deputy: str = ""
