"""When sums may be published: each step from one page to the next is nobody's, or that of at least five people."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

FEWEST = 5


@dataclass(frozen=True)
class Entered:
    """A session that somebody came to, as it counts here; people are told apart by any number of theirs."""

    person: int
    is_meeting: bool
    entered_on: date


@dataclass(frozen=True)
class Standing:
    """Everything that is published of a round at one time: people, and sessions face to face and from afar."""

    people: int = 0
    meetings: int = 0
    remote: int = 0

    @property
    def sessions(self) -> int:
        """Return how many sessions were held."""
        return self.meetings + self.remote

    def plus(self, other: "Standing") -> "Standing":
        """Return both together."""
        return Standing(self.people + other.people, self.meetings + other.meetings, self.remote + other.remote)


def standing_of(entered: Collection[Entered]) -> Standing:
    """Count people and sessions."""
    meetings = sum(one.is_meeting for one in entered)
    return Standing(len({one.person for one in entered}), meetings, len(entered) - meetings)


def next_standing(
    before: Standing, entered: Iterable[Entered], *, since: date, until: date, gone: Standing | None = None
) -> Standing | None:
    """Return what may be published after *before*, which stood at the end of *since*; None: nothing yet.

    ``gone`` are sums of cases that were destroyed. Every number has stood still or has grown by five or more, and
    behind each growth of sessions are five people or more. The steps of later pages only add such growth, so that the
    difference of any two pages, and of any two numbers that contain each other, is nobody's or that of five people.
    """
    known = [one for one in entered if one.entered_on <= until]
    now = standing_of(known).plus(gone or Standing())
    new = standing_behind([one for one in known if one.entered_on > since])
    steps = (
        (now.people - before.people, FEWEST),
        (now.meetings - before.meetings, new.meetings),
        (now.remote - before.remote, new.remote),
    )
    may = all(step == 0 or (step >= FEWEST and people >= FEWEST) for step, people in steps)
    return now if may and now != before else None


def standing_behind(entered: Iterable[Entered]) -> Standing:
    """Count the people behind sessions, instead of the sessions."""
    return standing_of(list({(one.person, one.is_meeting): one for one in entered}.values()))
