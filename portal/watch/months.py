"""How an address names a month."""

import re
from datetime import date

from portal.core import clock
from portal.watch.calendar import first_of

A_MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")


def month_in(given: str) -> date:
    """Return the month that a text like "2025-08" names, this month where it names none."""
    if A_MONTH.fullmatch(given) and given.isascii():
        return date(int(given[:4]), int(given[5:]), 1)
    return first_of(clock.today())
