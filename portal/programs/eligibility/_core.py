"""Rules held against people: each part says whether somebody fits, whom it lets in, and why not, in words."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from portal.programs.eligibility import messages
from portal.programs.eligibility._service import Break, Part

Rule = Mapping[str, Any]


class Facts(Protocol):
    """What a rule may ask of a person; ``service_breaks`` and ``parts`` only where :func:`needs_of` says so."""

    category: str
    series: str
    grade: str
    state: str
    hired_on: date | None
    unit_path: str
    unit_kind: str
    service_breaks: Sequence[Break]
    parts: Sequence[Part]


@dataclass(frozen=True)
class When:
    """The two days that matter, and whom to call when a fact is missing."""

    applying: date
    reference: date
    contact: str = ""


@dataclass(frozen=True)
class Answer:
    """Whether the person fits, why not in words for the person, and on what grounds in words for the file."""

    fits: bool
    reasons: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Return the reasons as running text."""
        return " ".join(self.reasons)


@dataclass(frozen=True)
class Needs:
    """What of people a rule asks beyond the directory."""

    breaks: bool = False
    parts: bool = False


class Condition(ABC):
    """One part of a rule; whether somebody fits may be unknown (None)."""

    needs = Needs()

    @abstractmethod
    def fits(self, who: Any) -> bool | None:
        """Say whether somebody fits."""

    @abstractmethod
    def group(self) -> str:
        """Name the people it lets in."""

    def line(self) -> str:
        """Say on the program's page who may apply, or may not."""
        return self.group()

    def own(self, _who: Any) -> tuple[str, ...]:
        """Tell the person what is on file."""
        return ()

    def ground(self, _who: Any) -> tuple[str, ...]:
        """Write down on what grounds somebody fits."""
        return ()

    def missing(self, _who: Any) -> str:
        """Say what is not on file; empty when nothing is missing."""
        return ""

    def reasons(self, who: Any) -> tuple[str, ...]:
        """Say why somebody does not fit."""
        return (self.missing(who) or messages.only_for(self.group(), self.own(who)),)


@dataclass(frozen=True)
class Everybody(Condition):
    """No condition at all."""

    def fits(self, who: Any) -> bool:
        """Let everybody in."""
        return True

    def group(self) -> str:
        """Name everybody."""
        return messages.EVERYBODY


@dataclass(frozen=True)
class All(Condition):
    """Every part must fit."""

    parts: tuple[Condition, ...]

    def fits(self, who: Any) -> bool | None:
        """Want every part; what is unknown stays unknown unless another part says no."""
        found = {part.fits(who) for part in self.parts}
        return False if False in found else None if None in found else True

    def group(self) -> str:
        """Name who meets all conditions."""
        return ", ".join(part.group() for part in self.parts) or messages.EVERYBODY

    def own(self, who: Any) -> tuple[str, ...]:
        """Tell what is on file for each part."""
        return _unique(part.own(who) for part in self.parts)

    def ground(self, who: Any) -> tuple[str, ...]:
        """Write down the grounds of each part."""
        return _unique(part.ground(who) for part in self.parts)

    def missing(self, who: Any) -> str:
        """Say what is missing first."""
        return next((words for part in self.parts if (words := part.missing(who))), "")

    def reasons(self, who: Any) -> tuple[str, ...]:
        """Give the reasons of each part that does not fit."""
        return _unique(part.reasons(who) for part in self.parts if not part.fits(who))


@dataclass(frozen=True)
class Either(Condition):
    """One part is enough."""

    parts: tuple[Condition, ...]

    def fits(self, who: Any) -> bool | None:
        """Want one part; nobody fits where there is none."""
        found = {part.fits(who) for part in self.parts}
        return True if True in found else None if None in found else False

    def group(self) -> str:
        """Name who meets one of the conditions."""
        return messages.either([part.group() for part in self.parts])

    def own(self, who: Any) -> tuple[str, ...]:
        """Tell what is on file for each part."""
        return _unique(part.own(who) for part in self.parts)

    def ground(self, who: Any) -> tuple[str, ...]:
        """Write down the grounds of the first part that fits."""
        return next((part.ground(who) for part in self.parts if part.fits(who)), ())

    def missing(self, who: Any) -> str:
        """Say what is missing where it would decide."""
        return (
            next((words for part in self.parts if (words := part.missing(who))), "") if self.fits(who) is None else ""
        )

    def reasons(self, who: Any) -> tuple[str, ...]:
        """Name all who are let in."""
        return super().reasons(who) if self.parts else (messages.NOBODY_YET,)


@dataclass(frozen=True)
class Not(Condition):
    """Who fits the inner condition is left out."""

    inner: Condition

    def fits(self, who: Any) -> bool | None:
        """Turn the answer round; what is unknown stays unknown."""
        found = self.inner.fits(who)
        return None if found is None else not found

    def group(self) -> str:
        """Name who is left."""
        return messages.other_than(self.inner.group())

    def line(self) -> str:
        """Say who may not apply."""
        return messages.not_for(self.inner.group())

    def own(self, who: Any) -> tuple[str, ...]:
        """Tell what is on file."""
        return self.inner.own(who)

    def missing(self, who: Any) -> str:
        """Say what is missing."""
        return self.inner.missing(who)

    def reasons(self, who: Any) -> tuple[str, ...]:
        """Say who may not apply."""
        if words := self.missing(who):
            return (words,)
        return (" ".join((messages.not_for(self.inner.group()), *self.inner.own(who))),)


def day(text: str | None) -> date | None:
    """Return the day that a rule names."""
    return date.fromisoformat(text) if text else None


def _unique(lists: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for texts in lists for text in texts))
