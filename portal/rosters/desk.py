"""What the page of one import shows, put together for the template."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.core.paging import Page
from portal.rosters import messages, policies, queries
from portal.rosters.columns import BY_KEY, in_words
from portal.rosters.models import Outcome, Roster, RosterLine, Stage

ORDER = (Outcome.WRONG, Outcome.NEW, Outcome.CHANGED, Outcome.SAME)


@dataclass(frozen=True)
class Change:
    """One field of a row: its word, what stands there, what would."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """A row with its number in the file, what is wrong with it and what it changes."""

    number: int
    personal_no: str
    name: str
    errors: Sequence[str]
    changes: Sequence[Change]


@dataclass(frozen=True)
class Opened:
    """One import: its counts, one page of one kind of rows, and what may be done with it."""

    roster: Roster
    shown: Outcome
    counts: Mapping[Outcome, int]
    page: Page[Line]
    missing: Sequence[tuple[str, str, str]]
    may_apply: bool
    may_apply_good: bool
    may_undo: bool
    has_rows: bool

    @property
    def is_moving(self) -> bool:
        """Say whether it is being compared or applied."""
        return self.roster.stage in (Stage.CHECKING, Stage.APPLYING)

    @property
    def percent(self) -> int:
        """Return how much of it is compared."""
        return 100 * self.roster.checked // max(self.roster.rows, 1)


def opened(public_id: str, *, shown: str, number: int) -> Opened:
    """Return an import with the rows of one outcome: the wrong ones first if there are any; raises Missing."""
    roster = queries.roster_or_missing(public_id)
    counts = {outcome: int(roster.counts.get(outcome, 0)) for outcome in ORDER}
    first = next((outcome for outcome in ORDER if counts[outcome]), Outcome.SAME)
    wanted = Outcome(shown) if shown in set(Outcome) else first
    has_rows = roster.stage != Stage.DISCARDED and roster.forgotten_at is None
    lines = queries.page_of_lines(roster, wanted, number) if has_rows else Page([], 1, 0)
    names = queries.names_of_units(_units_in(lines.items))
    rows = [_line(line, names) for line in lines.items]
    return Opened(
        roster=roster,
        shown=wanted,
        counts=counts,
        page=Page(rows, lines.number, lines.total),
        missing=queries.missing_from(roster) if roster.stage == Stage.READY and roster.missing else (),
        may_apply=policies.may_apply(roster, only_good=False),
        may_apply_good=policies.may_apply(roster, only_good=True),
        may_undo=roster.stage == Stage.DONE and has_rows and queries.is_last_applied(roster),
        has_rows=has_rows,
    )


def _line(line: RosterLine, names: Mapping[int, str]) -> Line:
    changes = [_change(key, values, names) for key, values in line.changes.items()]
    return Line(line.row_number, line.personal_no, line.name, line.errors, changes)


def _change(key: str, values: Sequence[object], names: Mapping[int, str]) -> Change:
    label = messages.LABEL.get(key) or BY_KEY[key].label
    before, after = (_words(key, value, names) for value in values)
    return Change(label, before, after)


def _words(key: str, value: object, names: Mapping[int, str]) -> str:
    if key == "unit" and isinstance(value, int):
        return names.get(value, "")
    return in_words(key, value)


def _units_in(lines: Sequence[RosterLine]) -> set[int]:
    return {one for line in lines for one in line.changes.get("unit", ()) if isinstance(one, int)}
