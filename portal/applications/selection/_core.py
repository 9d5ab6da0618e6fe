"""What every way of choosing takes and answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from portal.applications.models import Status
from portal.applications.workflow import Action
from portal.programs.quotas import Groups


@dataclass(frozen=True)
class Newcomer:
    """Somebody whose application arrives; ``goes_last`` lets all others go first."""

    round_id: int
    groups: Groups = field(default_factory=dict)
    is_divided: bool = False
    goes_last: bool = False


@dataclass(frozen=True)
class Arrival:
    """What an application gets on arrival: a place in line, a state, perhaps a seat, and why not in words."""

    place: int
    status: Status
    holds_seat: bool
    words: str = ""
    priority: int = 0


@dataclass(frozen=True)
class Candidate:
    """Somebody among whom is chosen, with all that a method may ask; ``misfit`` says in words why they do not fit."""

    application_id: int
    receipt_no: str
    place: int
    submitted_at: datetime
    groups: Groups = field(default_factory=dict)
    misfit: str = ""
    goes_last: bool = False
    times_before: int = 0
    hired_on: date | None = None
    is_hard_school: bool = False
    points: tuple[int, ...] = ()


@dataclass(frozen=True)
class Basis:
    """On what a method chooses besides the candidates themselves."""

    reference: date
    seed: str = ""
    criteria: Mapping[str, int] = field(default_factory=dict)
    designated: tuple[int, ...] = ()


@dataclass(frozen=True)
class Ranked:
    """A candidate in the order of a method, with score and grounds; who ``may_sit`` not is in line for nothing."""

    candidate: Candidate
    score: float | None = None
    grounds: tuple[str, ...] = ()
    may_sit: bool = True


@dataclass(frozen=True)
class Choice:
    """What a way of choosing proposes for one application, and on what grounds; an officer puts it on the list."""

    application_id: int
    action: Action
    rank: int | None = None
    score: float | None = None
    grounds: str = ""


class Method(Protocol):
    """One way of choosing."""

    def arrive(self, who: Newcomer) -> Arrival:
        """Give an application its place in line and, where the method says so, its seat."""

    def ranked(self, candidates: Sequence[Candidate], basis: Basis) -> list[Ranked]:
        """Put those who fit in order, the first first."""
