"""The insurance contract and the meetings as the report prints them."""

from calendar import monthrange
from datetime import date
from typing import Any

from portal.kinds.insurance.models import InsuranceContract
from portal.kinds.meetings.models import Attendance, Meeting, MeetingState
from portal.programs.models import PeriodStyle
from portal.seeding import queries
from portal.seeding.division import facts, line, repaired, words
from portal.seeding.rows import Rows


def load(rows: Rows) -> None:
    """Load the contract with its printed number, the meeting that was held, and those that are planned."""
    printed = {program["key"]: program for program in facts()["programs"]}
    _contract(rows, printed["liability_insurance"])
    program_ids = queries.program_ids()
    _held(rows, program_ids["superintendent_meeting"], printed["superintendent_meeting"])
    plans = {item["source_line"]: item for group in facts()["plans"] for item in group["items"]}
    for own in words("meetings")["planned"]:
        _planned(rows, program_ids.get(own.get("program", "")), own, plans[own["source_line"]])


def _contract(rows: Rows, printed: dict[str, Any]) -> None:
    """Load the number as counted on the contract's first day: the report prints no day of its own."""
    (round_,) = queries.printed_rounds("liability_insurance")
    target = printed["target"]
    rows.add(
        InsuranceContract,
        round_id=round_.id,
        insured_count=target["count"],
        insured_text=repaired(target["printed"].partition("(")[2].rstrip(")")),
        as_of=round_.starts_on,
        first_day=round_.starts_on,
        last_day=round_.ends_on,
        coverage_text=repaired(printed["coverage"]["printed"]),
        source_line=",".join(line(printed[part]["source_line"]) for part in ("target", "period", "coverage")),
    )


def _held(rows: Rows, program_id: int, printed: dict[str, Any]) -> None:
    day = date.fromisoformat(printed["date"]["date"])
    rows.add(
        Meeting,
        program_id=program_id,
        title=words("programs")["superintendent_meeting"]["title"],
        number=1,
        first_day=day,
        last_day=day,
        state=MeetingState.HELD,
        attendance=Attendance.INVITED,
        target=repaired(printed["target"]["printed"]),
        content=repaired(printed["content"]["printed"]),
        source_line=",".join(line(printed[part]["source_line"]) for part in ("date", "target", "content")),
    )


def _planned(rows: Rows, program_id: int | None, own: dict[str, Any], plan: dict[str, Any]) -> None:
    """Load a meeting of which only the months are printed."""
    first, last = date.fromisoformat(f"{plan['start_month']}-01"), date.fromisoformat(f"{plan['end_month']}-01")
    rows.add(
        Meeting,
        program_id=program_id,
        title=own["title"],
        number=plan.get("round") if program_id else None,
        first_day=first,
        last_day=last.replace(day=monthrange(last.year, last.month)[1]),
        period_style=PeriodStyle.MONTHS,
        state=MeetingState.PLANNED,
        attendance=Attendance(own["attendance"]),
        target=own.get("target", ""),
        content=own.get("content", ""),
        source_line=line(plan["source_line"]),
    )
