"""Junk in every field of every address, as whoever may enter and as whoever may not: an answer, never a fault."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from portal.accounts import services
from portal.accounts.models import Purpose
from portal.applications.services import drafts
from portal.core import clock
from portal.core.db import db
from portal.core.front import HEADERS
from portal.notifications.models import Letter, LetterState, Notice
from portal.privacy import services as privacy
from portal.privacy.models import RequestKind
from tests.attack import (
    board_cases,
    desk_cases,
    practicum_cases,
    psych_cases,
    selection_cases,
    sheet_cases,
    watch_cases,
)
from tests.attack.junk import encoded, spoiled
from tests.attack.office import Office
from tests.databases import PASSWORD
from tests.factories.accounts import ADMIN
from tests.factories.applications import WORKSHOP_SENT, actor, employee, form_address, sending_address
from tests.factories.notifications import LetterFactory
from tests.factories.programs import open_round
from tests.house.access_matrix import MATRIX

pytestmark = pytest.mark.usefixtures("app", "clock")

COMMON = {"mobile": "010-1234-5678", "privacy": "y", "remove_file": ""}
WISHES = {
    **COMMON, "mentor_gender": "동성", "topics": ["급여"], "days": ["월요일"], "ways": ["대면"], "district": "",
    "note": "",
}  # fmt: skip
OFFER = {**COMMON, "topics": ["예산"], "mentee_max": "2", "reason": "받은 도움", "office_ok": "y"}
SLOTS = {"slot_1": "2025-03-14T10:00", "slot_2": "2025-03-14T11:00", "slot_3": ""}
REQUEST = {**COMMON, **SLOTS, "topics": ["전보"], "mode": "전화", "place": "", "body": "고민", "hide_from_office": "y"}
VISIT = {
    **COMMON, "headcount": "12", "grades": "", "date_1": "2025-03-20", "date_2": "2025-03-21", "date_3": "",
    "place": "회의실", "agenda": "인력",
}  # fmt: skip
CHANGE = {
    "current": "틀린 비밀번호",
    "password": "바람 부는 연 13",
    "password_again": "바람 부는 연 13",
    "next": "/people",
}
RIGHT = {
    "role": "officer", "unit": "총무과", "valid_from": "2025-03-12", "valid_to": "2025-12-31", "follows_post": "y",
    "reason": "담당 지정",
}  # fmt: skip
LOG_IN = {"login_id": "100200", "password": PASSWORD, "next": "/people"}
KEPT = {"kept.target.": "/notices", "kept.owner.": "x", "kept.files.": "1", "kept.body": "글"}
QUEUE = {
    "state": "todo", "program": "1", "round": "1", "office": "학교", "grade": "7급", "since": "2025-03-01", "q": "홍",
    "sort": "name", "page": "1",
}  # fmt: skip
TRAIL = {
    "who": "", "action": "", "first_day": "2025-03-01", "last_day": "2025-03-12", "text": "", "object_type": "",
    "object_ref": "", "before": "5",
}  # fmt: skip


ANSWER: dict[str, object] = {"outcome": "done", "words": "고쳤습니다.", "version": "1"}


def notice(office: Office) -> Notice:
    """Add a line behind the bell."""
    now = clock.now()
    line = Notice(person_id=office.account.person_id, title="알림", link="/people", created_at=now, due_at=now)
    db.session.add(line)
    db.session.commit()
    return line


def letter(office: Office) -> Letter:
    """Lay a letter aside."""
    return LetterFactory(person_id=office.account.person_id, state=LetterState.DEAD)


def asked(office: Office) -> str:
    """Ask about somebody's data, and return where it is answered."""
    request = privacy.ask(actor(employee()), kind=RequestKind.OTHER, about="휴대전화", text="글")
    return f"/admin/privacy-requests/{request.public_id}"


def drafted(office: Office) -> tuple[str, dict[str, object]]:
    """Keep a draft for a round of its own, and return what sending it takes."""
    typed = {name: [value] if isinstance(value, str) else value for name, value in WORKSHOP_SENT.items()}
    round_ = open_round()
    key = drafts.keep(actor(office.account), round_.id, typed=typed, checked=True).key
    return sending_address(round_), {"key": key}


def linked(_office: Office) -> tuple[str, dict[str, object]]:
    """Make a link that sets a password, and return what it takes."""
    link = services.make_link(ADMIN, employee().id, purpose=Purpose.PASSWORD)
    return f"/links/{link.token}", {"password": "또 다른 비밀번호 하나", "password_again": "또 다른 비밀번호 하나"}


def decided(office: Office) -> dict[str, object]:
    one = office.of_another()
    return {
        "mark": f"{one.public_id}:{one.version}", "action": "reject", "reasons": ["other"], "note": "사유",
        "confirmed": "1", "return_by": "2025-03-20", "back": "state=all&q=홍",
    }  # fmt: skip


Made = Callable[[Office], tuple[str, dict[str, object]]]


def at(path: str, **fields: object) -> Made:
    return lambda _office: (path, fields)


def of_account(ending: str, **fields: object) -> Made:
    return lambda _office: (f"/admin/accounts/{employee().id}/{ending}", fields)


def forms(round_: str, ending: str, fields: dict[str, object]) -> Made:
    return lambda office: (form_address(office.rounds[round_]) + ending, fields)


def own(ending: str, **fields: object) -> Made:
    return lambda office: (f"/applications/{office.own().public_id}{ending}", fields)


def desk(ending: str, **fields: object) -> Made:
    return lambda office: (f"/admin/applications/{office.of_another().public_id}/{ending}", fields)


# What is sent where: "endpoint" or "endpoint (which)", and a fresh address with good fields for each try.
CASES: dict[str, tuple[str, Made]] = {
    "accounts.account": ("GET", at("/account", anything="1")),
    "accounts.change_password": ("POST", at("/account/password", **CHANGE)),
    "accounts.confirm": ("POST", at("/account/confirmation", password=PASSWORD, next="/people", **KEPT)),
    "accounts.confirm_here": ("POST", at("/account/confirmation/dialog", password=PASSWORD)),
    "accounts.confirmation": ("GET", at("/account/confirmation", next="/people")),
    "accounts.extend": ("POST", at("/session/extension", anything="1")),
    "accounts.follow_link": ("POST", linked),
    "accounts.go_on_here": ("GET", at("/login/dialog", owner="1")),
    "accounts.office": ("GET", at("/login/office", next="/people")),
    "accounts.office_again": ("GET", at("/account/confirmation/office", next="/people")),
    "accounts.office_answer": ("GET", at("/login/office/answer", code="1", state="2", error="3", iss="4")),
    "accounts.link": ("GET", at(f"/links/{'0' * 32}", anything="1")),
    "accounts.password": ("GET", at("/account/password", next="/people")),
    "accounts.log_in": ("POST", at("/login", **LOG_IN, **KEPT)),
    "accounts.log_in_here": ("POST", at("/login/dialog", **LOG_IN, owner="x")),
    "accounts.log_in_page": ("GET", at("/login", next="/people")),
    "admin_accounts.account": ("GET", lambda office: (f"/admin/accounts/{office.account.id}", {"page": "1"})),
    "admin_accounts.blank": ("GET", at("/admin/accounts/blank", anything="1")),
    "admin_accounts.deactivate": ("POST", of_account("deactivation", reason="퇴직 처리")),
    "admin_accounts.decide": (
        "POST",
        at("/admin/accounts/requests/1/decision", answer="refuse", note="x", version="1"),
    ),
    "admin_accounts.grant": ("POST", of_account("rights", **RIGHT)),
    "admin_accounts.listing": ("GET", at("/admin/accounts", q="홍", which="rights", page="1")),
    "admin_accounts.new_account": ("POST", at("/admin/accounts", login_id="center", name="상담센터")),
    "admin_accounts.note_review": ("POST", at("/admin/accounts/review", note="이상 없음")),
    "admin_accounts.reactivate": ("POST", of_account("reactivation", reason="착오 정정")),
    "admin_accounts.requests": ("GET", at("/admin/accounts/requests", page="1")),
    "admin_accounts.review": ("GET", at("/admin/accounts/review", page="1")),
    "admin_accounts.revoke": ("POST", at("/admin/accounts/rights/1/revocation", reason="담당 변경")),
    "admin_accounts.withdraw": ("POST", at("/admin/accounts/requests/1/withdrawal", version="1")),
    "applications.calendar": ("GET", own("/calendar.ics", anything="1")),
    "applications.check": ("GET", forms("workshop", "/check", {"anything": "1"})),
    "applications.checked_form (workshop)": ("POST", forms("workshop", "", {**WORKSHOP_SENT, "remove_file": ""})),
    "applications.checked_form (mentor)": ("POST", forms("mentor", "", OFFER)),
    "applications.checked_form (person)": ("POST", forms("person", "", REQUEST)),
    "applications.checked_form (office)": ("POST", forms("office", "", VISIT)),
    "applications.correct": ("POST", own("/correction", **WORKSHOP_SENT, version="1", remove_file="")),
    "applications.correction": ("GET", own("/correction", anything="1")),
    "applications.draft": ("POST", forms("person", "/draft", REQUEST)),
    "applications.form": ("GET", forms("person", "", {"anything": "1"})),
    "applications.listing": ("GET", at("/applications", page="1")),
    "applications.previous_answers": ("POST", forms("workshop", "/previous-answers", {"anything": "1"})),
    "applications.receipt": ("GET", own("/receipt", anything="1")),
    "applications.sending": ("POST", drafted),
    "applications.show": ("GET", own("", anything="1")),
    "applications.withdraw": ("POST", own("/withdrawal", reason="사정")),
    "applications.withdrawal": ("GET", own("/withdrawal", anything="1")),
    "audit.printout": ("GET", at("/admin/audit/printout", **TRAIL)),
    "audit.reviews": ("GET", at("/admin/audit/reviews", month="2025-02")),
    "audit.sign": ("POST", at("/admin/audit/reviews", month="2025-02", remark="이상 없음")),
    "audit.trail": ("GET", at("/admin/audit", **TRAIL)),
    "directory.people": ("GET", at("/people", q="홍", unit="A", page="1")),
    "duties.functions": ("GET", at("/functions", q="전보", unit="A")),
    "home.index": ("GET", at("/", anything="1")),
    "mail.drop": ("POST", lambda office: (f"/admin/mail/{letter(office).id}/dropping", {"version": "1"})),
    "mail.letters": ("GET", at("/admin/mail", page="1")),
    "mail.send_again": ("POST", lambda office: (f"/admin/mail/{letter(office).id}/sending", {"version": "1"})),
    "notifications.choose_mail": ("POST", at("/notices/mail-choice", wanted="1")),
    "me.ask": ("POST", at("/me/requests", kind="correction", about="최초임용일", text="틀립니다")),
    "me.data": ("GET", at("/me", anything="1")),
    "requests.answer": ("POST", lambda office: (f"{asked(office)}/answer", ANSWER)),
    "requests.listing": ("GET", at("/admin/privacy-requests", page="1")),
    "requests.show": ("GET", lambda office: (asked(office), {"anything": "1"})),
    "notifications.bell": ("GET", at("/notices/bell", anything="1")),
    "notifications.notices": ("GET", at("/notices", page="1")),
    "notifications.open_notice": ("POST", lambda office: (f"/notices/{notice(office).id}/opening", {"anything": "1"})),
    "notifications.read_all": ("POST", at("/notices/reading", page="1")),
    "notifications.read_notice": ("POST", lambda office: (f"/notices/{notice(office).id}/reading", {"anything": "1"})),
    **board_cases.CASES,
    **desk_cases.CASES,
    **practicum_cases.CASES,
    **psych_cases.CASES,
    **selection_cases.CASES,
    **sheet_cases.CASES,
    **watch_cases.CASES,
    "programs.listing": ("GET", at("/programs", kind="workshop")),
    "programs.show": ("GET", lambda office: (f"/programs/{office.rounds['workshop'].program_id}", {"page": "1"})),
    "queue.application": ("GET", lambda office: (f"/admin/applications/{office.of_another().public_id}", QUEUE)),
    "queue.assignment": ("POST", desk("assignment", handler="0" * 32, version="1", back="state=all")),
    "queue.note": ("POST", desk("notes", note="메모", back="state=all")),
    "queue.decide_many": ("POST", lambda office: ("/admin/applications/decisions", decided(office))),
    "queue.queue": ("GET", at("/admin/applications", **QUEUE)),
    "queue.undo": ("POST", at(f"/admin/applications/decisions/{'0' * 32}/undo", back="state=all")),
    "workshops.colleagues": ("GET", at("/workshops/colleagues", roommate="홍")),
    "style.sent": ("POST", at("/style", name="홍", extension="1", reason="글", day="mon", time="any", consent="y")),
}
WITHOUT_FIELDS = sheet_cases.WITHOUT_FIELDS | board_cases.WITHOUT_FIELDS | watch_cases.WITHOUT_FIELDS | {
    "admin_accounts.approve_link", "admin_accounts.end_sessions", "admin_accounts.make_link", "admin_accounts.unlock",
    "admin_accounts.new_account_of_official", "admin_accounts.revoke_link",
    "practicum_desk.appointment_sample", "practicum_desk.candidate_sample",
    "partner.news", "partner.sample",
    "static", "accounts.end_other_sessions", "accounts.end_session", "accounts.log_out",
    "accounts.go_on_confirmed_here", "accounts.office_done", "accounts.office_exit",
    "applications.file", "directory.person", "health.healthz", "office.accessibility", "office.help_",
    "office.privacy_policy", "style.parts",
}  # fmt: skip


def test_every_endpoint_is_tried() -> None:
    assert {name.split()[0] for name in CASES} | WITHOUT_FIELDS == set(MATRIX)


def faults(
    client: FlaskClient, method: str, path: str, fields: dict[str, object], *, htmx: bool
) -> tuple[int, list[str]]:
    """Send it; return the status, and what is wrong with the answer."""
    body = encoded(fields)
    sent: dict[str, Any] = {"headers": {"HX-Request": "true", "HX-Target": "div#main"}} if htmx else {}
    if method == "GET":
        sent["query_string"] = body.decode()
    else:
        sent |= {"data": body, "content_type": "application/x-www-form-urlencoded"}
    try:
        answer = client.open(path, method=method, **sent)
    except Exception as error:
        return 0, [f"{type(error).__name__}: {error}"[:200]]
    found = [f"{answer.status_code}"] if answer.status_code >= 500 else []
    found += [f"without {name}" for name in HEADERS if name not in answer.headers]
    found += [word for word in ("Traceback", "sqlalchemy", "<script>alert", "<img src=x") if word in answer.text]
    if answer.headers.get("Location", "/").startswith(("//", "http", "/\\")):
        found.append(f"leads to {answer.headers['Location']}")
    return answer.status_code, found


def answers_to(
    client: FlaskClient, method: str, make: Callable[[], tuple[str, dict[str, object]]], turn: int
) -> dict[str, Any]:
    """Send junk in each field; return what is wrong with the answers."""
    wrong = {}
    path, fields = make()
    fresh, status = fields, 0
    for n, (what, sent) in enumerate(spoiled(fields, turn)):
        if method == "POST" and status < 400:  # the one before has used it up
            path, fresh = make()
        sent |= {name: value for name, value in fresh.items() if sent[name] == fields[name]}
        status, found = faults(client, method, path, sent, htmx=bool(n % 2))
        if found:
            wrong[what] = found
    return wrong


@pytest.mark.parametrize("case", CASES)
def test_junk_in_any_field_is_answered(as_, office, case) -> None:
    method, make = CASES[case]
    turn = list(CASES).index(case)
    assert answers_to(as_(office.account), method, lambda: make(office), turn) == {}


@pytest.mark.parametrize("case", practicum_cases.OF_CANDIDATE)
def test_junk_of_a_practicum_candidate_is_answered(as_, case) -> None:
    method, path, fields = practicum_cases.OF_CANDIDATE[case]
    client = as_(practicum_cases.only_candidate())
    assert client.get("/me").status_code == 200
    turn = list(practicum_cases.OF_CANDIDATE).index(case)
    assert answers_to(client, method, lambda: (path, fields), turn) == {}
