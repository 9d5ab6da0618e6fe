"""The addresses of the officers' desks: rounds, words and messages, lists and documents, lines and absences."""

from collections.abc import Callable
from itertools import count
from typing import Any

from portal.core.db import db, new_public_id
from tests.factories.applications import WORKSHOP_SENT
from tests.factories.approvals import desk, sent_up, staged
from tests.factories.deciding import unseated
from tests.factories.programs import open_round

Made = Callable[[Any], tuple[str, dict[str, object]]]
QUESTION: dict[str, object] = {
    "version": "1", "label": "출발지", "kind": "choice", "help": "도움말", "required": "y", "options": "본청\n지원청",
    "least": "1", "most": "2", "shown": "", "keep": "",
}  # fmt: skip
SETTINGS: dict[str, object] = {
    "version": "1", "name": "2025년", "audience": "저경력", "starts_on": "2025-05-19", "ends_on": "2025-05-21",
    "period_style": "days", "place": "연수원", "apply_from": "2025-03-01T09:00", "apply_to": "2025-04-30T18:00",
    "reference_date": "2025-05-19", "results_on": "2025-05-02", "selection": "first_come", "capacity": "160",
    "free_withdrawal_until": "2025-05-12", "consent_purpose": "운영", "consent_items": "성명", "retention": "5년",
    "next_steps": "안내", "contact_post_id": "", "quota-0-dimension": "institution", "quota-0-value": "",
    "quota-0-seats": "2",
}  # fmt: skip
PROGRAM: dict[str, object] = {
    "version": "1", "title": "워크숍", "summary": "한 줄", "description": "설명", "legal_basis": "법",
    "contact_post_id": "",
}  # fmt: skip
LEAF: dict[str, object] = {
    "version": "1", "place": "", "kind": "service", "years": "4", "bound": "under", "counted": "simple",
    "leaves_out": "", "values": ["7급"], "first": "2021-01-01", "last": "2025-01-01", "program": "1", "how": "took",
    "within_years": "3",
}  # fmt: skip
WORDS: dict[str, object] = {"version": "0", "title": "{프로그램} 안내", "body": "{일정}", "subject": "", "letter": ""}
MESSAGE: dict[str, object] = {
    "key": "0" * 32, "query": "state=all", "title": "안내", "body": "{일정}", "reason": "일정 안내", "people": "1",
    "back": "state=all",
}  # fmt: skip
SENT: dict[str, object] = {
    "title": "대상자 선정", "words": "검토 의견", "related_no": "총무과-12345", "publishes_itself": "y", "is_part": "",
    "row": ["1"],
}  # fmt: skip
STEP: dict[str, object] = {"version": "1", "words": "의견", "ahead": "", "one_step": "", "row": ["1"]}
LINE: dict[str, object] = {
    "reason": "담당 변경", "known": "", "seat-1": "team", "kind-1": "review", "seat-2": "division", "kind-2": "final",
}  # fmt: skip
number = count(1)


def of_round(ending: str, **fields: object) -> Made:
    """Make a round for each try: what is done to its settings concerns no other."""

    def made(_office: Any) -> tuple[str, dict[str, object]]:
        round_ = open_round(capacity=None)
        return f"/admin/programs/{round_.program_id}/rounds/{round_.id}{ending}", fields

    return made


def of_program(before: str, ending: str = "", **fields: object) -> Made:
    return lambda _office: (f"{before}/{open_round(capacity=None).program_id}{ending}", fields)


def at(path: str, **fields: object) -> Made:
    return lambda _office: (path, fields)


def nobodys(path: str, **fields: object) -> Made:
    return lambda _office: (path.format(new_public_id()), fields)


def of_another(ending: str, **fields: object) -> Made:
    return lambda office: (f"/admin/applications/{office.of_another().public_id}{ending}", fields)


def place(office: Any) -> Any:
    """Return a desk whose lists go up; one for each office."""
    if not hasattr(office, "lists"):
        office.lists = desk()
        db.session.commit()
    return office.lists


def on_list(ending: str, **fields: object) -> Made:
    def made(office: Any) -> tuple[str, dict[str, object]]:
        here = place(office)
        staged(here, unseated(here.place, f"명단{next(number)}"))
        return f"/admin/applications/rounds/{here.place.round.id}/selection-list{ending}", fields

    return made


def document(ending: str, **fields: object) -> Made:
    def made(office: Any) -> tuple[str, dict[str, object]]:
        here = place(office)
        found = sent_up(here, unseated(here.place, f"문서{next(number)}"))
        return f"/approvals/{found.public_id}{ending}", fields

    return made


FORM = "/application/questions"
CASES: dict[str, tuple[str, Made]] = {
    "applications.agree": ("POST", lambda office: (f"/applications/{office.own().public_id}/agreement", {"any": "1"})),
    "applications.questions": (
        "POST",
        lambda office: (of_round(FORM)(office)[0].removeprefix("/admin"), {**WORKSHOP_SENT, "asked": ["q_1"]}),
    ),
    "approvals.acknowledge": ("POST", at("/approvals/reports", anything="1")),
    "approvals.away": ("GET", at("/absences", anything="1")),
    "approvals.box": ("GET", at("/approvals", tab="done", page="1")),
    "approvals.cancel": ("POST", at("/absences/1/cancellation", anything="1")),
    "approvals.change_line": ("POST", of_program("/approvals/lines", **LINE)),
    "approvals.line": ("GET", of_program("/approvals/lines", anything="1")),
    "approvals.line_list": ("GET", at("/approvals/lines", anything="1")),
    "approvals.register": (
        "POST",
        at("/absences", first_day="2025-04-01", last_day="2025-04-02", reason="trip", deputy="1"),
    ),
    "documents.approve": ("POST", document("/approval", **STEP)),
    "documents.drop": ("POST", document("/dropping", **STEP)),
    "documents.listing": ("GET", on_list("", anything="1")),
    "documents.number": ("POST", document("/number", related_no="총무과-12345", version="1")),
    "documents.printout": ("GET", document("/print", anything="1")),
    "documents.publish": ("POST", document("/publication", **STEP)),
    "documents.recall": ("POST", document("/recall", **STEP)),
    "documents.remove": ("POST", on_list("/removal", **STEP)),
    "documents.revise": ("POST", of_another("/revision", version="1", reason="착오")),
    "documents.send_back": ("POST", document("/return", **STEP)),
    "documents.send_part": ("POST", on_list("/part", **SENT)),
    "documents.send_up": ("POST", on_list("", **SENT)),
    "documents.show": ("GET", document("", anything="1")),
    "documents.take_out": ("POST", document("/removal", **STEP)),
    "mailings.again": ("POST", at("/admin/mailings/draft", **MESSAGE)),
    "mailings.listing": ("GET", at("/admin/mailings", page="1")),
    "mailings.preview": ("POST", at("/admin/mailings/preview", **MESSAGE)),
    "mailings.send": ("POST", at("/admin/mailings", **MESSAGE)),
    "mailings.to_filtered": ("GET", at("/admin/mailings/form", state="all", q="홍")),
    "mailings.to_marked": ("POST", at("/admin/mailings/form", mark=[f"{'0' * 32}:1"], back="state=all")),
    "mailings.undo": ("POST", nobodys("/admin/mailings/{}/undo", anything="1")),
    "program_desk.add_condition": ("POST", of_round("/eligibility/conditions", **LEAF)),
    "program_desk.add_group": ("POST", of_round("/eligibility/groups", version="1", place="")),
    "program_desk.add_question": ("POST", of_round("/questions/form", **QUESTION)),
    "program_desk.blank_question": ("GET", of_round("/questions/form", kind="choice")),
    "program_desk.change_program": ("POST", of_program("/admin/programs", "/form", **PROGRAM)),
    "program_desk.change_question": ("POST", of_round("/questions/q_1", **QUESTION)),
    "program_desk.change_round": ("POST", of_round("", **SETTINGS)),
    "program_desk.conditions": ("GET", of_round("/eligibility", kind="unit", place="0")),
    "program_desk.listing": ("GET", at("/admin/programs", year="2025")),
    "program_desk.move_question": ("POST", of_round("/questions/q_1/place", version="1", way="up")),
    "program_desk.open_round": ("POST", of_program("/admin/programs", "/rounds", like="1")),
    "program_desk.program": ("GET", of_program("/admin/programs", "/form", anything="1")),
    "program_desk.publish": ("POST", of_round("/publication", version="1")),
    "program_desk.question": ("GET", of_round("/questions/q_1", anything="1")),
    "program_desk.questions": ("GET", of_round("/questions", anything="1")),
    "program_desk.remove_condition": ("POST", of_round("/eligibility/removal", version="1", place="0")),
    "program_desk.remove_question": ("POST", of_round("/questions/q_1/removal", version="1")),
    "program_desk.round_": ("GET", of_round("", anything="1")),
    "program_desk.turn_group": ("POST", of_round("/eligibility/mode", version="1", place="", mode="any")),
    "queue.drop_view": ("POST", nobodys("/admin/applications/views/{}/drop", back="state=all")),
    "queue.recheck": ("POST", of_another("/recheck", reason="확인함", act="keep", back="state=all", version="1")),
    "queue.save_view": ("POST", at("/admin/applications/views", name="보기", shared="y", back="state=all")),
    "queue.saved_view": ("GET", nobodys("/admin/applications/views/{}", anything="1")),
    "queue.take_back": ("POST", nobodys("/admin/applications/lists/{}/undo", back="state=all")),
    "round_desk.call_off": ("POST", of_round("/calling-off", version="1", reason="강사 사정")),
    "round_desk.delete": ("POST", of_round("/deletion", version="1")),
    "round_desk.move": (
        "POST",
        of_round("/moving", version="1", starts_on="2025-06-02", confirm_by="2025-05-20", reason="시설 사정"),
    ),
    "round_desk.moving": ("GET", of_round("/moving", anything="1")),
    "words.form": ("GET", of_program("/admin/words", "/approve", anything="1")),
    "words.keep": ("POST", of_program("/admin/words", "/approve", **WORDS)),
    "words.preview": ("POST", of_program("/admin/words", "/approve/preview", **WORDS)),
    "words.programs": ("GET", at("/admin/words", anything="1")),
    "words.reset": ("POST", of_program("/admin/words", "/approve/reset", version="0")),
    "words.steps": ("GET", of_program("/admin/words", anything="1")),
}
