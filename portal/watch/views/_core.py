"""The blueprint, and how a month is read from an address."""

from datetime import date

from flask import Blueprint, request

from portal.watch.months import month_in

bp = Blueprint("watch", __name__)


def month_asked() -> date:
    """Return the month an address names, this month where it names none."""
    return month_in(request.args.get("month", ""))
