"""Every change of an import: brought in, compared, applied, taken back."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, update

from portal.core import clock
from portal.core.actors import SYSTEM, Actor
from portal.core.db import db
from portal.core.errors import NotAllowed, Refusal, Stale
from portal.core.events import emit
from portal.core.resident_numbers import without_resident_numbers
from portal.core.sheets import SheetRow, read_sheet
from portal.core.transaction import command
from portal.directory.services import note_change
from portal.rosters import applying, messages, policies, queries
from portal.rosters.columns import FAULT, FIRST_DAY, LAST_DAY, MOST_ROWS, WANTED
from portal.rosters.comparing import Verdict, compare, repeated
from portal.rosters.events import RosterMoved
from portal.rosters.models import Outcome, Roster, RosterLine, Stage

CHUNK = 500


def bring_in(actor: Actor, data: bytes, *, file_name: str, valid_from: date) -> Roster:
    """Read a file and keep its rows; a short one is compared at once. Raises Refusal beside its field."""
    if not policies.may_bring_in(actor):
        raise NotAllowed(messages.NOT_YOURS)
    if not FIRST_DAY <= valid_from < LAST_DAY:
        raise Refusal(messages.BAD_DAY, field="valid_from")
    try:
        sheet = read_sheet(data, columns=WANTED, most_rows=MOST_ROWS, row_by_row=True)
    except Refusal as no:
        raise Refusal(str(no), field="file") from no
    if not sheet.rows:
        raise Refusal(messages.NO_ROWS, field="file")
    rows = [(row.number, _kept_cells(row)) for row in sheet.rows]
    facts = {
        "file_name": file_name[:160],
        "sha256": hashlib.sha256(data).hexdigest(),
        "columns": list(sheet.found),
        "remark": _unknown(sheet.unknown),
    }
    roster = _keep(actor, rows, facts, valid_from)
    if len(rows) <= policies.AT_ONCE:
        check(roster.public_id)
    return roster


def _kept_cells(row: SheetRow) -> dict[str, str]:
    """Return the cells as they are kept: never with a resident registration number, and with what is wrong of them."""
    cells = {key: without_resident_numbers(text) for key, text in row.cells.items()}
    return cells | ({FAULT: row.fault} if row.fault else {})


def check(public_id: str) -> None:
    """Compare what is not compared yet, some rows at a time, so that it goes on where a process that died left off."""
    while _check_some(public_id):
        pass


def apply(actor: Actor, public_id: str, *, only_good: bool, version: int) -> Roster:
    """Order the import to be applied; a short one is applied at once, a long one by the worker."""
    roster = _order(actor, public_id, only_good=only_good, version=version)
    if roster.rows <= policies.AT_ONCE:
        carry_out(public_id)
    return roster


@command
def carry_out(public_id: str) -> None:
    """Apply an import that was ordered, whole or not at all; what the directory has become since is asked again."""
    roster = queries.roster_to_change(public_id)
    if roster.stage != Stage.APPLYING:
        return
    lines = queries.lines_of(roster.id)
    verdicts = _verdicts(lines, roster)
    if any(
        (line.outcome, line.changes) != (found.outcome, found.changes)
        for line, found in zip(lines, verdicts, strict=True)
    ):
        _note_verdicts(roster, lines, verdicts)
        roster.stage, roster.remark = Stage.READY, messages.MOVED_ON
        return
    applying.put_in(roster, [line for line in lines if line.outcome in (Outcome.NEW, Outcome.CHANGED)])
    roster.stage, roster.applied_at, roster.remark = Stage.DONE, clock.now(), ""
    note_change(SYSTEM)
    db.session.flush()
    emit(RosterMoved(_actor_of(roster), roster.id, "apply"))


@command
def undo(actor: Actor, public_id: str, *, version: int) -> None:
    """Take the last import back, as long as nothing has been built on it."""
    roster = _mine_to_change(actor, public_id, version)
    if roster.stage != Stage.DONE:
        raise Refusal(messages.NOT_READY)
    if roster.forgotten_at is not None:
        raise Refusal(messages.FORGOTTEN)
    if not queries.is_last_applied(roster):
        raise Refusal(messages.NOT_LAST)
    applying.take_back(queries.lines_of(roster.id, Outcome.NEW, Outcome.CHANGED))
    roster.stage, roster.undone_at = Stage.UNDONE, clock.now()
    note_change(actor)
    db.session.flush()
    emit(RosterMoved(actor, roster.id, "undo"))


@command
def discard(actor: Actor, public_id: str, *, version: int) -> None:
    """Throw an import away that was only looked at, with the personal data of its rows."""
    roster = _mine_to_change(actor, public_id, version)
    if roster.stage not in (Stage.CHECKING, Stage.READY):
        raise Refusal(messages.NOT_READY)
    db.session.execute(delete(RosterLine).where(RosterLine.roster_id == roster.id))
    roster.stage = Stage.DISCARDED
    db.session.flush()
    emit(RosterMoved(actor, roster.id, "discard"))


def forget() -> None:
    """Delete the rows of imports on which nobody has worked for a month; what was brought in, and by whom, stays."""
    for public_id in queries.rosters_untouched_since(clock.now() - policies.KEPT_FOR):
        _forget_one(public_id)


@command
def _forget_one(public_id: str) -> None:
    roster = queries.roster_to_change(public_id)
    if roster.forgotten_at is not None or public_id not in queries.rosters_untouched_since(
        clock.now() - policies.KEPT_FOR
    ):
        return  # somebody was quicker
    db.session.execute(delete(RosterLine).where(RosterLine.roster_id == roster.id))
    roster.forgotten_at = clock.now()
    if roster.stage in (Stage.CHECKING, Stage.READY):
        roster.stage = Stage.DISCARDED
    db.session.flush()
    emit(RosterMoved(SYSTEM, roster.id, "forget"))


def work() -> None:
    """Do what waits for the worker: compare long files, and apply what was ordered."""
    for public_id in queries.rosters_at(Stage.CHECKING):
        check(public_id)
    for public_id in queries.rosters_at(Stage.APPLYING):
        carry_out(public_id)


@command
def _keep(actor: Actor, rows: list[tuple[int, dict[str, str]]], facts: Mapping[str, Any], valid_from: date) -> Roster:
    roster = Roster(
        account_id=actor.account_id,
        actor_name=actor.name[:80],
        valid_from=valid_from,
        rows=len(rows),
        counts={},
        created_at=clock.now(),
        **facts,
    )
    db.session.add(roster)
    db.session.flush()
    empty: dict[str, Any] = {"outcome": None, "errors": [], "changes": {}, "before": {}}
    lines = [
        {
            "roster_id": roster.id,
            "row_number": number,
            "personal_no": cells.get("personal_no", "")[:40],
            "name": cells.get("name", "")[:60],
            "given": cells,
            **empty,
        }
        for number, cells in rows
    ]
    db.session.execute(insert(RosterLine), lines)
    emit(RosterMoved(actor, roster.id, "bring_in"))
    return roster


@command
def _check_some(public_id: str) -> bool:
    """Compare the next rows; False when there are no more."""
    roster = queries.roster_to_change(public_id)
    if roster.stage != Stage.CHECKING:
        return False
    lines = queries.next_lines(roster, CHUNK)
    _note_verdicts(roster, lines, _verdicts(lines, roster, twice=queries.repeated_numbers(roster.id)))
    roster.checked += len(lines)
    if roster.checked >= roster.rows:
        roster.stage = Stage.READY
        roster.missing = queries.count_missing(roster.id, roster.valid_from)
    return roster.stage == Stage.CHECKING


@command
def _order(actor: Actor, public_id: str, *, only_good: bool, version: int) -> Roster:
    roster = _mine_to_change(actor, public_id, version)
    if roster.stage != Stage.READY:
        raise Refusal(messages.NOT_READY)
    if queries.rosters_at(Stage.APPLYING):
        raise Refusal(messages.BUSY)
    if not policies.may_apply(roster, only_good=only_good):
        raise Refusal(messages.HAS_ERRORS if roster.counts.get(Outcome.WRONG) else messages.NOT_READY)
    roster.stage, roster.only_good = Stage.APPLYING, only_good
    roster.account_id, roster.actor_name = actor.account_id, actor.name[:80]
    return roster


def _mine_to_change(actor: Actor, public_id: str, version: int) -> Roster:
    if not policies.may_bring_in(actor):
        raise NotAllowed(messages.NOT_YOURS)
    roster = queries.roster_to_change(public_id)
    if roster.version != version:
        raise Stale(messages.STALE)
    return roster


def _verdicts(lines: Sequence[RosterLine], roster: Roster, twice: set[str] | None = None) -> list[Verdict]:
    numbers = [line.personal_no for line in lines]
    present = queries.present_on(roster.valid_from, numbers)
    again = repeated(numbers) if twice is None else twice
    return compare([line.given for line in lines], present, roster.valid_from, again)


def _note_verdicts(roster: Roster, lines: Sequence[RosterLine], verdicts: list[Verdict]) -> None:
    counts = dict(roster.counts)
    changed = []
    for line, found in zip(lines, verdicts, strict=True):
        if line.outcome is not None:
            counts[line.outcome] = counts.get(line.outcome, 0) - 1
        counts[found.outcome] = counts.get(found.outcome, 0) + 1
        changed.append({"id": line.id, "outcome": found.outcome, "errors": found.errors, "changes": found.changes})
    db.session.execute(update(RosterLine), changed)
    roster.counts = counts


def _unknown(headers: tuple[str, ...]) -> str:
    return f"쓰지 않는 열: {', '.join(headers)}"[:300] if headers else ""


def _actor_of(roster: Roster) -> Actor:
    return Actor(account_id=roster.account_id, name=roster.actor_name)
