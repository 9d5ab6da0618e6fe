"""A list as an .xlsx: a head that says whose it is, typed cells, no formulas, ready to print on A4."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from portal.core import clock
from portal.core.forms import without_control
from portal.core.lazily import lazily

if TYPE_CHECKING:
    import xlsxwriter
else:
    xlsxwriter = lazily("xlsxwriter")

Value = str | int | float | date | datetime | None

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_IN_CELL = 32_000
MOST_IN_FOOTER = 100
NARROWEST, WIDEST = 6, 48
UPRIGHT_WIDTH = 92
LARGEST_NUMBER = 10**15
A4 = 9
FONT = {"font_name": "맑은 고딕", "font_size": 10, "valign": "vcenter"}
_STARTS = frozenset("=+-@\u2212")
_LEADING = re.compile("^[\\s\u200b-\u200f\u2060\u180e\ufeff\x00-\x1f\x7f-\x9f]+")
_NO_XML = re.compile("[\ufffe\uffff]")
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True)
class Column:
    """A column by its word in the header; a code (phone, personal number) stays text though it looks like a number."""

    label: str
    is_code: bool = False
    width: int | None = None


def guarded(text: str) -> str:
    """Return the text with an apostrophe in front when a spreadsheet could take it for a formula.

    That is at = + - @ (also full-width, small and raised ones) behind any spaces or invisible marks, and at a leading
    tab or line end. ``reading`` takes the apostrophe off again.
    """
    leading = _LEADING.match(text)
    rest = text[leading.end() :] if leading else text
    first = unicodedata.normalize("NFKC", rest[:1])[:1]
    is_risky = first in _STARTS or (leading is not None and any(c in leading[0] for c in "\t\r\n"))
    return f"'{text}" if is_risky and text else text


def write_sheet(
    *, title: str, lines: Sequence[str], columns: Sequence[Column], rows: Iterable[Sequence[Value]], footer: str = ""
) -> bytes:
    """Return an .xlsx of one sheet: title, lines (who, when, why, how many), header, rows.

    ``footer`` stands at the left of every printed page.
    """
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": _safe(title)[:200], "created": clock.now().replace(tzinfo=None)})
    sheet = book.add_worksheet(_NO_SHEET_NAME.sub(" ", _safe(title)).strip()[:31] or "목록")
    formats = _Formats(book)
    header = _write_head(sheet, formats, title, lines)
    widths = [column.width or _width(column.label) + 3 for column in columns]
    for at, column in enumerate(columns):
        sheet.write_string(header, at, guarded(_safe(column.label)), formats.header)
    last = header
    for last, row in enumerate(rows, header + 1):
        for at, value in enumerate(row):
            written = _write_cell(sheet, (last, at), value, formats, columns[at])
            if columns[at].width is None:
                widths[at] = max(widths[at], _width(written) + 2)
    _finish(sheet, header, last, widths, footer)
    book.close()
    return buffer.getvalue()


class _Formats:
    """The looks of a sheet's cells."""

    def __init__(self, book: "xlsxwriter.Workbook") -> None:
        boxed = {**FONT, "border": 1, "border_color": "#B1B8BE"}
        self.title = book.add_format({**FONT, "bold": True, "font_size": 14})
        self.line = book.add_format({**FONT, "font_color": "#464C53", "num_format": "@"})
        self.header = book.add_format(
            {**boxed, "bold": True, "bg_color": "#EEF2F7", "align": "center", "text_wrap": True}
        )
        self.text = book.add_format({**boxed, "num_format": "@", "text_wrap": True})
        self.number = book.add_format({**boxed, "num_format": "#,##0"})
        self.fraction = book.add_format({**boxed, "num_format": "#,##0.0#"})
        self.day = book.add_format({**boxed, "num_format": "yyyy. m. d.", "align": "center"})
        self.moment = book.add_format({**boxed, "num_format": "yyyy. m. d. hh:mm", "align": "center"})


def _write_head(sheet: Any, formats: _Formats, title: str, lines: Sequence[str]) -> int:
    sheet.write_string(0, 0, guarded(_safe(title)), formats.title)
    sheet.set_row(0, 24)
    for number, line in enumerate(lines, 1):
        sheet.write_string(number, 0, guarded(_safe(line)), formats.line)
    header = len(lines) + 2
    sheet.set_row(header, 22)
    return header


def _write_cell(sheet: Any, place: tuple[int, int], value: Value, formats: _Formats, column: Column) -> str:
    """Write one value by its type and return it roughly as it shows."""
    if value is None or value == "":
        sheet.write_blank(*place, None, formats.text)
        return ""
    if isinstance(value, date) and value.year >= 1900:
        if isinstance(value, datetime):
            sheet.write_datetime(*place, value.replace(tzinfo=None), formats.moment)
            return "2025. 12. 31. 09:00"
        sheet.write_datetime(*place, value, formats.day)
        return "2025. 12. 31."
    if _is_number(value) and not column.is_code:
        sheet.write_number(*place, value, formats.number if isinstance(value, int) else formats.fraction)
        return f"{value:,}"
    text = ("예" if value else "아니요") if isinstance(value, bool) else guarded(_safe(str(value)))
    sheet.write_string(*place, text, formats.text)
    return text


def _is_number(value: Value) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) < LARGEST_NUMBER  # neither infinity nor "not a number" is less


def _finish(sheet: Any, header: int, last: int, widths: Sequence[int], footer: str) -> None:
    """Freeze and filter the header, size the columns, and set up the paper."""
    fitted = [min(max(width, NARROWEST), WIDEST) for width in widths]
    for at, width in enumerate(fitted):
        sheet.set_column(at, at, width)
    sheet.freeze_panes(header + 1, 0)
    sheet.autofilter(header, 0, last, max(len(fitted) - 1, 0))
    sheet.set_paper(A4)
    if sum(fitted) > UPRIGHT_WIDTH:
        sheet.set_landscape()
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header)
    said = _safe(footer).replace("\n", " ")[:MOST_IN_FOOTER].replace("&", "&&")
    sheet.set_footer(f"&L&8{said}&C&8&P / &N" if said else "&C&8&P / &N")


def _safe(text: str) -> str:
    """Return what a cell can hold: no control characters, and not more than fits."""
    clean = _NO_XML.sub("", without_control(text.replace("\r\n", "\n").replace("\r", "\n")))
    return clean if len(clean) <= MOST_IN_CELL else f"{clean[:MOST_IN_CELL]}…"


def _width(text: str) -> int:
    """Return how wide the longest line of a text is; a Hangul syllable is two letters wide."""
    return max(sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line) for line in text.split("\n"))
