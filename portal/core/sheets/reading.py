"""An uploaded .xlsx as text by column and row number, found by the Korean words of its header."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate

from python_calamine import CalamineError, CalamineWorkbook

from portal.core.errors import Refusal
from portal.core.forms import clean_text, without_control
from portal.core.korean import search_key
from portal.core.sheets.package import BROKEN, Package
from portal.core.sheets.writing import guarded

MOST_COLUMNS = 200
HEADER_WITHIN = 30
DAY_ZERO = date(1899, 12, 30)
SHOWN_CELLS = 5
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_DAY = re.compile(
    r"(\d{4})\s*(?:[.\-/]|년)\s*(\d{1,2})\s*(?:[.\-/]|월)\s*(\d{1,2})\s*(?:\.|일)?\s*(?:\([월화수목금토일]\))?"
)
_SERIAL = re.compile(r"[1-9][0-9]{4}", re.ASCII)
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SPACES = re.compile(r"[ \t\xa0\u3000]+")
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_MARKS = str.maketrans("", "", "*※＊")
_ADVICE = {
    "수식": "‘복사 → 값 붙여넣기’로 값만 남기고 다시 올려 주시기 바랍니다.",
    "오류 값": "올바른 값으로 고치고 다시 올려 주시기 바랍니다.",
}


@dataclass(frozen=True)
class Wanted:
    """A column to look for: its key, and the words its header may carry; the first is the one we print."""

    key: str
    names: tuple[str, ...]
    is_required: bool = True


@dataclass(frozen=True)
class SheetRow:
    """A row with its number as the spreadsheet shows it; a column that is absent from the file has no cell.

    ``fault`` names its formulas and errors, where the reader wants them row by row.
    """

    number: int
    cells: dict[str, str]
    fault: str = ""


@dataclass(frozen=True)
class Sheet:
    """What was read: the rows that say anything, the keys of the columns found, and headers nobody asked for."""

    rows: list[SheetRow]
    found: tuple[str, ...]
    unknown: tuple[str, ...]


def read_sheet(data: bytes, *, columns: Sequence[Wanted], most_rows: int, row_by_row: bool = False) -> Sheet:
    """Read the first visible sheet; refuses, in words for the uploader, whatever is not a plain list with a header.

    With *row_by_row*, a formula or an error below the header does not stop the file: it is told as a fault of its row.
    """
    package = Package(data)
    marked = _measure(package.sheet, most_rows)
    table = _table(package)
    header, places = _header(table, columns)
    wrong = {place: kind for place, kind in marked.items() if place[0] >= header and place[1] in set(places.values())}
    faults: dict[int, str] = {}
    if row_by_row:
        faults = _faults_by_row(wrong, header)
        wrong = {place: kind for place, kind in wrong.items() if place[0] == header}
    _refuse_marked(wrong)
    rows = []
    for number, row in enumerate(table[header + 1 :], header + 2):
        cells = {key: _text(row[at]) for key, at in places.items()}
        if any(cells.values()) or number in faults:
            rows.append(SheetRow(number, cells, faults.get(number, "")))
    if len(rows) > most_rows:
        raise Refusal(_too_many(most_rows))
    taken = set(places.values())
    unknown = tuple(text for at, value in enumerate(table[header]) if at not in taken and (text := _text(value)))
    return Sheet(rows, tuple(places), unknown)


def every_text(data: bytes) -> Iterator[str]:
    """Yield every cell of a sheet that ``read_sheet`` has taken, its title and columns nobody asked for included."""
    return (text for row in _table(Package(data)) for value in row if (text := _text(value)))


def as_day(text: str) -> date | None:
    """Read a day as offices write it: 2025-07-31, 2025. 7. 31.(목), 2025년 7월 31일, 20250731; None: it is no day.

    Five digits are the number of a day as spreadsheets count them, which shows where a column lost its format.
    """
    given = text.strip().removesuffix("00:00:00").strip()
    if _SERIAL.fullmatch(given):
        return DAY_ZERO + timedelta(days=int(given))
    match = _DAY.fullmatch(given) or _COMPACT_DAY.fullmatch(given)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _table(package: Package) -> list[list[Any]]:
    try:
        book = CalamineWorkbook.from_filelike(package.whole)
        return book.get_sheet_by_name(package.name).to_python(skip_empty_area=False)
    except (CalamineError, ValueError, OverflowError) as fault:
        raise Refusal(BROKEN) from fault


class _Measure:
    """Counts rows and columns of a sheet's XML as it is read, and notes cells with formulas and errors.

    The reader makes a full rectangle of what lies between the first and the last cell: two cells far apart would fill
    the memory, so the rectangle is measured first.
    """

    def __init__(self, most_rows: int) -> None:
        self.most_rows = most_rows
        self.row = self.column = -1
        self.marked: dict[tuple[int, int], str] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take note of an element that begins."""
        name = tag.rpartition(":")[2]
        if name == "row":
            given = attributes.get("r", "")
            self._to_row(int(given) - 1 if given.isascii() and given.isdigit() else self.row + 1)
            self.column = -1
        elif name == "c":
            place = _CELL.fullmatch(attributes.get("r", ""))
            self.column = _column(place[1]) if place else self.column + 1
            if place:
                self._to_row(int(place[2]) - 1)
            if self.column >= MOST_COLUMNS:
                raise Refusal(f"열이 {MOST_COLUMNS}개를 넘습니다. 필요한 열만 남기고 다시 올려 주시기 바랍니다.")
            if attributes.get("t") == "e":
                self.marked[self.row, self.column] = "오류 값"
        elif name == "f":
            self.marked[self.row, self.column] = "수식"

    def _to_row(self, row: int) -> None:
        self.row = row
        if row >= self.most_rows + HEADER_WITHIN:
            raise Refusal(_too_many(self.most_rows))


def _measure(xml: bytes, most_rows: int) -> dict[tuple[int, int], str]:
    measure = _Measure(most_rows)
    parser = ParserCreate()
    parser.StartElementHandler = measure.start
    try:
        parser.Parse(xml, True)
    except (ExpatError, ValueError) as fault:
        raise Refusal(BROKEN) from fault
    return measure.marked


def _header(table: list[list[Any]], columns: Sequence[Wanted]) -> tuple[int, dict[str, int]]:
    """Return the row of the header and where each column stands, or name what is missing."""
    best: tuple[int, dict[str, int]] = (-1, {})
    for at, row in enumerate(table[:HEADER_WITHIN]):
        places = _places(row, columns)
        if len(places) > len(best[1]):
            best = (at, places)
    missing = [column.names[0] for column in columns if column.is_required and column.key not in best[1]]
    if missing or not best[1]:
        named = ", ".join(missing or [column.names[0] for column in columns])
        raise Refusal(
            f"다음 열을 찾을 수 없습니다: {named}. 열 이름을 서식과 같게 적고 첫 번째 시트에 넣어 주시기 바랍니다."
        )
    keys = [_heading(value) for value in table[best[0]]]
    for column in columns:
        if sum(key in set(map(search_key, column.names)) for key in keys) > 1:
            raise Refusal(f"‘{column.names[0]}’ 열이 두 번 나옵니다. 하나만 남기고 다시 올려 주시기 바랍니다.")
    return best


def _places(row: list[Any], columns: Sequence[Wanted]) -> dict[str, int]:
    keys = [_heading(value) for value in row]
    places = {}
    for column in columns:
        names = {search_key(name) for name in column.names}
        at = next((at for at, key in enumerate(keys) if key in names), None)
        if at is not None:
            places[column.key] = at
    return places


def _heading(value: Any) -> str:
    return search_key(_text(value).translate(_MARKS))


def _refuse_marked(marked: dict[tuple[int, int], str]) -> None:
    """Refuse formulas and errors in the columns we read: their values depend on what we do not see."""
    for kind in _ADVICE:
        cells = sorted(place for place, found in marked.items() if found == kind)
        if cells:
            more = f" 등 {len(cells):,}개" if len(cells) > SHOWN_CELLS else ""
            raise Refusal(f"{_named(cells[:SHOWN_CELLS])}{more} 칸에 {kind}이 있습니다. {_ADVICE[kind]}")


def _faults_by_row(marked: dict[tuple[int, int], str], header: int) -> dict[int, str]:
    """Return what to say of formulas and errors below the header, by the number of their row."""
    cells: dict[tuple[int, str], list[tuple[int, int]]] = {}
    for place, kind in sorted(marked.items()):
        if place[0] > header:
            cells.setdefault((place[0] + 1, kind), []).append(place)
    faults: dict[int, str] = {}
    for (number, kind), places in cells.items():
        said = f"{_named(places)} 칸에 {kind}이 있습니다. {_ADVICE[kind]}"
        faults[number] = f"{faults.get(number, '')} {said}".strip()
    return faults


def _named(cells: Sequence[tuple[int, int]]) -> str:
    return ", ".join(f"{_letters(column)}{row + 1}" for row, column in cells)


def _text(value: Any) -> str:
    """Return a cell as clean text: half-width letters and digits, single spaces, days as 2025-07-31."""
    if isinstance(value, bool):
        return "예" if value else "아니요"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes") if value.time() != time(0) else value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return _clean(str(value))


@lru_cache(maxsize=4096)
def _clean(given: str) -> str:
    text = clean_text(without_control(given.translate(_HALF_WIDTH)))
    text = "\n".join(_SPACES.sub(" ", line).strip() for line in text.split("\n")).strip()
    return text[1:] if text.startswith("'") and guarded(text[1:]) == text else text


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _letters(column: int) -> str:
    return (chr(64 + column // 26) if column >= 26 else "") + chr(65 + column % 26)


def _too_many(most_rows: int) -> str:
    return f"한 번에 {most_rows:,}행까지 올릴 수 있습니다. 나누어 다시 올려 주시기 바랍니다."
