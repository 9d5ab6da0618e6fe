"""The conditions that ask one thing of a person."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from portal.core.clock import add_years
from portal.programs.eligibility import messages
from portal.programs.eligibility._core import Condition, Rule, When, day
from portal.programs.eligibility._service import Service, Span, first_day_under_years, service_at

ABSENT = "absent"


def leaf(rule: Rule, when: When) -> Condition:
    """Return the condition that a rule without parts is; raises ValueError for what is no rule."""
    for key, is_under in (("service_under_years", True), ("service_at_least_years", False)):
        if key in rule:
            return _service(int(rule[key]), when, is_under=is_under, less_breaks=bool(rule.get("less_breaks")))
    if "outside" in rule:
        return Outside(str(rule["outside"]))
    if "unit" in rule:
        return InUnit(tuple((int(one["id"]), str(one["name"])) for one in rule["unit"]))
    if "took_part" in rule:
        return TookPart(
            rule["took_part"], str(rule.get("title", "")), rule.get("within_years"), rule.get("how") == ABSENT, when
        )
    if rule.get("fact") == "hired_on":
        return HiredBetween(day(rule.get("from")), day(rule.get("to")), when)
    name, allowed = _named_values(rule)
    return OneOf(name, allowed)


def _service(years: int, when: When, *, is_under: bool, less_breaks: bool) -> Condition:
    if less_breaks:
        return Served(years, is_under, when)
    cut_off = first_day_under_years(years, when.reference)
    return HiredBetween(cut_off, None, when) if is_under else HiredBetween(None, cut_off - timedelta(days=1), when)


def _named_values(rule: Rule) -> tuple[str, tuple[str, ...]]:
    if rule.get("fact") in messages.FACT_NAMES and "in" in rule:
        return str(rule["fact"]), tuple(str(value) for value in rule["in"])
    for name in messages.FACT_NAMES:
        if name in rule:
            return name, tuple(str(value) for value in rule[name])
    raise ValueError(f"No such rule: {dict(rule)!r}")


@dataclass(frozen=True)
class OneOf(Condition):
    """A fact has one of some values."""

    name: str
    allowed: tuple[str, ...]

    def fits(self, who: Any) -> bool:
        """Look the value up."""
        return str(getattr(who, self.name)) in self.allowed

    def group(self) -> str:
        """Name the values."""
        return messages.people_with(self.name, self.allowed)

    def own(self, who: Any) -> tuple[str, ...]:
        """Tell the person's own value."""
        return (messages.own_value(self.name, str(getattr(who, self.name))),)

    def ground(self, who: Any) -> tuple[str, ...]:
        """Write the value down."""
        return (messages.value_word(self.name, str(getattr(who, self.name))),)


@dataclass(frozen=True)
class HiredBetween(Condition):
    """The day of the first appointment lies between two days, both included."""

    first: date | None
    last: date | None
    when: When

    def fits(self, who: Any) -> bool | None:
        """Compare the days; without one on file it is unknown."""
        hired = who.hired_on
        if hired is None:
            return None
        return (self.first is None or self.first <= hired) and (self.last is None or hired <= self.last)

    def group(self) -> str:
        """Name the days."""
        return messages.hired_between(self.first, self.last)

    def own(self, who: Any) -> tuple[str, ...]:
        """Tell the day on file."""
        return (messages.own_hire_date(who.hired_on),) if who.hired_on else ()

    def ground(self, who: Any) -> tuple[str, ...]:
        """Write down the day and what it was held against."""
        return (messages.hire_date_ground(who.hired_on, self.first, self.last),) if who.hired_on else ()

    def missing(self, who: Any) -> str:
        """Say that there is no day on file."""
        return "" if who.hired_on else messages.hire_date_missing(self.when.contact)


@dataclass(frozen=True)
class Served(Condition):
    """Less or not less than some years of service, leave subtracted (복무규정 §7②)."""

    years: int
    is_under: bool
    when: When

    def service(self, who: Any) -> Service:
        """Count the service of somebody whose day of hire is known."""
        return service_at(self.when.reference, who.hired_on, who.service_breaks)

    def fits(self, who: Any) -> bool | None:
        """Compare what counts with the years."""
        if who.hired_on is None:
            return None
        return (self.service(who).net < Span(self.years * 12, 0)) is self.is_under

    def group(self) -> str:
        """Name the years and the day they are counted at."""
        return messages.served(self.years, self.when.reference, is_under=self.is_under)

    def own(self, who: Any) -> tuple[str, ...]:
        """Show the working."""
        return (messages.own_service(self._working(who)),) if who.hired_on else ()

    def ground(self, who: Any) -> tuple[str, ...]:
        """Write the working down."""
        return (messages.service_ground(self._working(who)),) if who.hired_on else ()

    def missing(self, who: Any) -> str:
        """Say that there is no day on file."""
        return "" if who.hired_on else messages.hire_date_missing(self.when.contact)

    def _working(self, who: Any) -> str:
        found = self.service(who)
        less = [(kind, span.words) for kind, span in found.breaks]
        return messages.working(who.hired_on, self.when.reference, found.whole.words, less, found.net.words)


@dataclass(frozen=True)
class InUnit(Condition):
    """Works in one of some branches of the tree."""

    units: tuple[tuple[int, str], ...]

    def fits(self, who: Any) -> bool:
        """Look for the branch in the person's path."""
        return any(f"/{unit}/" in who.unit_path for unit, _name in self.units)

    def group(self) -> str:
        """Name the branches."""
        return messages.people_of([name for _unit, name in self.units])

    def own(self, who: Any) -> tuple[str, ...]:
        """Tell the unit on file."""
        return (messages.own_unit(getattr(who, "unit_name", "")),)

    def ground(self, who: Any) -> tuple[str, ...]:
        """Write the branch down."""
        return next(((name,) for unit, name in self.units if f"/{unit}/" in who.unit_path), ())


@dataclass(frozen=True)
class TookPart(Condition):
    """Took part in a program, or stayed away from it, in the years before the day of applying."""

    program_id: int | None
    title: str
    within_years: int | None
    is_absent: bool
    when: When

    def fits(self, who: Any) -> bool:
        """Look into what the person took part in."""
        return bool(self._found(who))

    def group(self) -> str:
        """Name what it was and in which years."""
        return messages.took_part(self.title, self.within_years, is_absent=self.is_absent)

    def own(self, who: Any) -> tuple[str, ...]:
        """Tell how often and when last."""
        found = self._found(who)
        return (messages.own_parts(len(found), max(found), is_absent=self.is_absent),) if found else ()

    def ground(self, who: Any) -> tuple[str, ...]:
        """Write it down."""
        return self.own(who)

    def _found(self, who: Any) -> list[date]:
        first = add_years(self.when.applying, -self.within_years) if self.within_years else date.min
        return [
            one.ended_on
            for one in who.parts
            if one.is_absent is self.is_absent
            and (self.program_id is None or one.program_id == self.program_id)
            and one.ended_on >= first
        ]


@dataclass(frozen=True)
class Outside(Condition):
    """For people who are no officials, named in words."""

    words: str

    def fits(self, who: Any) -> bool:
        """Let no official in."""
        return False

    def group(self) -> str:
        """Name them."""
        return self.words

    def own(self, _who: Any) -> tuple[str, ...]:
        """Say that officials are not meant."""
        return (messages.NOT_FOR_OFFICIALS,)
