"""Lists from spreadsheets: read, checked row by row, and put aside until an officer says yes. Nothing is half taken."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict

from portal.core.errors import Refusal
from portal.core.korean import hyphenated_mobile
from portal.core.resident_numbers import REFUSED, holds_resident_number
from portal.core.sheets import CONTENT_TYPE, Column, SheetRow, Wanted, as_day, every_text, read_sheet, write_sheet
from portal.directory.queries import is_personal_no_taken
from portal.kinds.practicum import messages, policies
from portal.kinds.practicum.forms.desk import AppointmentForm, CandidateForm
from portal.kinds.practicum.models import Candidate, CandidateState
from portal.kinds.practicum.queries.candidates import candidates_by_exam_no
from portal.kinds.practicum.queries.hosting import units_named
from portal.kinds.practicum.round_messages import BAD_APPOINTMENT_DAY

MOST_ROWS = 1_000
REGISTER, APPOINT = "register", "appoint"
COLUMNS = {
    REGISTER: tuple(Wanted(key, (label,)) for key, label in messages.FIELD.items()),
    APPOINT: tuple(Wanted(key, (label,)) for key, label in messages.APPOINTMENT_FIELD.items()),
}
DAYS = ("birth_date", "list_valid_until", "on")
EXAMPLE = {
    REGISTER: ("2025", "10023", "홍길동", "1999-03-02", "010-0000-0000", "관악구", "교육행정", "2027-06-30"),
    APPOINT: ("2025", "10023", "홍길동", "200012345", "가온고등학교", "2025-09-01"),
}


@dataclass
class ReadList:
    """What a file holds: rows ready to be taken, how many are taken already, and what is wrong, by row."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    known: int = 0
    faults: list[tuple[int, str]] = field(default_factory=list)


def read_list(data: bytes, purpose: str) -> ReadList:
    """Read a list; raises Refusal for a file that is none, or with a resident number outside of its rows."""
    sheet = read_sheet(data, columns=COLUMNS[purpose], most_rows=MOST_ROWS)
    in_rows = {text for row in sheet.rows for text in row.cells.values()}
    if any(holds_resident_number(text) for text in every_text(data) if text.strip() not in in_rows):
        raise Refusal(REFUSED)
    if not sheet.rows:
        raise Refusal(messages.LIST_EMPTY)
    found = ReadList()
    numbers = [_exam_no(row) for row in sheet.rows]
    there = candidates_by_exam_no({number for number in numbers if number is not None})
    check: Callable[[ReadList, SheetRow, Candidate | None], None] = (
        _check_entry if purpose == REGISTER else _Appointing(sheet.rows).check
    )
    seen: set[tuple[int, str]] = set()
    for row, number in zip(sheet.rows, numbers, strict=True):
        secret = [_label(purpose, key) for key, text in row.cells.items() if holds_resident_number(text)]
        if secret:
            found.faults += [(row.number, f"{label}: {REFUSED}") for label in secret]
            continue
        if number is not None and number in seen:
            found.faults.append((row.number, messages.TWICE))
            continue
        seen.update([number] if number is not None else [])
        check(found, row, there.get(number) if number is not None else None)
    return found


def sample(purpose: str) -> tuple[bytes, str]:
    """Return the form of a list, and its type."""
    columns = [Column(wanted.names[0], is_code=True) for wanted in COLUMNS[purpose]]
    lines = [messages.SAMPLE_LINE]
    data = write_sheet(title=messages.LIST_TITLE[purpose], lines=lines, columns=columns, rows=[EXAMPLE[purpose]])
    return data, CONTENT_TYPE


def _check_entry(found: ReadList, row: SheetRow, there: Candidate | None) -> None:
    form = CandidateForm(formdata=MultiDict(_days(row)), meta={"csrf": False})
    if not form.validate():
        found.faults += [(row.number, f"{form[name].label.text}: {errors[0]}") for name, errors in form.errors.items()]
    elif there is not None:
        found.known += 1
    else:
        values = vars(form.facts())
        found.rows.append({name: str(value) if isinstance(value, date) else value for name, value in values.items()})


class _Appointing:
    """Checks the rows of a list of appointments against the candidates and the units there are."""

    def __init__(self, rows: list[SheetRow]) -> None:
        self.units = units_named({row.cells.get("unit", "") for row in rows})
        self.numbers: set[str] = set()

    def check(self, found: ReadList, row: SheetRow, there: Candidate | None) -> None:
        """Keep a row that can be carried out, or say what is wrong with it."""
        if there is not None and there.state == CandidateState.APPOINTED:
            found.known += 1
            return
        form = AppointmentForm(formdata=MultiDict(_days(row)), meta={"csrf": False})
        faults = [] if form.validate() else [f"{form[n].label.text}: {e[0]}" for n, e in form.errors.items()]
        unit, personal_no = self.units.get(row.cells.get("unit", "")), str(form.personal_no.data)
        if there is None or there.name != row.cells.get("name"):
            faults.append(messages.NOT_ON_THE_LIST)
        elif there.state != CandidateState.REGISTERED:
            faults.append(messages.NOT_REGISTERED)
        if there is not None and form.on.data and not policies.may_appoint_on(there, form.on.data):
            faults.append(f"{form.on.label.text}: {BAD_APPOINTMENT_DAY}")
        if unit is None:
            faults.append(messages.UNKNOWN_UNIT)
        if personal_no in self.numbers or is_personal_no_taken(personal_no):
            faults.append(messages.PERSONAL_NO_TAKEN)
        self.numbers.add(personal_no)
        found.faults += [(row.number, fault) for fault in faults]
        if there is not None and unit is not None and not faults:
            who = {"public_id": there.public_id, "exam_no": there.exam_no, "name": there.name}
            where = {"unit_id": unit.id, "unit": unit.full_name, "on": str(form.on.data)}
            found.rows.append({**who, **where, "personal_no": personal_no})


def _label(purpose: str, key: str) -> str:
    return next(wanted.names[0] for wanted in COLUMNS[purpose] if wanted.key == key)


def _days(row: SheetRow) -> dict[str, str]:
    cells = dict(row.cells)
    cells["mobile"] = hyphenated_mobile(cells.get("mobile", ""))
    for name in DAYS:
        day = as_day(cells.get(name, ""))
        if day is not None:
            cells[name] = day.isoformat()
    return cells


def _exam_no(row: SheetRow) -> tuple[int, str] | None:
    year, number = row.cells.get("exam_year", ""), row.cells.get("exam_no", "")
    return (int(year), number) if year.isascii() and year.isdigit() and len(year) == 4 and number else None
