"""Which line each program's decisions go up in the demonstration (domain: 팀장 검토 → 과장 전결, or 담당 전결)."""

from portal.approvals.models import Line, LineStep, Seat, StepKind
from portal.core import clock
from portal.seeding import queries
from portal.seeding.division import words
from portal.seeding.organization import KNOWN_FROM
from portal.seeding.rows import Rows

_LINES: dict[str, tuple[tuple[StepKind, Seat], ...]] = {
    "division": ((StepKind.REVIEW, Seat.TEAM_HEAD), (StepKind.FINAL, Seat.DIVISION_HEAD)),
    "desk": ((StepKind.FINAL, Seat.DRAFTER),),
}
_MADE_BY = "체험 자료"


def load(rows: Rows) -> None:
    """Load the lines of the programs that the words of the demonstration name."""
    programs = queries.program_ids()
    for name, steps in _LINES.items():
        for key in words("approvals")[name]["programs"]:
            line_id = rows.add(
                Line, program_id=programs[key], made_by=_MADE_BY, made_at=clock.at(KNOWN_FROM), reason=""
            )
            for position, (kind, seat) in enumerate(steps, 1):
                rows.add(LineStep, line_id=line_id, position=position, kind=kind, seat=seat)
