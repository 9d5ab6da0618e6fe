"""Compares rows of a file with the directory: what is wrong with a row, and what it would change, field by field."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.core.korean import search_key
from portal.core.resident_numbers import REMOVED, holds_resident_number
from portal.directory.models import ServiceState
from portal.rosters.columns import BY_KEY, FAULT, NEEDED_WHEN_NEW, OF_PERSON, Wrong
from portal.rosters.models import Outcome
from portal.rosters.queries import Holding, Present

NO_RESIDENT_NUMBER = "주민등록번호로 보이는 숫자가 있습니다. 이 포털은 주민등록번호를 받지 않습니다."
UNIT, TITLE = "unit", "title"
OF_POST = (UNIT, TITLE, "extension", "location")
COMPUTED = frozenset({"주무관", "행정실장", "부이사관", "서기관", "사무관", "장학사", "교육연구사", "별정직"})
"""What people are called when their post has no title of its own; it is computed and never kept."""


@dataclass
class Verdict:
    """What a row would do; ``changes`` are (before, after) by field, as they are stored."""

    outcome: Outcome
    errors: list[str] = field(default_factory=list)
    changes: dict[str, list[Any]] = field(default_factory=dict)


def compare(rows: Sequence[Mapping[str, str]], present: Present, day: date, twice: set[str]) -> list[Verdict]:
    """Return what each row would do; *twice* are the personal numbers that stand in the file more than once."""
    return [_verdict(row, present, day, twice) for row in rows]


def repeated(numbers: Sequence[str]) -> set[str]:
    """Return the personal numbers that come more than once."""
    return {number for number, count in Counter(numbers).items() if number and count > 1}


def _verdict(row: Mapping[str, str], present: Present, day: date, twice: set[str]) -> Verdict:
    said, errors = read_row(row, present)
    number = row.get("personal_no", "")
    if number in twice:
        errors.append(f"개인번호 {number}이(가) 이 파일에 두 번 이상 나옵니다.")
    person = present.people.get(number)
    if person is None:
        return _newcomer(said, errors)
    changes = {
        key: [_stored(getattr(person, key)), said[key]]
        for key in OF_PERSON
        if key in said and _stored(getattr(person, key)) != said[key]
    }
    held = present.holdings.get(person.id)
    changes |= _changes_of_post(said, held)
    moves = UNIT in changes or TITLE in changes or _retires(changes)
    if moves and person.id in present.later:
        errors.append("이미 예약된 다른 발령이 있습니다. 먼저 그 발령을 확인해 주시기 바랍니다.")
    if held is None and UNIT not in changes and ({"extension", "location", TITLE} & said.keys()):
        errors.append("지금 맡은 자리가 없습니다. 소속을 함께 적어 주시기 바랍니다.")
    if errors:
        return Verdict(Outcome.WRONG, errors)
    return Verdict(Outcome.CHANGED if changes else Outcome.SAME, changes=changes)


def read_row(row: Mapping[str, str], present: Present) -> tuple[dict[str, Any], list[str]]:
    """Return what a row says, as it is stored, and what is wrong with it; empty cells say nothing."""
    said: dict[str, Any] = {}
    errors: list[str] = [row[FAULT]] if FAULT in row else []
    for key, text in row.items():
        if key == FAULT:
            continue
        column = BY_KEY[key]
        if not text:
            if column.is_required:
                errors.append(f"{column.label}: 비어 있습니다.")
            continue
        if REMOVED in text or holds_resident_number(text):
            errors.append(f"{column.label}: {NO_RESIDENT_NUMBER}")
            continue
        try:
            said[key] = column.read(text)
        except Wrong as wrong:
            errors.append(f"{column.label} ‘{text[:30]}’: {wrong}")
    _find_unit(said, errors, present)
    return said, errors


def _find_unit(said: dict[str, Any], errors: list[str], present: Present) -> None:
    """Turn code and name of the unit into its id."""
    code, name = said.pop("unit", ""), said.pop("unit_name", "")
    if code:
        unit_id = present.units_by_code.get(code)
        if unit_id is None:
            errors.append(f"부서코드 ‘{code}’: 그날 있는 부서가 아닙니다.")
            return
        if name and unit_id not in present.units_by_name.get(search_key(name), ()):
            errors.append(f"소속 ‘{name[:30]}’: 부서코드 {code}은(는) ‘{present.unit_names[unit_id]}’입니다.")
            return
        said[UNIT] = unit_id
    elif name:
        found = present.units_by_name.get(search_key(name), [])
        if not found:
            errors.append(
                f"소속 ‘{name[:30]}’: 그날 있는 부서가 아닙니다. 정식 이름이나 부서코드를 적어 주시기 바랍니다."
            )
        elif len(found) > 1:
            errors.append(f"소속 ‘{name[:30]}’: 같은 이름의 부서가 여럿입니다. 부서코드를 적어 주시기 바랍니다.")
        else:
            said[UNIT] = found[0]


def _newcomer(said: dict[str, Any], errors: list[str]) -> Verdict:
    for key in NEEDED_WHEN_NEW:
        if key not in said and not any(error.startswith(BY_KEY[key].label) for error in errors):
            errors.append(f"{BY_KEY[key].label}: 새로 등록하는 직원은 꼭 적어야 합니다.")
    if UNIT not in said and not any(error.startswith(("소속", "부서코드")) for error in errors):
        errors.append("소속: 새로 등록하는 직원은 꼭 적어야 합니다.")
    if said.get("state") == ServiceState.RETIRED:
        errors.append("상태: 등록되지 않은 사람을 퇴직으로 올릴 수 없습니다.")
    if errors:
        return Verdict(Outcome.WRONG, errors)
    said[TITLE] = _title(said.get(TITLE, ""))
    return Verdict(Outcome.NEW, changes={key: [None, value] for key, value in said.items() if key != "personal_no"})


def _changes_of_post(said: Mapping[str, Any], held: Holding | None) -> dict[str, list[Any]]:
    """Return what changes of unit, title, extension and location; a new unit without a title is a post without one."""
    if held is None:
        return {key: [None, _title(said[key]) if key == TITLE else said[key]] for key in OF_POST if key in said}
    now = {UNIT: held.unit_id, TITLE: held.title, "extension": held.extension, "location": held.location}
    wanted = dict(said)
    if wanted.get(TITLE) in COMPUTED:
        wanted[TITLE] = held.title if held.title == wanted[TITLE] else ""
    if said.get(UNIT, held.unit_id) != held.unit_id:
        wanted.setdefault(TITLE, "")
    return {key: [now[key], wanted[key]] for key in now if key in wanted and now[key] != wanted[key]}


def _title(word: str) -> str:
    return "" if word in COMPUTED else word


def _retires(changes: Mapping[str, list[Any]]) -> bool:
    return "state" in changes and changes["state"][1] == ServiceState.RETIRED


def _stored(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else ("" if value is None else str(value))
