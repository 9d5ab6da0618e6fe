"""Writes the changes of an import into the directory in a few statements, and back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, update
from sqlalchemy.exc import IntegrityError

from portal.core import clock
from portal.core.db import db, new_public_id
from portal.core.errors import Refusal
from portal.directory.models import Assignment, Person, Post, ServiceState
from portal.rosters import messages, queries
from portal.rosters.columns import DAYS, OF_PERSON
from portal.rosters.models import Outcome, Roster, RosterLine
from portal.rosters.queries import Holding

MOVING = ("unit", "title")
OF_HOLDING = ("extension", "location")


def put_in(roster: Roster, lines: Sequence[RosterLine]) -> None:
    """Write people, end and begin their posts on the day, and note on each line what stood there before."""
    day = roster.valid_from
    present = queries.present_on(day, [line.personal_no for line in lines])
    ids = {number: row.id for number, row in present.people.items()}
    ids |= _add_people([line for line in lines if line.outcome == Outcome.NEW])
    _change_people([(ids[line.personal_no], line) for line in lines if line.outcome == Outcome.CHANGED])
    before: dict[int, dict[str, Any]] = {line.id: {"person": ids[line.personal_no]} for line in lines}
    held = {line.id: present.holdings.get(ids[line.personal_no]) for line in lines}
    leaving = [line for line in lines if _leaves(line) and held[line.id]]
    _end([(line, held[line.id]) for line in leaving], day, before)
    moving = [line for line in lines if _moves(line)]
    posts = _find_posts(moving, held, day, before)
    _begin(moving, posts, held, ids, day, before)
    _correct([(line, held[line.id]) for line in lines if not _moves(line) and not _leaves(line)], before)
    db.session.execute(update(RosterLine), [{"id": line_id, "before": kept} for line_id, kept in before.items()])


def take_back(lines: Sequence[RosterLine]) -> None:
    """Put everything back as it stood; raises Refusal when something was built on it."""
    people = queries.people_by_id([line.before["person"] for line in lines])
    _refuse_changed_people(lines, people)
    began = {line.before["began"]: line for line in lines if "began" in line.before}
    ended = {line.before["ended"][0]: line for line in lines if "ended" in line.before}
    corrected = {line.before["corrected"][0]: line for line in lines if "corrected" in line.before}
    _refuse_changed_posts(queries.assignments_by_id([*began, *ended, *corrected]), began, ended, corrected)
    names = {line.before["person"]: line.name for line in lines}
    try:
        with db.session.begin_nested():
            _delete(Assignment, list(began))
            _delete(Post, [line.before["post"] for line in lines if "post" in line.before])
            _delete(Person, [line.before["person"] for line in lines if line.outcome == Outcome.NEW])
    except IntegrityError as fault:
        raise Refusal(messages.built_on(_some(names.values()))) from fault
    _many(Assignment, [_open_again(line) for line in ended.values()])
    _many(
        Assignment, [{"id": line.before["corrected"][0], **line.before["corrected"][1]} for line in corrected.values()]
    )
    _many(Person, [_person_before(line) for line in lines if line.outcome == Outcome.CHANGED and _of_person(line)])


def _add_people(lines: Sequence[RosterLine]) -> dict[str, int]:
    if not lines:
        return {}
    rows = [
        {
            "public_id": new_public_id(),
            "personal_no": line.personal_no,
            "series": "",
            "updated_on": clock.today(),
            "is_fictional": False,
            **_columns(line),
        }
        for line in lines
    ]
    keys = {key for row in rows for key in row}
    blank = {"gender": "", "mobile": "", "email": "", "hired_on": None, "grade_since": None, "state": "in_service"}
    rows = [{**{key: blank.get(key, "") for key in keys}, **row} for row in rows]
    added = db.session.execute(insert(Person).returning(Person.personal_no, Person.id), rows)
    return {row[0]: row[1] for row in added}


def _change_people(changes: Sequence[tuple[int, RosterLine]]) -> None:
    today = clock.today()
    _many(Person, [{"id": one, "updated_on": today, **_columns(line)} for one, line in changes if _of_person(line)])


def _end(leaving: Sequence[tuple[RosterLine, Holding | None]], day: date, before: dict[int, dict[str, Any]]) -> None:
    """End the posts that are left on the day; one that began on that very day is put on another post instead."""
    rows = []
    for line, held in leaving:
        if held is not None and held.valid_from < day:
            before[line.id]["ended"] = [held.assignment_id, {"valid_to": _iso(held.valid_to)}, day.isoformat()]
            rows.append({"id": held.assignment_id, "valid_to": day})
    _many(Assignment, rows)


def _find_posts(
    moving: Sequence[RosterLine], held: Mapping[int, Holding | None], day: date, before: dict[int, dict[str, Any]]
) -> dict[int, int]:
    """Return a post for each line: a vacant one of the same title, or a new one at the end of the unit."""
    targets = {line.id: _target(line, held[line.id]) for line in moving}
    units = {unit for unit, _title in targets.values()}
    left = [one.post_id for line in moving if (one := held[line.id]) is not None]
    free = queries.vacant_posts(units, day, left)
    orders = queries.last_orders(units)
    found: dict[int, int] = {}
    lacking = []
    rows: list[dict[str, Any]] = []
    for line in moving:
        if free.get(targets[line.id]):
            found[line.id] = free[targets[line.id]].pop(0)
        else:
            lacking.append(line)
    for line in lacking:
        unit, title = targets[line.id]
        orders[unit] = orders.get(unit, 0) + 1
        rows.append({
            "unit_id": unit, "title": title, "sort_order": orders[unit], "valid_from": day, "is_head": False,
            "headcount_column": "",
        })  # fmt: skip
    if rows:
        added = db.session.execute(insert(Post).returning(Post.unit_id, Post.sort_order, Post.id), rows)
        new = {(unit_id, order): post_id for unit_id, order, post_id in added}
        for line, row in zip(lacking, rows, strict=True):
            found[line.id] = before[line.id]["post"] = new[row["unit_id"], row["sort_order"]]
    return found


def _begin(
    moving: Sequence[RosterLine],
    posts: Mapping[int, int],
    held: Mapping[int, Holding | None],
    ids: Mapping[str, int],
    day: date,
    before: dict[int, dict[str, Any]],
) -> None:
    """Begin the new posts on the day; who began another on that day is put on the new one in its place."""
    added, replaced = [], []
    for line in moving:
        now = held[line.id]
        facts = {key: _wanted(line, key, "") for key in OF_HOLDING}
        if now is not None and "location" not in line.changes and _target(line, now)[0] == now.unit_id:
            facts["location"] = now.location
        if now is not None and "extension" not in line.changes and _target(line, now)[0] == now.unit_id:
            facts["extension"] = now.extension
        if now is not None and now.valid_from >= day:
            was = {"post_id": now.post_id, "extension": now.extension, "location": now.location}
            before[line.id]["corrected"] = [now.assignment_id, was, {"post_id": posts[line.id], **facts}]
            replaced.append({"id": now.assignment_id, "post_id": posts[line.id], **facts})
        else:
            added.append((line, {
                "person_id": ids[line.personal_no], "post_id": posts[line.id], "is_main": True, "valid_from": day,
                "source_line": "", **facts,
            }))  # fmt: skip
    _many(Assignment, replaced)
    if added:
        began = insert(Assignment).returning(Assignment.person_id, Assignment.id)
        new = {row[0]: row[1] for row in db.session.execute(began, [row for _line, row in added])}
        for line, row in added:
            before[line.id]["began"] = new[row["person_id"]]
            before[line.id]["as"] = {key: row[key] for key in ("post_id", *OF_HOLDING)}


def _correct(lines: Sequence[tuple[RosterLine, Holding | None]], before: dict[int, dict[str, Any]]) -> None:
    """Change extension and place of who stays on the same post."""
    rows = []
    for line, held in lines:
        wanted = {key: line.changes[key][1] for key in OF_HOLDING if key in line.changes}
        if held is not None and wanted:
            was = {key: line.changes[key][0] for key in wanted}
            before[line.id]["corrected"] = [held.assignment_id, was, wanted]
            rows.append({"id": held.assignment_id, "extension": held.extension, "location": held.location, **wanted})
    _many(Assignment, rows)


def _refuse_changed_people(lines: Sequence[RosterLine], people: Mapping[int, Any]) -> None:
    for line in lines:
        person = people.get(line.before["person"])
        for key, value in _of_person(line).items():
            now = getattr(person, key, None)
            if person is None or (now.isoformat() if isinstance(now, date) else str(now or "")) != str(value):
                raise Refusal(messages.built_on(line.name))


def _refuse_changed_posts(
    now: Mapping[int, Any],
    began: Mapping[int, RosterLine],
    ended: Mapping[int, RosterLine],
    corrected: Mapping[int, RosterLine],
) -> None:
    for one, line in began.items():
        if one not in now or now[one].valid_to is not None or not _is(now[one], line.before["as"]):
            raise Refusal(messages.built_on(line.name))
    for one, line in ended.items():
        if one not in now or _iso(now[one].valid_to) != line.before["ended"][2]:
            raise Refusal(messages.built_on(line.name))
    for one, line in corrected.items():
        if one not in now or not _is(now[one], line.before["corrected"][2]):
            raise Refusal(messages.built_on(line.name))


def _is(row: Any, facts: Mapping[str, Any]) -> bool:
    return all(getattr(row, key) == value for key, value in facts.items())


def _of_person(line: RosterLine) -> dict[str, Any]:
    return {key: line.changes[key][1] for key in OF_PERSON if key in line.changes}


def _columns(line: RosterLine) -> dict[str, Any]:
    return {
        key: date.fromisoformat(value) if key in DAYS and value else value for key, value in _of_person(line).items()
    }


def _person_before(line: RosterLine) -> dict[str, Any]:
    was = {key: line.changes[key][0] for key in _of_person(line)}
    days = {key: date.fromisoformat(was[key]) if was[key] else None for key in DAYS if key in was}
    return {"id": line.before["person"], **was, **days}


def _open_again(line: RosterLine) -> dict[str, Any]:
    assignment_id, was, _after = line.before["ended"]
    return {"id": assignment_id, "valid_to": date.fromisoformat(was["valid_to"]) if was["valid_to"] else None}


def _retires(line: RosterLine) -> bool:
    return bool(_wanted(line, "state", "") == ServiceState.RETIRED)


def _moves(line: RosterLine) -> bool:
    return not _retires(line) and any(key in line.changes for key in MOVING)


def _leaves(line: RosterLine) -> bool:
    return _retires(line) or _moves(line)


def _target(line: RosterLine, held: Holding | None) -> tuple[int, str]:
    unit = _wanted(line, "unit", held.unit_id if held else None)
    return unit, _wanted(line, "title", held.title if held else "")


def _wanted(line: RosterLine, key: str, otherwise: Any) -> Any:
    return line.changes[key][1] if key in line.changes else otherwise


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _some(names: Iterable[str]) -> str:
    listed = list(names)
    return ", ".join(listed[:3]) + (" 등" if len(listed) > 3 else "")


def _delete(model: Any, ids: Sequence[int]) -> None:
    for at in range(0, len(ids), queries.AT_ONCE):
        db.session.execute(
            delete(model)
            .where(model.id.in_(ids[at : at + queries.AT_ONCE]))
            .execution_options(synchronize_session=False)
        )


def _many(model: Any, rows: Sequence[dict[str, Any]]) -> None:
    """Update many rows by their id; rows that change the same columns share a statement."""
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        alike[tuple(sorted(row))].append(row)
    for some in alike.values():
        db.session.execute(update(model), some)
