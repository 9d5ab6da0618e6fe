"""What is sent to the pages of the practicum: as its officer, as a school and as a candidate at once."""

from collections.abc import Callable
from typing import Any

from portal.accounts.models import Account, Grant
from portal.core.actors import Role
from portal.core.db import db
from portal.directory.models import Unit
from portal.kinds.practicum.models import Placement
from portal.kinds.practicum.services import placing
from tests.factories import practicum as made
from tests.factories.accounts import LONG_AGO

Case = tuple[str, Callable[[Any], tuple[str, dict[str, object]]]]
WISH = {
    "area_1": "동작관악", "school_1": "", "area_2": "남부", "school_2": "", "area_3": "", "school_3": "",
    "available_from": "", "circumstances": "출산", "pledge": "y", "privacy": "y",
}  # fmt: skip
PLAN = {
    "takes": "yes", "seats": "1", "first_day": "2025-04-21", "last_day": "2025-06-02", "supervisor": "오미란",
    "supervisor_phone": "02-555-0100", "note": "", "version": "1",
}  # fmt: skip
FACTS = {
    "exam_year": "2025", "exam_no": "77001", "name": "이후보", "birth_date": "1999-03-02", "mobile": "010-1111-2222",
    "district": "관악구", "series": "교육행정", "list_valid_until": "2027-02-28", "version": "1",
}  # fmt: skip
YES = {"version": "1", "supervisor": "오미란", "supervisor_phone": "02-555-0100"}
NO = {"version": "1", "reasons": ["schedule"], "note": "사정"}
ROUND = {
    "name": "4차", "starts_on": "2025-10-20", "ends_on": "2025-11-28", "apply_from": "2025-09-15T09:00",
    "apply_to": "2025-10-02T18:00", "results_on": "2025-10-10", "version": "1",
}  # fmt: skip
DESK, HOST = "/admin/practicum", "/host"


class Place:
    """A practicum in which one account is everybody: it runs it, speaks for a school and is a candidate."""

    def __init__(self, account: Account) -> None:
        self.practicum = made.practicum()
        self.school: Unit = made.school()
        self.candidate = made.candidate()
        self.candidate.account_id = account.id
        self.seats = 0
        grant = {"role": Role.INSTITUTION, "unit_id": self.school.id, "valid_from": LONG_AGO, "reason": "시험"}
        db.session.add(Grant(account_id=account.id, **grant))
        db.session.commit()

    @property
    def round_id(self) -> int:
        return self.practicum.round.id

    def placement(self) -> Placement:
        return made.wished(self.practicum, made.candidate())

    def asked(self) -> Placement:
        self.seats += 1
        offer = made.offered(self.practicum, self.school, seats=self.seats)
        return placing.propose(self.practicum.desk, made.mark(self.placement(), offer))


def place_of(office: Any) -> Place:
    """Return the practicum of this test, made when it is first wanted."""
    if not hasattr(office, "practicum"):
        office.practicum = Place(office.account)
    return office.practicum


def to(address: Callable[[Place], str], **fields: object) -> Callable[[Any], tuple[str, dict[str, object]]]:
    return lambda office: (address(place_of(office)), fields)


def at(path: str, **fields: object) -> Callable[[Any], tuple[str, dict[str, object]]]:
    return to(lambda place: path, **fields)


def one(ending: str = "", **fields: object) -> Callable[[Any], tuple[str, dict[str, object]]]:
    return to(lambda place: f"{DESK}/candidates/{place.candidate.public_id}{ending}", **fields)


def way(ending: str = "", **fields: object) -> Callable[[Any], tuple[str, dict[str, object]]]:
    return to(lambda place: f"{DESK}/placements/{place.asked().public_id}{ending}", **fields)


def asked(ending: str = "", **fields: object) -> Callable[[Any], tuple[str, dict[str, object]]]:
    return to(lambda place: f"{HOST}/{place.school.id}/placements/{place.asked().public_id}{ending}", **fields)


def plan(start: str, **fields: object) -> Callable[[Any], tuple[str, dict[str, object]]]:
    return to(lambda place: f"{start}/{place.school.id}/rounds/{place.round_id}/plan", **fields)


def program(ending: str = "", **fields: object) -> Callable[[Any], tuple[str, dict[str, object]]]:
    return to(lambda place: f"{DESK}/programs/{place.practicum.program.id}/rounds{ending}", **fields)


def moves(office: Any) -> tuple[str, dict[str, object]]:
    placement = place_of(office).placement()
    pick = f"{placement.public_id}:{placement.version}"
    return f"{DESK}/moves", {
        "action": "propose", "pick": pick, "pair": f"{pick}:{'0' * 32}", "everyone": "", "order_no": "총무과-1",
        "round": str(placement.round_id), "tab": "todo", "back": "",
    }  # fmt: skip


def withdrawal(office: Any) -> tuple[str, dict[str, object]]:
    place = place_of(office)
    made.wished(place.practicum, place.candidate)
    return "/practicum/withdrawal", {"reason": "사정"}


CASES: dict[str, Case] = {
    "hosting.accept": ("POST", asked("/acceptance", **YES)),
    "hosting.decline": ("POST", asked("/refusal", **NO)),
    "hosting.overview": ("GET", at("/host", page="1")),
    "hosting.placement": ("GET", asked(page="1")),
    "hosting.plan": ("GET", plan("/host", page="1")),
    "hosting.sent_plan": ("POST", plan("/host", **PLAN)),
    "practicum.history": ("GET", at("/practicum/history", page="1")),
    "practicum.mine": ("GET", at("/practicum", page="1")),
    "practicum.schools": ("GET", at("/practicum/schools/1", school_1="가온", area_1="동작관악")),
    "practicum.sent_wish": ("POST", at("/practicum/wish", **WISH)),
    "practicum.wish": ("GET", at("/practicum/wish", page="1")),
    "practicum.wish_draft": ("POST", at("/practicum/wish/draft", **WISH)),
    "practicum.withdraw": ("POST", withdrawal),
    "practicum.withdrawal": ("GET", withdrawal),
    "practicum_desk.accept_for_host": ("POST", way("/acceptance", **YES)),
    "practicum_desk.all_rounds": ("GET", at(f"{DESK}/rounds", page="1")),
    "practicum_desk.appoint": ("POST", one("/appointment", personal_no="200099", unit="가온", on="2025-09-01")),
    "practicum_desk.appointment": ("GET", one("/appointment", page="1")),
    "practicum_desk.appointment_file": ("GET", at(f"{DESK}/lists/appointments", page="1")),
    "practicum_desk.blank": ("GET", at(f"{DESK}/candidates/form", page="1")),
    "practicum_desk.blank_round": ("GET", program("/form", page="1")),
    "practicum_desk.candidate": ("GET", one(page="1")),
    "practicum_desk.candidate_file": ("GET", at(f"{DESK}/lists/candidates", page="1")),
    "practicum_desk.carry_over": ("POST", to(lambda place: f"{DESK}/rounds/{place.round_id}/arrivals", page="1")),
    "practicum_desk.close_round": ("POST", to(lambda place: f"{DESK}/rounds/{place.round_id}/closing", version="1")),
    "practicum_desk.correct": ("POST", one("/facts", **FACTS)),
    "practicum_desk.decline_for_host": ("POST", way("/refusal", **NO)),
    "practicum_desk.facts": ("GET", one("/facts", page="1")),
    "practicum_desk.hosts": ("GET", at(f"{DESK}/hosts", round="1", answer="yes", area="남부", page="1")),
    "practicum_desk.links": ("POST", to(lambda place: f"{DESK}/candidates/links", pick="0" * 32)),
    "practicum_desk.listing": ("GET", at(f"{DESK}/candidates", state="registered", q="김", page="1")),
    "practicum_desk.move": ("POST", way("/move", action="recall", version="1", offer="0" * 32, order_no="")),
    "practicum_desk.moves": ("POST", moves),
    "practicum_desk.open_round": ("POST", to(lambda place: f"{DESK}/rounds/{place.round_id}/opening", version="1")),
    "practicum_desk.overview": ("GET", at(DESK, round="1", tab="todo")),
    "practicum_desk.placement": ("GET", way(page="1")),
    "practicum_desk.plan_for": ("GET", plan(f"{DESK}/hosts", page="1")),
    "practicum_desk.plan_round": ("POST", program(**ROUND)),
    "practicum_desk.preview": ("GET", at(f"{DESK}/lists/{'0' * 32}", known="3")),
    "practicum_desk.removal": ("GET", one("/removal", page="1")),
    "practicum_desk.remove": ("POST", one("/removal", version="1", reason="사유")),
    "practicum_desk.register": ("POST", at(f"{DESK}/candidates", **FACTS)),
    "practicum_desk.replan_round": ("POST", to(lambda place: f"{DESK}/rounds/{place.round_id}/plan", **ROUND)),
    "practicum_desk.round_plan": ("GET", to(lambda place: f"{DESK}/rounds/{place.round_id}/plan", page="1")),
    "practicum_desk.sent_appointment_file": ("POST", at(f"{DESK}/lists/appointments", file="가")),
    "practicum_desk.sent_candidate_file": ("POST", at(f"{DESK}/lists/candidates", file="가")),
    "practicum_desk.sent_plan_for": ("POST", plan(f"{DESK}/hosts", **PLAN)),
    "practicum_desk.sent_wish_for": ("POST", one("/wish", **WISH)),
    "practicum_desk.take": ("POST", at(f"{DESK}/lists/{'0' * 32}/entry", page="1")),
    "practicum_desk.take_back": ("POST", one("/appointment/undoing", version="1", reason="사유")),
    "practicum_desk.throw_away": ("POST", at(f"{DESK}/lists/{'0' * 32}/removal", page="1")),
    "practicum_desk.undoing": ("GET", one("/appointment/undoing", page="1")),
    "practicum_desk.wish_for": ("GET", one("/wish", page="1")),
    "practicum_desk.withdraw_for": ("POST", way("/withdrawal", reason="사정")),
}
OF_CANDIDATE: dict[str, tuple[str, str, dict[str, object]]] = {
    "me.data": ("GET", "/me", {"page": "1"}),
    "me.ask": ("POST", "/me/requests", {"kind": "correction", "about": "생년월일", "text": "틀립니다"}),
    "practicum.mine": ("GET", "/practicum", {"page": "1"}),
    "practicum.sent_wish": ("POST", "/practicum/wish", WISH),
}
"""What a candidate who is nothing else may send; the office's own account is an official as well."""


def only_candidate() -> Account:
    """Return the account of somebody who is a candidate and nothing else, in a practicum that takes wishes."""
    place = made.practicum()
    made.school()
    one = made.candidate()
    made.wished(place, one)
    return made.with_account(one)
