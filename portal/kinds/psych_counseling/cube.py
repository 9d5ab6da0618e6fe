"""The one publication of sums: what was published stays, and nothing can be asked of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from portal.kinds.psych_counseling import messages
from portal.kinds.psych_counseling.models import Release
from portal.kinds.psych_counseling.queries import releases
from portal.kinds.psych_counseling.totals import Standing
from portal.programs.models import Round


@dataclass(frozen=True)
class Period:
    """The months between two publications: who came for the first time, and how many sessions were added."""

    name: str
    people: int
    sessions: int


@dataclass(frozen=True)
class Cube:
    """What is published of one round; ``until`` is the last day counted."""

    round: Round
    until: date
    now: Standing
    periods: Sequence[Period]


def published_until(today: date) -> date:
    """Return the last day of the month before.

    Sums that change day by day would tell what happened on a day; so they count what was entered by then.
    """
    return today.replace(day=1) - timedelta(days=1)


def of_program(program_id: int) -> list[Cube]:
    """Return what is published of each round of a program, the newest first."""
    found = groupby(releases.of_program(program_id), lambda release: release.round)
    return [_of_round(round_, list(published)) for round_, published in found]


def standing_at(release: Release | None) -> Standing:
    """Return the numbers of a publication."""
    return Standing(release.people, release.meetings, release.remote) if release else Standing()


def _of_round(round_: Round, published: Sequence[Release]) -> Cube:
    last = published[-1]
    return Cube(round_, last.until, standing_at(last), list(_periods(round_.starts_on, published)))


def _periods(begins: date, published: Sequence[Release]) -> Iterator[Period]:
    before = Standing()
    for release in published:
        now = standing_at(release)
        name = messages.span_words(begins, release.until)
        yield Period(name, now.people - before.people, now.sessions - before.sessions)
        before, begins = now, release.until + timedelta(days=1)
