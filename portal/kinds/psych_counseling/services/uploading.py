"""A month's sessions as a spreadsheet: read, shown with every fault by its row, entered all together or not at all."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Refusal
from portal.core.sheets import SheetRow, Wanted, as_day, read_sheet
from portal.core.transaction import command
from portal.kinds.psych_counseling import messages, policies
from portal.kinds.psych_counseling.models import Case, Kind, Upload
from portal.kinds.psych_counseling.queries import cases as queries
from portal.kinds.psych_counseling.queries.uploads import upload_or_missing
from portal.kinds.psych_counseling.services.counseling import Entry, add_session, refuse_misfit
from portal.kinds.psych_counseling.services.trail import note

MOST_ROWS = 1000
COLUMNS = (
    Wanted("number", ("이용번호", "번호", "코드")),
    Wanted("held_on", ("일자", "날짜", "상담일")),
    Wanted("way", ("방식",)),
    Wanted("kind", ("구분", "참석 여부"), is_required=False),
)
_WAYS = {word: way for way, word in messages.WAY.items()}
_KINDS = {word: kind for kind, word in messages.KIND.items()}


@dataclass(frozen=True)
class Checked:
    """One row of the list: what it says, what is wrong with it, and whether it is entered already."""

    row: int
    number: str
    day: str
    way: str
    kind: str
    fault: str = ""
    is_known: bool = False


@dataclass(frozen=True)
class Preview:
    """A list as it was read; it can be entered when no row has a fault."""

    lines: list[Checked]
    upload: Upload | None = None

    @property
    def faults(self) -> list[Checked]:
        """Return the rows that must be mended."""
        return [line for line in self.lines if line.fault]

    @property
    def new(self) -> int:
        """Count the sessions that would be entered."""
        return sum(not line.fault and not line.is_known for line in self.lines)

    @property
    def known(self) -> int:
        """Count the rows that are entered already."""
        return sum(line.is_known for line in self.lines)


@command
def keep(actor: Actor, *, data: bytes) -> Preview:
    """Read a list and keep it to be looked at; with a fault in any row nothing is kept. Raises Refusal for the file."""
    provider = queries.provider_or_missing(actor)
    sheet = read_sheet(data, columns=COLUMNS, most_rows=MOST_ROWS, row_by_row=True)
    if not sheet.rows:
        raise Refusal("등록할 행이 없습니다. 이용번호와 일자를 적어 다시 올려 주시기 바랍니다.", field="file")
    rows = [_as_kept(row) for row in sheet.rows]
    preview = check(provider.id, rows, {row.number: row.fault for row in sheet.rows if row.fault})
    if preview.faults:
        return preview
    upload = Upload(provider_id=provider.id, rows=rows, sent_on=clock.today())
    db.session.add(upload)
    db.session.flush()
    return Preview(preview.lines, upload)


def look_at(actor: Actor, public_id: str) -> Preview:
    """Return a kept list as it stands against the cases of today."""
    provider = queries.provider_or_missing(actor)
    upload = upload_or_missing(provider.id, public_id)
    return Preview(check(provider.id, upload.rows).lines, upload)


@command
def enter(actor: Actor, public_id: str) -> Preview:
    """Enter a kept list, all of it or nothing; what is there already is left as it is."""
    provider = queries.provider_or_missing(actor)
    upload = upload_or_missing(provider.id, public_id)
    if upload.entered_on is not None:
        raise Refusal(messages.UPLOAD_USED)
    found = queries.cases_by_number(provider.id, {row[1] for row in upload.rows}, to_change=True)
    preview = check(provider.id, upload.rows)
    if preview.faults:
        raise Refusal(messages.UPLOAD_CHANGED)
    for line in preview.lines:
        if not line.is_known:
            add_session(found[line.number], _entry(line))
    for number in dict.fromkeys(line.number for line in preview.lines if not line.is_known):
        note(actor, "session", number)
    upload.entered_on = clock.today()
    return preview


def check(provider_id: int, rows: list[list[str]], marked: Mapping[int, str] | None = None) -> Preview:
    """Hold each row against the institution's cases; another's number is as unknown as one that does not exist.

    *marked* says by row what the file itself has wrong: a formula, an error.
    """
    found = queries.cases_by_number(provider_id, {row[1] for row in rows})
    known = queries.days_entered([one.id for one in found.values()])
    seen: set[tuple[str, date]] = set()
    more: Counter[int] = Counter()
    lines = []
    for number_of_row, number, day, way, kind in rows:
        line = Checked(int(number_of_row), number, day, way, kind)
        one = found.get(number)
        fault = " ".join([*filter(None, [(marked or {}).get(line.row, "")]), *_unreadable(line, one)])
        if not fault and one is not None:
            there = known.get((one.id, _entry(line).held_on))
            if there == (_entry(line).way, _entry(line).kind):
                lines.append(Checked(line.row, number, day, way, kind, is_known=True))
                continue
            taken = messages.day_taken_by(*there) if there else ""
            fault = taken or _misfit(line, one) or _repeated(line, seen) or _beyond(line, one, more)
        lines.append(Checked(line.row, number, day, way, kind, fault))
    return Preview(lines)


def _unreadable(line: Checked, one: Case | None) -> list[str]:
    """Return everything about a row that cannot be read, so that one look at the file mends it."""
    return [
        words
        for is_wrong, words in (
            (one is None, messages.NO_SUCH_NUMBER),
            (as_day(line.day) is None, "일자를 2025-07-31처럼 적어 주시기 바랍니다."),
            (line.way not in _WAYS, f"방식은 {', '.join(_WAYS)} 가운데 하나입니다."),
            (line.kind not in _KINDS, f"구분은 {', '.join(_KINDS)} 가운데 하나입니다."),
        )
        if is_wrong
    ]


def _misfit(line: Checked, one: Case) -> str:
    if not policies.is_live(one) and one.closed_on is not None and _entry(line).held_on > one.closed_on:
        return messages.NOT_LIVE
    try:
        refuse_misfit(one, _entry(line))
    except Refusal as no:
        return str(no)
    return ""


def _repeated(line: Checked, seen: set[tuple[str, date]]) -> str:
    place = (line.number, _entry(line).held_on)
    if place in seen:
        return "같은 번호와 날짜가 파일에 두 번 있습니다."
    seen.add(place)
    return ""


def _beyond(line: Checked, one: Case, more: Counter[int]) -> str:
    rule = queries.rule_on(_entry(line).held_on)
    if one.is_urgent or not policies.uses_up(_entry(line).kind, rule):
        return ""
    more[one.allowance_id] += 1
    return messages.CAP_REACHED if more[one.allowance_id] > policies.left_of(one.allowance, rule) else ""


def _entry(line: Checked) -> Entry:
    held_on = as_day(line.day)
    if held_on is None:
        raise Refusal(messages.UPLOAD_CHANGED)
    return Entry(held_on, _WAYS[line.way], _KINDS[line.kind])


def _as_kept(row: SheetRow) -> list[str]:
    cells = row.cells
    number = cells["number"].upper().replace(" ", "")[:20]
    kind = cells.get("kind", "") or messages.KIND[Kind.ATTENDED]
    return [str(row.number), number, cells["held_on"][:40], cells["way"][:20], kind[:20]]
