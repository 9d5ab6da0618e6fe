"""From a rule as data to its parts that are in force, and what they say of a person or of many."""

from collections.abc import Iterable, Sequence
from typing import Any

from portal.programs.eligibility import messages
from portal.programs.eligibility._core import (
    All,
    Answer,
    Condition,
    Either,
    Everybody,
    Needs,
    Not,
    Rule,
    When,
    day,
)
from portal.programs.eligibility._leaves import leaf


def parsed(rule: Rule, when: When) -> Condition:
    """Return the parts of a rule that are in force on the day of applying; raises ValueError for what is no rule."""
    if not rule:
        return Everybody()
    if "all" in rule:
        return All(_in_force_of(rule["all"], when))
    if "any" in rule:
        return Either(_in_force_of(rule["any"], when))
    if "not" in rule:
        return Not(parsed(rule["not"], when))
    return leaf(rule, when)


def answer(rule: Rule, facts: Any, when: When) -> Answer:
    """Hold a rule against a person; raises ValueError for a rule that is none."""
    condition = parsed(rule, when)
    if condition.fits(facts):
        return Answer(True, grounds=condition.ground(facts))
    return Answer(False, reasons=condition.reasons(facts))


def fitting(rule: Rule, people: Iterable[Any], when: When) -> list[bool]:
    """Say of each of many people whether they fit."""
    condition = parsed(rule, when)
    return [bool(condition.fits(who)) for who in people]


def groups(rule: Rule, when: When) -> list[str]:
    """Return in words who may apply, one line a condition."""
    whole = parsed(rule, when) if _in_force(rule, when) else Everybody()
    parts = whole.parts if isinstance(whole, All) else (whole,)
    return [part.line() for part in parts if not isinstance(part, Everybody)] or [messages.EVERYBODY]


def needs_of(rules: Iterable[Rule]) -> Needs:
    """Return what of people some rules ask beyond the directory."""
    found = [one for rule in rules for one in _walked(rule)]
    return Needs(breaks=any(one.get("less_breaks") for one in found), parts=any("took_part" in one for one in found))


def _walked(rule: Rule) -> Iterable[Rule]:
    yield rule
    for part in [*rule.get("all", ()), *rule.get("any", ()), *([rule["not"]] if "not" in rule else ())]:
        yield from _walked(part)


def _in_force_of(rules: Sequence[Rule], when: When) -> tuple[Condition, ...]:
    return tuple(parsed(rule, when) for rule in rules if _in_force(rule, when))


def _in_force(rule: Rule, when: When) -> bool:
    if rule.get("fact") == "hired_on":
        return True
    first, last = day(rule.get("from")), day(rule.get("until"))
    return (first is None or first <= when.applying) and (last is None or when.applying <= last)
