"""The addresses of duty, each with a shift, a swap or a log of the attacker's own."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from portal.core import clock
from portal.core.db import SEOUL, db
from portal.watch import queries
from portal.watch.models import LogState, RosterState, SwapState, WatchLog, WatchRoster, WatchShift, WatchSwap
from tests.factories.scene import account
from tests.factories.watch import Guard, guard, seat, shift

Made = Callable[[Any], tuple[str, dict[str, object]]]
Fields = dict[str, object]
KIND: Fields = {
    "version": "1", "name": "재택", "days": "every", "begins": "18:00", "ends": "09:00", "people": "2", "place": "자택",
    "allowance": "1", "earns_rest": "y", "is_active": "y",
}  # fmt: skip
RULES: Fields = {
    "version": "1", "distance_days": "14", "order_days": "7", "least_people": "2", "rest_days": "10", "phone": "02-1",
    "bars": "운전",
}  # fmt: skip
LOG: Fields = {
    "version": "1", "taken_over": "열쇠", "documents": "없음", "events": "없음", "last_out": "총무팀",
    "handed_over": "없음",
}  # fmt: skip
PATROL = {"patrol-at": "19:00", "patrol-place": "본관", "patrol-found": "이상 없음"}
DAYS: Fields = {"first_day": "2025-04-01", "last_day": "2025-04-30"}
LATER, EARLIER = date(2025, 4, 2), date(2025, 3, 10)
number = count()


def place(office: Any) -> Guard:
    """Let the attacker, and somebody else, be of a division that is on duty."""
    if queries.setting() is None:
        made = guard("김하나", "이두리")
        made.people["나"] = office.account
        seat(office.account, made.division)
        db.session.commit()
        return made
    setting, (day, night) = queries.setting(), queries.kinds()[:2]
    assert setting is not None
    return Guard(setting.unit, office.account, office.account, {"나": office.account}, setting, day, night)


def roster(made: Guard, day: date, state: RosterState) -> WatchRoster:
    """Return a month with some state."""
    first = day.replace(day=1)
    found = queries.roster_of(first) or WatchRoster(month=first, asked_at=clock.now(), faults=[])
    found.state = state
    db.session.add(found)
    db.session.commit()
    return found


def own_shift(office: Any, day: date, state: RosterState = RosterState.ORDERED) -> WatchShift:
    """Put the attacker on duty."""
    made = place(office)
    on = day + timedelta(days=next(number) % 20)
    taken = queries.shifts_between(datetime(2025, 1, 1, tzinfo=SEOUL), datetime(2026, 1, 1, tzinfo=SEOUL))
    free = next((one for one in taken if one.day == on), None)
    return free or shift(made, on, "나", roster=roster(made, on, state))


def turn(ending: str, on: date, /, **fields: object) -> Made:
    return lambda office: (f"/duty/turns/{own_shift(office, on).turns[0].public_id}{ending}", fields)


def swap(ending: str, **fields: object) -> Made:
    def made(office: Any) -> tuple[str, Fields]:
        one = WatchSwap(
            turn=own_shift(office, LATER).turns[0], asker_id=account("다른 이").person_id, state=SwapState.OPEN,
            reason="출장", asked_at=clock.now(),
        )  # fmt: skip
        for old in queries.swaps_live():
            old.state = SwapState.WITHDRAWN
        db.session.flush()
        db.session.add(one)
        db.session.commit()
        return f"/duty/swaps/{one.public_id}{ending}", {"version": "1", **fields}

    return made


def log(ending: str, state: LogState = LogState.WRITING, **fields: object) -> Made:
    def made(office: Any) -> tuple[str, Fields]:
        one = own_shift(office, EARLIER)
        kept = queries.log_of(one.id) or WatchLog(shift_id=one.id, handed_over="없음", last_out="총무팀")
        kept.state = state
        db.session.add(kept)
        db.session.commit()
        return f"/duty/shifts/{one.public_id}/log{ending}", fields

    return made


def month(ending: str, **fields: object) -> Made:
    def made(office: Any) -> tuple[str, Fields]:
        one = own_shift(office, date(2025, 6, 2), RosterState.DRAFT)
        return f"/admin/duty/rosters/{one.roster.public_id}{ending}", fields

    return made


def at(address: str, **fields: object) -> Made:
    return lambda office: (place(office) and address, fields)  # type: ignore[func-returns-value]  # it makes the place


CASES: dict[str, tuple[str, Made]] = {
    "watch.add_call": ("POST", log("/calls", **{"call-at": "19:00", "call-about": "문의", "call-done": "안내"})),
    "watch.add_patrol": ("POST", log("/patrols", **PATROL)),
    "watch.approve_swap": ("POST", swap("/approval", note="의견")),
    "watch.ask_swap": ("POST", turn("/swap", LATER, partner="anybody", reason="출장", version="1")),
    "watch.check_log": ("POST", log("/inspection", LogState.HANDED_OVER, version="1")),
    "watch.confirm_log": ("POST", log("/confirmation", LogState.CHECKED, version="1")),
    "watch.decline_swap": ("POST", swap("/rejection", note="의견")),
    "watch.excuse_me": ("POST", at("/duty/own/excuses", **DAYS)),
    "watch.give_back_log": ("POST", log("/return", LogState.HANDED_OVER, version="1", reason="다시")),
    "watch.month": ("GET", at("/duty", month="2025-03")),
    "watch.refuse_swap": ("POST", swap("/refusal")),
    "watch.take_rest": ("POST", turn("/rest", EARLIER, day="2025-03-14")),
    "watch.take_swap": ("POST", swap("/consent")),
    "watch.withdraw_swap": ("POST", swap("/withdrawal")),
    "watch.write_log": ("POST", log("", **LOG)),
    "watch_desk.ask": ("POST", at("/admin/duty/rosters", month="2025-05")),
    "watch_desk.discard": ("POST", month("/discarding", version="1")),
    "watch_desk.excuse": ("POST", at("/admin/duty/excuses", **DAYS, person="1", excuse="sick")),
    "watch_desk.keep_kind": (
        "POST", lambda office: (f"/admin/duty/kinds/{place(office).night.public_id}", KIND)
    ),
    "watch_desk.keep_new_kind": ("POST", at("/admin/duty/kinds/form", **KIND)),
    "watch_desk.keep_setting": ("POST", at("/admin/duty/rules", **RULES)),
    "watch_desk.ledger": ("GET", at("/admin/duty/ledger", month="2025-03")),
    "watch_desk.order": ("POST", month("/order", version="1", late_reason="늦음")),
    "watch_desk.propose": ("POST", month("/proposal", version="1")),
    "watch_desk.put": (
        "POST",
        lambda office: (
            f"/admin/duty/shifts/{own_shift(office, LATER).public_id}/turn",
            {"version": "1", "turn": "", "person": "1", "reason": "병가", "anyway": "y"},
        ),
    ),
    "watch_desk.turn_form": (
        "GET", lambda office: (f"/admin/duty/shifts/{own_shift(office, LATER).public_id}/turn", {"turn": "0" * 32})
    ),
}  # fmt: skip
WITHOUT_FIELDS = {
    "watch.end_own_excuse", "watch.hand_over", "watch.log", "watch.log_sheet", "watch.own", "watch.remove_call",
    "watch.remove_patrol", "watch.rest", "watch.swap", "watch.swap_form", "watch_desk.desk_page",
    "watch_desk.end_excuse", "watch_desk.kind", "watch_desk.new_kind", "watch_desk.people", "watch_desk.roster",
    "watch_desk.setting",
}  # fmt: skip
