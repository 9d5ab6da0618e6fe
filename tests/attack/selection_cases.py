"""The addresses around a round's selection and seats, each with something of the attacker's own team to do it to."""

from collections.abc import Callable
from typing import Any

from portal.core.db import new_public_id
from tests.factories.applications import WORKSHOP_SENT

Made = Callable[[Any], tuple[str, dict[str, object]]]
SENT: dict[str, object] = {**WORKSHOP_SENT, "key": "0" * 32}
RULES: dict[str, object] = {
    "waiting": "offer", "offer_days": "1", "reserve": "5", "moves_up_until": "2025-04-01", "confirm_by": "2025-04-01",
    "substitution": "none", "first_time": "10", "short_service": "5", "hard_school": "1", "arrival": "1",
    "version": "0",
}  # fmt: skip


def of_round(ending: str, **fields: object) -> Made:
    return lambda office: (f"/admin/rounds/{office.rounds['workshop'].id}{ending}", fields)


def of_person(ending: str, *, before: str = "", **fields: object) -> Made:
    def made(office: Any) -> tuple[str, dict[str, object]]:
        round_id, public_id = office.rounds["workshop"].id, office.of_another().public_id
        return f"/admin/rounds/{round_id}{before}/people/{public_id}{ending}", fields

    return made


def of_program(ending: str, **fields: object) -> Made:
    def made(office: Any) -> tuple[str, dict[str, object]]:
        round_ = office.rounds["workshop"]
        return f"/programs/{round_.program_id}/rounds/{round_.id}{ending}", fields

    return made


def own(ending: str, **fields: object) -> Made:
    return lambda office: (f"/applications/{office.own().public_id}{ending}", fields)


def nobodys(path: str, **fields: object) -> Made:
    return lambda _office: (path.format(new_public_id()), fields)


RUN = "/selection/runs/" + "0" * 32
CASES: dict[str, tuple[str, Made]] = {
    "applications.answer_offer": ("POST", own("/offer/taken", anything="1")),
    "applications.ask_substitute": ("POST", own("/substitute", colleague="홍길동")),
    "applications.behalf": ("GET", of_program("/on-behalf", who="홍길동")),
    "applications.confirm": ("POST", own("/confirmation", anything="1")),
    "applications.decline_substitution": ("POST", nobodys("/substitutions/{}/refusal", anything="1")),
    "applications.drawn": ("GET", of_program("/draw", anything="1")),
    "applications.drop_substitute": ("POST", own("/substitute/dropped", anything="1")),
    "applications.send_behalf": (
        "POST",
        lambda office: (of_program(f"/on-behalf/{office.account.person.public_id}")(office)[0], SENT),
    ),
    "applications.substitute": ("GET", own("/substitute", anything="1")),
    "applications.substitution": ("GET", nobodys("/substitutions/{}", anything="1")),
    "applications.take_over": ("POST", nobodys("/substitutions/{}", **SENT)),
    "selection_desk.accept": ("POST", of_round(f"{RUN}/acceptance", version="1")),
    "selection_desk.answer": ("POST", of_round(f"/substitutions/{'0' * 32}/agreement", anything="1")),
    "selection_desk.capacity": ("POST", of_round("/capacity", capacity="20", reason="강의실")),
    "selection_desk.change": ("POST", of_person("", before=RUN, action="waitlist", reason="사유")),
    "selection_desk.handle": ("POST", of_person("/place", version="1", place="1", reason="사유")),
    "selection_desk.hard_schools": ("POST", of_round("/hard-schools", schools="가온초등학교\n없음")),
    "selection_desk.person": ("GET", of_person("", anything="1")),
    "selection_desk.publish_draw": ("POST", of_round("/selection/draw", anything="1")),
    "selection_desk.result": ("GET", of_person("", before=RUN, anything="1")),
    "selection_desk.review": ("GET", of_round("/review", anything="1")),
    "selection_desk.rules": ("GET", of_round("/rules", anything="1")),
    "selection_desk.run": ("POST", of_round("/selection/runs", names="홍길동\n김철수")),
    "selection_desk.score": ("POST", of_person("", before="/review", points="80", remark="의견")),
    "selection_desk.selection": ("GET", of_round("/selection", show="waitlist")),
    "selection_desk.set_rules": ("POST", of_round("/rules", **RULES)),
    "selection_desk.waiting": ("GET", of_round("/waiting", anything="1")),
}
