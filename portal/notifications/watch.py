"""Tells by the bell what duty wants of people: ordered, asked, decided, tomorrow."""

from collections.abc import Iterable

from portal.accounts.queries import people_holding
from portal.core import clock
from portal.core.actors import Role
from portal.core.db import db
from portal.core.events import listen
from portal.notifications.models import Notice
from portal.watch import messages, queries
from portal.watch.events import RosterMoved, SwapMoved, TurnChanged, TurnNears
from portal.watch.models import WatchRoster, WatchShift, WatchSwap, WatchTurn

OWN = "/duty/own"
ORDERED = "당직 명령이 있습니다."
CHANGED = "당직자가 바뀌었습니다."
PROPOSED = "명령하실 당직표가 있습니다."
FOUND = {"find": "당직표를 편성하였습니다.", "fail": "당직표를 다 채우지 못하였습니다."}
TOMORROW = "내일 당직입니다."
TO_TAKER = "당직 변경에 동의를 부탁받으셨습니다."
TO_COMMANDER = "승인하실 당직 변경이 있습니다."
TO_ASKER = {
    "take": "동료가 당직 변경에 동의하였습니다.",
    "refuse": "동료가 당직 변경을 거절하였습니다.",
    "approve": "당직 변경이 승인되었습니다.",
    "decline": "당직 변경이 승인되지 않았습니다.",
    "pass": "당직 변경 신청의 기한이 지났습니다.",
}


@listen(RosterMoved)
def tell_of_roster(event: RosterMoved) -> None:
    """Tell everybody who was ordered of their days, the commander of a proposal, the desk that the solver is done."""
    roster = db.session.get_one(WatchRoster, event.roster_id)
    at_desk = f"/admin/duty/rosters/{roster.public_id}"
    setting = queries.setting()
    if event.action == "order":
        _tell_everybody(roster)
    elif event.action == "propose" and setting is not None:
        _tell(queries.commanders_of(setting.unit), PROPOSED, messages.month_name(roster.month), at_desk)
    elif event.action in FOUND and setting is not None:
        people = people_holding(Role.DUTY, clock.today(), unit=setting.unit)
        _tell(people, FOUND[event.action], messages.month_name(roster.month), at_desk)


@listen(TurnChanged)
def tell_of_change(event: TurnChanged) -> None:
    """Tell both whom a change by hand concerns."""
    shift = db.session.get_one(WatchTurn, event.turn_id).shift
    _tell(event.concerned, CHANGED, _when(shift), OWN)


@listen(SwapMoved)
def tell_of_swap(event: SwapMoved) -> None:
    """Tell who is asked, who asked, and who approves."""
    swap = db.session.get_one(WatchSwap, event.swap_id)
    link, body = f"/duty/swaps/{swap.public_id}", messages.shift_name(swap.turn.shift)
    if event.action == "ask" and swap.taker_id is not None:
        _tell([swap.taker_id], TO_TAKER, body, link)
    if event.action in TO_ASKER:
        told = {swap.asker_id, swap.taker_id if event.action in ("approve", "decline") else None}
        people = sorted(one for one in told if one is not None and one != event.actor.person_id)
        _tell(people, TO_ASKER[event.action], body, link)
    setting = queries.setting()
    if event.action == "take" and setting is not None:
        _tell(queries.commanders_of(setting.unit), TO_COMMANDER, body, link)


@listen(TurnNears)
def tell_of_tomorrow(event: TurnNears) -> None:
    """Tell somebody that duty is tomorrow."""
    turn = db.session.get_one(WatchTurn, event.turn_id)
    _tell([turn.person_id], TOMORROW, f"{_when(turn.shift)}\n시작 30분 전까지 신고해 주시기 바랍니다.", OWN)


def _tell_everybody(roster: WatchRoster) -> None:
    days: dict[int, list[str]] = {}
    for shift in queries.shifts_of(roster.id):
        for turn in shift.turns:
            days.setdefault(turn.person_id, []).append(_when(shift))
    for person_id, lines in days.items():
        _tell([person_id], ORDERED, "\n".join(lines), OWN)


def _when(shift: WatchShift) -> str:
    place = f", {shift.kind.place}" if shift.kind.place else ""
    return f"{messages.shift_name(shift)} {messages.hours(shift.starts_at, shift.ends_at)}{place}"


def _tell(people: Iterable[int], title: str, body: str, link: str) -> None:
    now = clock.now()
    db.session.add_all(
        Notice(person_id=one, title=title, body=body[:600], link=link, created_at=now, due_at=now)
        for one in dict.fromkeys(people)
    )
