"""What waits for somebody, wherever it lies: the digest and the reminders of what is late ask here and nowhere else.

A room whose things wait for people adds one function to ``SOURCES``.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from portal.accounts.queries import people_holding
from portal.approvals.queries import steps_waiting
from portal.core.actors import Role
from portal.notifications import messages
from portal.notifications.queries import coming
from portal.programs.kinds import kind_of
from portal.programs.models import Program


@dataclass(frozen=True)
class Item:
    """One thing that waits: for whom, since when, and who stands above them; ``ref`` is its own for good.

    Things with the same ``title`` and ``link`` are told together.
    """

    ref: str
    title: str
    link: str
    since: datetime
    waits_for: tuple[int, ...]
    above: tuple[int, ...]


def waiting_items(now: datetime) -> Iterator[Item]:
    """Return all that waits, of every room."""
    for source in SOURCES:
        yield from source(now)


def applications_waiting(now: datetime) -> Iterable[Item]:
    """Return the applications that wait for a decision: for their team, and above it for who heads it."""
    found = coming.applications_waiting()
    programs = {one.id: one for one in coming.programs_with_owners({row[3] for row in found})}
    desks = {program_id: _desk_of(program, now.date()) for program_id, program in programs.items()}
    for application_id, applicant, since, program_id in found:
        officers, above = desks[program_id]
        program = programs[program_id]
        yield Item(
            ref=f"application:{application_id}:{since:%Y%m%d%H%M}",
            title=messages.QUIET_ITEM if kind_of(program).is_sensitive else program.title,
            link=f"/admin/applications?program={program_id}",
            since=since,
            waits_for=tuple(one for one in officers if one != applicant),
            above=tuple(one for one in above if one != applicant),
        )


def documents_waiting(now: datetime) -> Iterable[Item]:
    """Return the lists that wait for somebody's step in their approval line; above stands who heads the division."""
    for one in steps_waiting(now):
        people = sorted(one.hands.people) if one.hands else []
        owner = one.document.round.program.owner_unit
        yield Item(
            ref=f"document:{one.step.id}",
            title=messages.IN_APPROVAL,
            link="/approvals",
            since=one.step.pending_since or now,
            waits_for=tuple(people),
            above=tuple(who for who in people_holding(Role.HEAD, now.date(), unit=owner) if who not in people),
        )


def _desk_of(program: Program, day: date) -> tuple[Sequence[int], Sequence[int]]:
    """Return who decides on a program, and who stands above: the next higher post that somebody holds."""
    line = [people_holding(role, day, unit=program.owner_unit) for role in (Role.OFFICER, Role.LEAD, Role.HEAD)]
    held = [people for people in line if people]
    return (held[0] if held else [], held[1] if len(held) > 1 else [])


SOURCES: tuple[Callable[[datetime], Iterable[Item]], ...] = (applications_waiting, documents_waiting)
