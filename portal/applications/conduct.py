"""What follows from not having come without a word: after the others the next time, and twice a year without.

Counted by program; who came again afterwards starts anew, and an excuse lifts it.
"""

from dataclasses import dataclass
from datetime import date

from portal.applications.models import Status
from portal.applications.queries import taking_part
from portal.core import clock

BARRED_AFTER = 2


@dataclass(frozen=True)
class Conduct:
    """How somebody stands with a program."""

    goes_last: bool = False
    barred_until: date | None = None


def conduct_of(person_id: int, program_id: int) -> Conduct:
    """Return what follows for somebody who applies to a program today."""
    return conduct_of_all([person_id], program_id).get(person_id, Conduct())


def conduct_of_all(person_ids: list[int], program_id: int) -> dict[int, Conduct]:
    """Return it for many in one statement; who never stayed away is left out."""
    missed: dict[int, list[date]] = {}
    for row in taking_part.ended(person_ids, program_id):
        if row.status == Status.NO_SHOW:
            missed.setdefault(row.person_id, []).append(row.ends_on)
        else:
            missed.pop(row.person_id, None)
    return {person_id: _conduct(days) for person_id, days in missed.items()}


def _conduct(days: list[date]) -> Conduct:
    until = clock.add_years(days[-1], 1)
    if len(days) >= BARRED_AFTER and clock.today() <= until:
        return Conduct(goes_last=True, barred_until=until)
    return Conduct(goes_last=True)
