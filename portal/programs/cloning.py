"""The next round as the last one was: the same weekdays a year on, everything else as it stands."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from portal.core.clock import add_years
from portal.programs.models import Round

YEAR_OF_WEEKS = timedelta(days=364)
DAYS = ("starts_on", "ends_on", "reference_date", "apply_from", "apply_to", "results_on", "free_withdrawal_until")
SETTINGS = (
    "track", "period_style", "capacity", "selection", "audience", "place", "consent_purpose", "consent_items",
    "retention", "next_steps", "contact_post_id", "questions",
)  # fmt: skip
"""What a new round takes over as it is."""


def next_year(last: Round) -> dict[str, Any]:
    """Return the columns of the round a year on; weekdays stay, for offices think in weeks."""
    days: dict[str, date | datetime | None] = {
        name: None if getattr(last, name) is None else getattr(last, name) + YEAR_OF_WEEKS for name in DAYS
    }
    year = last.year + 1
    return {
        **{name: getattr(last, name) for name in SETTINGS},
        **days,
        "name": last.name.replace(str(last.year), str(year))[:60],
        "year": year,
        "number": None if last.number is None else last.number + 1,
        "eligibility": a_year_on(last.eligibility),
    }


def a_year_on(rule: Mapping[str, Any]) -> dict[str, Any]:
    """Return a rule with the days of hire it names moved by a year; from when it is in force stays as it is."""
    moved = dict(rule)
    for name in ("all", "any"):
        if name in moved:
            moved[name] = [a_year_on(part) for part in moved[name]]
    if "not" in moved:
        moved["not"] = a_year_on(moved["not"])
    if moved.get("fact") == "hired_on":
        for name in ("from", "to"):
            if moved.get(name):
                moved[name] = add_years(date.fromisoformat(moved[name]), 1).isoformat()
    return moved
