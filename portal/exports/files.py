"""The file itself: a list as a spreadsheet, or as a document to be attached to an official letter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from portal.core import hwpx, sheets
from portal.core.hwpx import Align, Heading, Level, Paragraph, Table
from portal.core.hwpx.blocks import width_of
from portal.core.korean import kdate, kdatetime
from portal.core.sheets import Column, Value
from portal.exports import messages
from portal.exports.models import FileFormat

CONTENT_TYPE = {FileFormat.XLSX: sheets.CONTENT_TYPE, FileFormat.HWPX: hwpx.CONTENT_TYPE}
NARROWEST, WIDEST, UPRIGHT, LONG = 5, 40, 100, 24
"""Widths of columns in half letters: the least, the most, all on upright paper, and from where text is long."""


@dataclass(frozen=True)
class Content:
    """What a file says: its title, who took it when and why, the table, and how many rows of what."""

    title: str
    lines: Sequence[str]
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    unit: str
    footer: str
    at: datetime


def written(form: FileFormat, content: Content) -> bytes:
    """Return the bytes of a file."""
    return _as_document(content) if form is FileFormat.HWPX else _as_sheet(content)


def _as_sheet(content: Content) -> bytes:
    return sheets.write_sheet(
        title=content.title, lines=content.lines, columns=content.columns, rows=content.rows, footer=content.footer
    )


def _as_document(content: Content) -> bytes:
    """Return title, stamp, line of units, table and "끝." – in the order in which an office prints them."""
    labels = [column.label for column in content.columns]
    rows = [[in_words(value, is_code=c.is_code) for c, value in zip(content.columns, row, strict=True)]
            for row in content.rows]  # fmt: skip
    widths = [
        min(max(NARROWEST, width_of(label) + 2, *(width_of(row[at]) + 2 for row in rows)), WIDEST)
        for at, label in enumerate(labels)
    ]
    columns = [hwpx.Column(width, Align.BOTH if width > LONG else Align.CENTER) for width in widths]
    blocks: list[hwpx.Block] = [
        Heading(content.title),
        *(Paragraph(line, Level.SMALL) for line in content.lines),
        Paragraph(messages.unit_line(len(rows), content.unit, kdate(content.at, weekday=False)), align=Align.RIGHT),
        Table(columns, [labels], rows),
        Paragraph(messages.END),
    ]
    is_wide = sum(widths) > UPRIGHT
    return hwpx.write_document(blocks, title=content.title, made_at=content.at, landscape=is_wide)


def in_words(value: Value, *, is_code: bool = False) -> str:
    """Return a value as a document shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return messages.YES_NO[value]
    if isinstance(value, datetime):
        return kdatetime(value)
    if isinstance(value, date):
        return kdate(value)
    return str(value) if isinstance(value, str) or is_code else f"{value:,}"
