"""Rounds that the report does not know: what is open, coming and just closed on the demonstration's first day."""

from datetime import date
from typing import Any

from portal.core.db import SEOUL
from portal.programs.models import PeriodStyle, Program, Round
from portal.seeding import queries
from portal.seeding.division import words
from portal.seeding.programs import YEAR
from portal.seeding.rows import Rows

_BEHIND_PRINTED = 100


def load(rows: Rows) -> None:
    """Load invented programs and rounds, tell the printed ones when they were open and whom to call."""
    posts, owner = queries.posts_by_extension(), queries.division_unit_ids()["인재개발팀"]
    programs = queries.program_ids()
    for order, own in enumerate(words("rounds")["program"], _BEHIND_PRINTED):
        programs[own["key"]] = rows.add(
            Program,
            key=own["key"],
            kind=own["kind"],
            title=own["title"],
            summary=own["summary"],
            description=own["description"],
            legal_basis=own["laws"],
            owner_unit_id=owner,
            contact_post_id=posts[own["contact"]],
            sort_order=order,
            is_fictional=True,
        )
    for own in words("rounds")["round"]:
        _round(rows, programs[own["program"]], own)
    for key, own in words("rounds")["past"].items():
        for round_ in queries.printed_rounds(key):
            for name, value in _announced(own).items():
                setattr(round_, name, value)
    for key, own in words("programs").items():
        for round_ in queries.printed_rounds(key):
            round_.program.contact_post_id = posts[own["contact"]]


def _round(rows: Rows, program_id: int, own: dict[str, Any]) -> None:
    first, last = own["days"]
    rows.add(
        Round,
        program_id=program_id,
        name=own["name"],
        track=own.get("track", ""),
        year=YEAR,
        starts_on=first,
        ends_on=last,
        period_style=PeriodStyle.MONTHS if own.get("months") else PeriodStyle.DAYS,
        reference_date=first,
        selection=own["selection"],
        eligibility=own["eligibility"],
        next_steps=own["steps"],
        in_report=False,
        is_fictional=True,
        **_announced(own),
    )


def _announced(own: dict[str, Any]) -> dict[str, Any]:
    opens, closes = (moment.replace(tzinfo=SEOUL) for moment in own["window"])
    results_on: date | None = own.get("results_on")
    return {
        "apply_from": opens,
        "apply_to": closes,
        "results_on": results_on,
        "free_withdrawal_until": own.get("free_until"),
        "capacity": own.get("capacity"),
        "place": own.get("place", ""),
        "consent_purpose": own["purpose"],
        "consent_items": own["items"],
        "retention": own.get("retention", "5년"),
    }
