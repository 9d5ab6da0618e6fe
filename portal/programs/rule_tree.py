"""A rule as a tree one can change in one place: a place is the numbers of the parts on the way, as "0.2"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.core.errors import Missing, Refusal
from portal.programs import desk_messages as messages
from portal.programs.eligibility import Rule, When, parsed

DEEPEST = 3
MOST_PARTS = 20
MODES = ("all", "any")


@dataclass(frozen=True)
class Line:
    """One part in words: a condition, or a group (``mode``) with its own ``lines``."""

    place: str
    words: str
    mode: str
    is_not: bool
    lines: Sequence["Line"]
    may_hold_groups: bool


def as_group(rule: Rule) -> dict[str, Any]:
    """Return a rule whose outermost part is a group."""
    if any(mode in rule for mode in MODES):
        return dict(rule)
    return {"all": [dict(rule)]} if rule else {"all": []}


def tidied(rule: Rule) -> dict[str, Any]:
    """Return a group of nothing as no rule at all."""
    return {} if rule in ({"all": []}, {"any": []}) else dict(rule)


def drawn(rule: Rule, when: When, place: str = "", depth: int = 0) -> Line:
    """Return a rule as lines in words."""
    is_not, inner = "not" in rule, rule.get("not", rule)
    mode = next((mode for mode in MODES if mode in inner), "")
    lines = [
        drawn(part, when, f"{place}.{n}".lstrip("."), depth + 1) for n, part in enumerate(inner[mode] if mode else ())
    ]
    words = "" if mode else parsed(inner, when).group()
    return Line(place, words, mode, is_not, lines, depth + 1 < DEEPEST)


def added(rule: Rule, place: str, part: Mapping[str, Any]) -> dict[str, Any]:
    """Return the rule with one more part in a group."""

    def add(group: dict[str, Any]) -> dict[str, Any]:
        mode = _mode(group)
        if len(group[mode]) >= MOST_PARTS:
            raise Refusal(messages.TOO_MANY_PARTS)
        return {**group, mode: [*group[mode], dict(part)]}

    if any(mode in part for mode in MODES) and len(_numbers(place)) + 1 >= DEEPEST:
        raise Refusal(messages.TOO_DEEP)
    return _changed(as_group(rule), _numbers(place), add)


def removed(rule: Rule, place: str) -> dict[str, Any]:
    """Return the rule without a part."""
    *above, last = _numbers(place) or (None,)
    if last is None:
        return {}

    def remove(group: dict[str, Any]) -> dict[str, Any]:
        mode = _mode(group)
        if last >= len(group[mode]):
            raise Missing
        return {**group, mode: [part for n, part in enumerate(group[mode]) if n != last]}

    return tidied(_changed(as_group(rule), above, remove))


def turned(rule: Rule, place: str, mode: str) -> dict[str, Any]:
    """Return the rule with a group that wants all of its parts, or any one."""
    if mode not in MODES:
        raise Missing
    return _changed(as_group(rule), _numbers(place), lambda group: {mode: group[_mode(group)]})


def _changed(rule: Rule, place: Sequence[int], change: Any) -> dict[str, Any]:
    if "not" in rule:
        return {**rule, "not": _changed(rule["not"], place, change)}
    if not place:
        return dict(change(dict(rule)))
    mode, at = _mode(rule), place[0]
    if at >= len(rule[mode]):
        raise Missing
    parts = [_changed(part, place[1:], change) if n == at else part for n, part in enumerate(rule[mode])]
    return {**rule, mode: parts}


def _mode(group: Rule) -> str:
    for mode in MODES:
        if mode in group:
            return mode
    raise Missing


def _numbers(place: str) -> list[int]:
    if not place:
        return []
    parts = place.split(".")
    if len(parts) > DEEPEST or not all(part.isascii() and part.isdigit() and len(part) < 3 for part in parts):
        raise Missing
    return [int(part) for part in parts]
