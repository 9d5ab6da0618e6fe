"""What a document is made of."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Align(StrEnum):
    """How a line lies between its edges, as the format names it."""

    LEFT = "LEFT"
    CENTER = "CENTER"
    RIGHT = "RIGHT"
    BOTH = "JUSTIFY"


class Level(IntEnum):
    """How deep a paragraph of a report stands, and so which mark it carries; small print has none."""

    TEXT = 0
    SECTION = 1
    ITEM = 2
    DASH = 3
    NOTE = 4
    SMALL = 5

    @property
    def mark(self) -> str:
        """Return the mark in front of the words, or nothing."""
        return ("", "□ ", "○ ", "- ", "※ ", "")[self]


@dataclass(frozen=True)
class Heading:
    """The title of a document."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; plain text may lie to the right (a line of units) or in the middle."""

    text: str
    level: Level = Level.TEXT
    align: Align = Align.BOTH


@dataclass(frozen=True)
class Column:
    """A column of a table; the widths of all columns together share the width of the page."""

    width: float = 1
    align: Align = Align.CENTER


@dataclass(frozen=True)
class Span:
    """A cell that reaches over others, counted from the first row of the header; what it covers is not written."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1

    def covered(self) -> Iterator[tuple[int, int]]:
        """Return the places below the cell, without its own."""
        for row in range(self.row, self.row + self.rows):
            for column in range(self.column, self.column + self.columns):
                if (row, column) != (self.row, self.column):
                    yield row, column


@dataclass(frozen=True)
class Table:
    """A table; its header rows are repeated on every page. Raises ValueError when cells do not fit together."""

    columns: Sequence[Column]
    header_rows: Sequence[Sequence[str]]
    rows: Sequence[Sequence[str]]
    spans: Sequence[Span] = ()

    def __post_init__(self) -> None:
        lines, width = self.lines, len(self.columns)
        if not lines or not width or any(len(line) != width for line in lines):
            raise ValueError("Every row of a table has a cell for each column")
        taken: set[tuple[int, int]] = set()
        for span in self.spans:
            places = {(span.row, span.column), *span.covered()}
            head = len(self.header_rows)
            is_inside = all(0 <= row < len(lines) and 0 <= column < width for row, column in places)
            if not is_inside or places & taken or span.row < head < span.row + span.rows:
                raise ValueError(f"A cell cannot reach there: {span}")
            taken |= places

    @property
    def lines(self) -> list[Sequence[str]]:
        """Return all rows, those of the header first."""
        return [*self.header_rows, *self.rows]


Block = Heading | Paragraph | Table


def width_of(text: str) -> int:
    """Return how wide a line of text is in half letters; a Hangul syllable is two wide."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)
