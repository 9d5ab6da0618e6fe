"""One page of what was found, as it is shown: who, where, which number, and the part that matched."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from portal.core.paging import Page
from portal.directory import search
from portal.directory.index import Answer, Index, current_index
from portal.directory.keys import Asked, NamePattern, asked, text_pattern
from portal.directory.models import ServiceState
from portal.directory.queries import listing
from portal.directory.search import Found, Why
from portal.directory.titles import title_of
from portal.directory.tree import Branch, Node, branches

PER_PAGE = 20
DUTIES_SHOWN = 3
UNITS_SHOWN = 5
BY_NAME = frozenset({Why.NAME, Why.NAME_START, Why.NAME_PART, Why.INITIALS})
BY_WORD = frozenset({Why.DUTY, Why.UNIT, Why.POSITION, Why.SEVERAL})
Marked = tuple[str, str, str]  # before, what matched, after


@dataclass(frozen=True)
class Hit:
    """One row of the results; ``deputy`` is who stands in while the person is away."""

    public_id: str
    name: Marked
    title: str
    unit: Marked
    is_assumed: bool
    extension: Marked
    number: str
    duties: tuple[Marked, ...]
    more_duties: int
    why: Why | None
    is_absent: bool
    deputy: str
    deputy_number: str


@dataclass(frozen=True)
class Results:
    """What a search shows: the rows of one page, units, and business of other divisions."""

    asked: Asked
    page: Page[Hit]
    found: Found | None
    within: Node | None
    own: Node | None
    answers: Sequence[Answer]
    units: Sequence[Node]
    index: Index

    @property
    def only(self) -> Hit | None:
        """Return the hit when a search has exactly one."""
        return self.page.items[0] if self.found and self.page.total == 1 else None

    @cached_property
    def tree(self) -> tuple[Branch, ...]:
        """Return the organization with the path to the chosen unit, or to one's own, opened."""
        return branches(self.index.walked, self.within or self.own)

    @property
    def other_words(self) -> tuple[str, ...]:
        """Return the words that were looked for instead of or beside the one typed."""
        return tuple(key for key in self.found.keys if key != self.asked.key) if self.found else ()


def look_up(text: str, *, unit_code: str, page: int, own_unit_id: int | None) -> Results:
    """Find people the way staff look for them; without a text, list them in 직제 order."""
    index, question = current_index(), asked(text)
    own = index.nodes.get(own_unit_id or 0)
    own = own.division if own else None
    within = index.by_code.get(unit_code)
    if not question.key:
        rows, found, answers, units = _all(index, own, within), None, [], []
    else:
        found = search.find(index, question, own, within)
        rows, answers = found.rows, search.elsewhere(index, question)
        units = search.units_named(index, question.key)[:UNITS_SHOWN] if len(question.key) > 1 else []
    number = min(page, max(1, -(-len(rows) // PER_PAGE)))
    shown = range(len(rows))[(number - 1) * PER_PAGE : number * PER_PAGE]
    hits = _hits(index, question, found, [(rows[at], found.whys[at] if found else None) for at in shown])
    return Results(question, Page(hits, number, len(rows), PER_PAGE), found, within, own, answers, units, index)


class _All(Sequence[int]):
    """Every row, the own division's first, without making the list."""

    def __init__(self, spans: Sequence[range]) -> None:
        self.spans = spans

    def __len__(self) -> int:
        return sum(map(len, self.spans))

    def __getitem__(self, at: Any) -> Any:
        for span in self.spans:
            if at < len(span):
                return span[at]
            at -= len(span)
        raise IndexError(at)


def _all(index: Index, own: Node | None, within: Node | None) -> Sequence[int]:
    return _All(search.in_order(index, own, within))


def _hits(index: Index, question: Asked, found: Found | None, rows: list[tuple[int, Why | None]]) -> list[Hit]:
    shown = listing.shown_holders([index.assignments[row] for row, _why in rows])
    marker = Marker(question, found)
    hits = ((row, why, shown.get(index.assignments[row])) for row, why in rows)
    return [_hit(index, marker, row, why, holder) for row, why, holder in hits if holder is not None]


def _hit(index: Index, marker: "Marker", row: int, why: Why | None, holder: Any) -> Hit:
    node = index.node_of(row)
    title = title_of(
        post_title=holder.title,
        category=holder.category,
        grade=holder.grade,
        unit_kind=node.kind,
        manages_school=holder.id in index.managers,
    )
    duties = index.duties_of[row]
    lines = [marker.word(text, why) for text in duties]
    if why is Why.DUTY:
        lines.sort(key=lambda line: not line[1])
    deputy, number = index.absences.get(holder.person_id, ("", ""))
    return Hit(
        public_id=holder.public_id,
        name=marker.name(holder.name, why),
        title=title if holder.is_main else f"{title}(겸임)",
        unit=marker.word(node.full_name, why),
        is_assumed=node.is_assumed,
        extension=marker.number(holder.extension, why),
        number=holder.extension,
        duties=tuple(lines[:DUTIES_SHOWN]),
        more_duties=max(0, len(duties) - DUTIES_SHOWN),
        why=why,
        is_absent=holder.person_id in index.absences or holder.state != ServiceState.IN_SERVICE,
        deputy=deputy,
        deputy_number=number,
    )


class Marker:
    """Finds in a text the part that was looked for."""

    def __init__(self, question: Asked, found: Found | None) -> None:
        self.keys = [key for key in found.keys if len(key) > 1] if found else []
        self.names = NamePattern(question.key) if found else None
        self.digits = question.digits

    def word(self, text: str, why: Why | None) -> Marked:
        """Mark a word in a duty or a unit, though it be written with middle dots or spaces."""
        if why not in BY_WORD:
            return (text, "", "")
        for key in self.keys:
            match = text_pattern(key).search(text)
            if match:
                return _cut(text, *match.span())
        return (text, "", "")

    def name(self, text: str, why: Why | None) -> Marked:
        """Mark the part of a name that fits letters and initial consonants."""
        if why is Why.SEVERAL:
            return self.word(text, why)
        at = self.names.place_in(text) if self.names and why in BY_NAME else -1
        return _cut(text, at, at + len(self.names)) if self.names and at >= 0 else (text, "", "")

    def number(self, text: str, why: Why | None) -> Marked:
        """Mark an extension, or the digits of it that were typed."""
        if why is Why.EXTENSION:
            return ("", text, "")
        at = text.find(self.digits) if why is Why.EXTENSION_PART else -1
        return _cut(text, at, at + len(self.digits)) if at >= 0 else (text, "", "")


def _cut(text: str, start: int, end: int) -> Marked:
    return (text[:start], text[start:end], text[end:])
