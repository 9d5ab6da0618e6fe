"""Finds people in the index the way staff look for them, best first, and says why."""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from heapq import merge

from portal.directory.index import Answer, Index
from portal.directory.keys import Asked, NamePattern
from portal.directory.tree import Node

MOST_HITS = 1000
MOST_KEPT = 512


class Why(StrEnum):
    """Why a row was found, best first."""

    EXTENSION = "extension"
    NAME = "name"
    NAME_START = "name_start"
    NAME_PART = "name_part"
    INITIALS = "initials"
    POSITION = "position"
    DUTY = "duty"
    UNIT = "unit"
    EXTENSION_PART = "extension_part"
    SEVERAL = "several"


@dataclass(frozen=True)
class Found:
    """Rows best first, why each was found, and what was looked for in the end (a synonym, a word without particle)."""

    rows: "array[int]"
    whys: tuple[Why, ...]
    keys: tuple[str, ...]
    is_cut: bool


Numbers = Sequence[int]
Tier = tuple[Why, list[Numbers]]


def find(index: Index, asked: Asked, own: Node | None, within: Node | None) -> Found:
    """Return the rows that fit, best first; equal ones of the own division first, then in 직제 order."""
    place = (asked, own, within)
    found = index.kept.get(place)
    if found is None:
        found = _find(index, asked, _spans(index, own, within))
        if len(index.kept) >= MOST_KEPT:
            index.kept.pop(next(iter(index.kept)), None)
        index.kept[place] = found
    return found


def in_order(index: Index, own: Node | None, within: Node | None) -> Sequence[range]:
    """Return the stretches of rows without a search: the own division, then the others in 직제 order."""
    return _spans(index, own, within)


def units_named(index: Index, key: str) -> list[Node]:
    """Return the units whose name contains a key, in 직제 order."""
    numbers = merge(*(index.unit_names.numbers(name) for name in index.unit_names.containing(key)))
    return [index.walked[number] for number in numbers]


def elsewhere(index: Index, asked: Asked) -> list[Answer]:
    """Return the business of other divisions that was meant, if any."""
    wanted = {asked.key, asked.bare, *asked.words}
    wanted = {key for key in wanted if len(key) >= 2}
    return [answer for answer in index.elsewhere if any(_means(key, word) for key in wanted for word in answer.keys)]


def _means(key: str, word: str) -> bool:
    return word in key or (key in word and len(key) * 2 >= len(word))


def _find(index: Index, asked: Asked, spans: Sequence[range]) -> Found:
    tries = [(asked.key, _tiers(index, asked, asked.key))]
    if asked.bare != asked.key:
        tries.append((asked.bare, _tiers(index, asked, asked.bare)))
    for key, tiers in tries:
        found = _collect(tiers, spans)
        if found:
            return _answer(found, (key, *_synonyms(index, key)))
    if len(asked.words) > 1 or (asked.words and asked.words[0] != asked.key):
        return _answer(_with_every_word(index, asked, spans), asked.words)
    return _answer({}, (asked.key,))


def _tiers(index: Index, asked: Asked, key: str) -> Iterator[Tier]:
    if asked.digits:
        yield Why.EXTENSION, [index.extensions.numbers(asked.digits[-4:])]
    if not key:
        return
    names = index.names.containing(key)
    yield Why.NAME, [index.names.numbers(key)]
    yield Why.NAME_START, [index.names.numbers(name) for name in names if name.startswith(key)]
    yield Why.NAME_PART, [index.names.numbers(name) for name in names]
    yield from ((Why.INITIALS, numbers) for numbers in _by_initials(index, asked, key))
    yield Why.POSITION, [index.positions.numbers(key)]
    for word in (key, *_synonyms(index, key)):
        yield Why.DUTY, [index.duties.numbers(duty) for duty in index.duties.containing(word)]
    if len(key) >= 2:
        for word in (key, *_synonyms(index, key)):
            yield Why.UNIT, [node.rows for node in units_named(index, word)]
    if asked.digits:
        yield Why.EXTENSION_PART, [index.extensions.numbers(n) for n in index.extensions.containing(asked.digits)]


def _by_initials(index: Index, asked: Asked, key: str) -> Iterator[list[Numbers]]:
    """Yield the rows of names that begin with what was typed, then of those that have it inside."""
    if len(key) > 6 or (not asked.has_initials and len(key) < 2):
        return
    pattern = NamePattern(key)
    words = index.initials.containing(asked.initials if key == asked.key else "")
    names = [index.name_list[n] for word in words for n in index.initials.numbers(word)]
    yield [index.names.numbers(name) for name in names if pattern.fits(name)]
    if asked.has_initials:
        yield [index.names.numbers(name) for name in names if pattern.place_in(name) >= 0]


def _synonyms(index: Index, key: str) -> tuple[str, ...]:
    """Return what a word may also mean: as a whole, or with the part of it that has a synonym replaced."""
    others: list[str] = []
    for word, means in index.synonyms:
        if word == key:
            others += means
        elif len(word) >= 2 and word in key:
            others += [key.replace(word, meaning) for meaning in means if meaning not in key]
    return tuple(dict.fromkeys(others))


def _collect(tiers: Iterator[Tier], spans: Sequence[range]) -> dict[int, Why]:
    found: dict[int, Why] = {}
    for why, sequences in tiers:
        for row in _merged(sequences, spans):
            found.setdefault(row, why)
            if len(found) > MOST_HITS:
                return found
    return found


def _with_every_word(index: Index, asked: Asked, spans: Sequence[range]) -> dict[int, Why]:
    """Find the rows that every word finds by itself, as in "인사팀 김산원"."""
    together: set[int] | None = None
    for word in asked.words:
        alone = Asked(word, word, word if word.isascii() and word.isdigit() else "")
        rows = {n for _why, sequences in _tiers(index, alone, word) for numbers in sequences for n in numbers}
        together = rows if together is None else together & rows
    return {row: Why.SEVERAL for span in spans for row in sorted(together or ()) if row in span}


def _merged(sequences: list[Numbers], spans: Sequence[range]) -> Iterator[int]:
    """Yield the numbers of several rising sequences, one stretch after the other, each stretch in rising order."""
    for span in spans:
        parts = [_within(numbers, span) for numbers in sequences]
        parts = [part for part in parts if part]
        yield from parts[0] if len(parts) == 1 else merge(*parts)


def _within(numbers: Numbers, span: range) -> Numbers:
    low = bisect_left(numbers, span.start)
    high = bisect_left(numbers, span.stop, low)
    return numbers[low : min(high, low + MOST_HITS + 1)]


def _spans(index: Index, own: Node | None, within: Node | None) -> list[range]:
    whole = within.rows if within else range(len(index.assignments))
    mine = _cut(own.rows, whole) if own else range(whole.start, whole.start)
    rest = (range(whole.start, mine.start), range(mine.stop, whole.stop))
    return [span for span in (mine, *rest) if span]


def _cut(inner: range, outer: range) -> range:
    start = min(max(inner.start, outer.start), outer.stop)
    return range(start, max(start, min(inner.stop, outer.stop)))


def _answer(found: dict[int, Why], keys: tuple[str, ...]) -> Found:
    rows = list(found)[:MOST_HITS]
    return Found(array("i", rows), tuple(found[row] for row in rows), keys, is_cut=len(found) > MOST_HITS)
