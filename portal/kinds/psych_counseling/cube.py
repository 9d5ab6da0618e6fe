"""The one publication of sums: by month and by way, up to the last month that is past; nothing can be asked of it."""

from dataclasses import dataclass
from datetime import date, timedelta

from portal.core import clock
from portal.kinds.psych_counseling import messages
from portal.kinds.psych_counseling.models import Axis, Way
from portal.kinds.psych_counseling.queries import sums
from portal.kinds.psych_counseling.totals import Line, Table, table
from portal.programs.models import Round


@dataclass(frozen=True)
class Cube:
    """What is published of one round; ``until`` is the last day counted."""

    round: Round
    until: date
    by_month: Table
    by_way: Table

    @property
    def people(self) -> int | None:
        """Return how many people came, unless that would tell of few."""
        return None if self.by_month.people is None else self.by_way.people

    @property
    def sessions(self) -> int | None:
        """Return how many sessions were held, unless that would tell of few."""
        return None if self.people is None else self.by_month.sessions


def published_until(today: date) -> date:
    """Return the last day of the month before.

    Sums that change day by day would tell what happened on a day; so they count what was entered by then, too.
    """
    return today.replace(day=1) - timedelta(days=1)


def of_program(program_id: int) -> list[Cube]:
    """Return what is published of each round of a program, the newest first."""
    until = published_until(clock.today())
    return [_of_round(round_, until) for round_ in sums.rounds_of_program(program_id) if round_.starts_on <= until]


def _of_round(round_: Round, until: date) -> Cube:
    found = sums.tallies_of(round_.id, until, entered_by=until)
    months = _table(found, Axis.MONTH, sorted(value for axis, value in found if axis is Axis.MONTH))
    ways = _table(found, Axis.WAY, [way.value for way in Way])
    if months.people is None or ways.people is None:  # the sums are the same: hidden in one, hidden in both
        months, ways = (Table(one.lines, None, None) for one in (months, ways))
    return Cube(round_, until, _named(months, messages.month_words), _named(ways, messages.way_words))


def _table(found: sums.Tallies, axis: Axis, values: list[str]) -> Table:
    kept = [(value, found.get((axis, value), sums.Tally())) for value in values]
    return table([(value, tally.people, tally.sessions, tally.active) for value, tally in kept])


def _named(one: Table, word: messages.Wording) -> Table:
    return Table([Line(word(line.value), line.people, line.sessions) for line in one.lines], one.people, one.sessions)
