"""Who may apply: dated rules over what the office knows of a person, kept as data with each round.

A rule is one of
  {} (everybody) · {"all": [rule, …]} · {"any": [rule, …]} · {"not": rule}
  {"fact": "category" | "series" | "grade" | "state", "in": [value, …]}, shorter {"state": […]}, {"grade": […]}
  {"fact": "hired_on", "from": "2024-07-02", "to": "2025-07-01"} (both days included)
  {"service_under_years": 4} · {"service_at_least_years": 2}
  {"outside": "신규임용후보자"} (people who are no officials, named in words: no official fits)
Any rule but the one on a date may carry "from" and "until", the first and last day on which it is in force; a rule on
a date is wrapped for that: {"all": [rule], "until": …}. Rules not in force are left out. Which rules are in force
follows from the day of applying, for a group is let in from a day on; years of service are counted at the round's
reference date. The count is the simple one: the anniversary of the day of hire has come or has not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from portal.core.clock import add_years
from portal.programs import messages

Rule = Mapping[str, Any]


class Facts(Protocol):
    """What a rule may ask of a person."""

    @property
    def category(self) -> str:
        """Return the legal category."""

    @property
    def series(self) -> str:
        """Return the series (직렬)."""

    @property
    def grade(self) -> str:
        """Return the grade (직급)."""

    @property
    def state(self) -> str:
        """Return where the person stands in service."""

    @property
    def hired_on(self) -> date | None:
        """Return the day of the first appointment, if it is known."""


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
class _Finding:
    """One rule held against one person: the people it lets in, what is known of this one."""

    fits: bool
    group: str
    own: tuple[str, ...] = ()
    missing: str = ""
    ground: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


def answer(rule: Rule, facts: Facts, when: When) -> Answer:
    """Hold a rule against a person; raises ValueError for a rule that is none."""
    found = _judge(rule, facts, when)
    if found.fits:
        return Answer(True, grounds=found.ground)
    return Answer(False, reasons=found.reasons or (_refusal(found),))


def groups(rule: Rule, when: When) -> list[str]:
    """Return in words who may apply, one line a condition."""
    rules = rule["all"] if "all" in rule and _in_force(rule, when) else [rule]
    lines = []
    for part in rules:
        if part and _in_force(part, when):
            inner = part.get("not")
            group = _judge(inner if inner else part, _NOBODY, when).group
            lines.append(messages.not_for(group) if inner else group)
    return lines or [messages.EVERYBODY]


def first_day_under_years(years: int, reference: date) -> date:
    """Return the earliest day of hire with which somebody has served less than *years* at the reference date."""
    day = add_years(reference, -years)
    while add_years(day, years) > reference:
        day -= timedelta(days=1)
    while add_years(day, years) <= reference:
        day += timedelta(days=1)
    return day


def _judge(rule: Rule, facts: Facts, when: When) -> _Finding:
    if not rule:
        return _Finding(True, messages.EVERYBODY)
    if "all" in rule:
        return _all(_parts(rule["all"], facts, when))
    if "any" in rule:
        return _any(_parts(rule["any"], facts, when))
    if "not" in rule:
        return _not(_judge(rule["not"], facts, when))
    for key, years in (("service_under_years", True), ("service_at_least_years", False)):
        if key in rule:
            cut_off = first_day_under_years(int(rule[key]), when.reference)
            if years:
                return _hired_between(cut_off, None, facts, when)
            return _hired_between(None, cut_off - timedelta(days=1), facts, when)
    if "outside" in rule:
        return _Finding(False, str(rule["outside"]), own=(messages.NOT_FOR_OFFICIALS,))
    if rule.get("fact") == "hired_on":
        return _hired_between(_day(rule.get("from")), _day(rule.get("to")), facts, when)
    return _one_of(rule, facts)


def _parts(rules: Sequence[Rule], facts: Facts, when: When) -> list[_Finding]:
    return [_judge(rule, facts, when) for rule in rules if _in_force(rule, when)]


def _in_force(rule: Rule, when: When) -> bool:
    if rule.get("fact") == "hired_on":
        return True
    first, last = _day(rule.get("from")), _day(rule.get("until"))
    return (first is None or first <= when.applying) and (last is None or when.applying <= last)


def _all(parts: list[_Finding]) -> _Finding:
    wrong = [part for part in parts if not part.fits]
    return _Finding(
        fits=not wrong,
        group=", ".join(part.group for part in parts) or messages.EVERYBODY,
        own=_unique(part.own for part in parts),
        missing=next((part.missing for part in wrong if part.missing), ""),
        ground=_unique(part.ground for part in parts),
        reasons=_unique(part.reasons or (_refusal(part),) for part in wrong),
    )


def _any(parts: list[_Finding]) -> _Finding:
    good = [part for part in parts if part.fits]
    reasons = () if parts else (messages.NOBODY_YET,)
    return _Finding(
        fits=bool(good),
        group=messages.either([part.group for part in parts]),
        own=_unique(part.own for part in parts),
        missing=next((part.missing for part in parts if part.missing), ""),
        ground=good[0].ground if good else (),
        reasons=reasons,
    )


def _not(inner: _Finding) -> _Finding:
    reasons = (messages.not_for(inner.group), *inner.own) if inner.fits else ()
    if inner.missing:
        return _Finding(False, inner.group, missing=inner.missing)
    return _Finding(not inner.fits, inner.group, own=inner.own, ground=(), reasons=(" ".join(reasons),) * bool(reasons))


def _hired_between(first: date | None, last: date | None, facts: Facts, when: When) -> _Finding:
    group = messages.hired_between(first, last)
    if facts.hired_on is None:
        return _Finding(False, group, missing=messages.hire_date_missing(when.contact))
    fits = (first is None or first <= facts.hired_on) and (last is None or facts.hired_on <= last)
    return _Finding(
        fits,
        group,
        own=(messages.own_hire_date(facts.hired_on),),
        ground=(messages.hire_date_ground(facts.hired_on, first, last),),
    )


def _one_of(rule: Rule, facts: Facts) -> _Finding:
    name, allowed = _named_values(rule)
    value = str(getattr(facts, name))
    return _Finding(
        value in allowed,
        messages.people_with(name, allowed),
        own=(messages.own_value(name, value),),
        ground=(messages.value_word(name, value),),
    )


def _named_values(rule: Rule) -> tuple[str, list[str]]:
    if rule.get("fact") in messages.FACT_NAMES and "in" in rule:
        return str(rule["fact"]), [str(value) for value in rule["in"]]
    for name in messages.FACT_NAMES:
        if name in rule:
            return name, [str(value) for value in rule[name]]
    raise ValueError(f"No such rule: {dict(rule)!r}")


def _refusal(found: _Finding) -> str:
    return found.missing or messages.only_for(found.group, found.own)


def _unique(lists: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for texts in lists for text in texts))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@dataclass(frozen=True)
class _Nobody:
    category: str = ""
    series: str = ""
    grade: str = ""
    state: str = ""
    hired_on: date | None = None


_NOBODY = _Nobody()
