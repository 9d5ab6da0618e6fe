"""The nine programs of the report, the rounds it prints, and each printed fact about them."""

from calendar import monthrange
from datetime import date
from typing import Any

from portal.programs.models import Fact, PeriodStyle, Program, Round
from portal.seeding import queries
from portal.seeding.division import facts, invented, line, repaired, words
from portal.seeding.rows import Rows

YEAR = 2025


def load(rows: Rows) -> None:
    """Load programs, printed rounds and printed facts."""
    units = queries.division_unit_ids()
    owners = {key: team for team, keys in invented("program_owner_teams").items() if team in units for key in keys}
    posts = queries.posts_by_extension()
    for order, printed in enumerate(facts()["programs"], 1):
        own = words("programs")[printed["key"]]
        program_id = rows.add(
            Program,
            key=printed["key"],
            kind=own["kind"],
            title=own["title"],
            report_title=repaired(printed["title_printed"]),
            summary=own["summary"],
            description=own["description"],
            legal_basis=own["laws"],
            owner_unit_id=units[owners[printed["key"]]],
            contact_post_id=posts.get(own["contact"]),
            sort_order=order,
            source_line=line(printed["source_line"]),
        )
        _rounds(rows, program_id, printed, own)
        _facts(rows, program_id, printed)


def _rounds(rows: Rows, program_id: int, printed: dict[str, Any], own: dict[str, Any]) -> None:
    for number, row in enumerate(printed.get("rounds", ()), 1):
        begins, ends = date.fromisoformat(row["start"]), date.fromisoformat(row["end"])
        lines = line([row["source_line"], row["period_source_line"]])
        round_id = _round(rows, program_id, own, name=row["name"], number=number, days=(begins, ends), lines=lines)
        _round_facts(rows, program_id, round_id, row)
    for track in printed.get("tracks", ()):
        name = track["key"].removeprefix("visit_")
        days, style, lines = _period(printed)
        round_id = _round(rows, program_id, own, name=f"{YEAR}년", track=name, days=days, style=style, lines=lines)
        _fact(rows, program_id, track["key"], track, round_id)
    if "rounds" not in printed and "tracks" not in printed:
        days, style, lines = _period(printed)
        round_number: int | None = printed.get("round")
        name = f"{round_number}차" if round_number else f"{YEAR}년"
        _round(rows, program_id, own, name=name, number=round_number, days=days, style=style, lines=lines)


def _round(rows: Rows, program_id: int, own: dict[str, Any], *, name: str, days: tuple[date, date], **more: Any) -> int:
    return rows.add(
        Round,
        program_id=program_id,
        name=name,
        track=more.get("track", own.get("track", "")),
        year=YEAR,
        number=more.get("number"),
        starts_on=days[0],
        ends_on=days[1],
        period_style=more.get("style", PeriodStyle.DAYS),
        reference_date=days[0],
        selection=own["selection"],
        eligibility=own["eligibility"],
        next_steps=[],
        in_report=True,
        source_line=more["lines"],
    )


def _period(printed: dict[str, Any]) -> tuple[tuple[date, date], PeriodStyle, str]:
    if "date" in printed:
        day = date.fromisoformat(printed["date"]["date"])
        return (day, day), PeriodStyle.DAYS, line(printed["date"]["source_line"])
    period = printed["period"]
    lines = line(period["source_line"])
    if "start" in period:
        return (date.fromisoformat(period["start"]), date.fromisoformat(period["end"])), PeriodStyle.DAYS, lines
    first, last = date.fromisoformat(f"{period['start_month']}-01"), date.fromisoformat(f"{period['end_month']}-01")
    return (first, last.replace(day=monthrange(last.year, last.month)[1])), PeriodStyle.MONTHS, lines


def _facts(rows: Rows, program_id: int, printed: dict[str, Any]) -> None:
    for name, fact in printed.items():
        if isinstance(fact, dict):
            _fact(rows, program_id, name, fact)


def _round_facts(rows: Rows, program_id: int, round_id: int, row: dict[str, Any]) -> None:
    members = {"printed": f"{row['name']} {row['tf_members']}명", "members": row["tf_members"]}
    _fact(rows, program_id, "tf_members", {**members, "source_line": row["source_line"]}, round_id)
    period = {"printed": row["period_printed"], "start": row["start"], "end": row["end"]}
    _fact(rows, program_id, "period", {**period, "source_line": row["period_source_line"]}, round_id)
    if "note_printed" in row:
        _fact(rows, program_id, "note", {"printed": row["note_printed"], "source_line": row["source_line"]}, round_id)


def _fact(rows: Rows, program_id: int, name: str, fact: dict[str, Any], round_id: int | None = None) -> None:
    value = {key: part for key, part in fact.items() if key not in ("printed", "source_line", "key")}
    rows.add(
        Fact,
        program_id=program_id,
        round_id=round_id,
        name=name,
        printed=fact["printed"],
        value={**value, "words": repaired(fact["printed"])},
        source_line=line(fact["source_line"]),
    )
