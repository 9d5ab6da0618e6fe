"""My applications: what I may know, and when."""

from datetime import datetime, timedelta

import pytest

from portal.applications.models import Status
from portal.applications.services.deciding import decide_many
from portal.applications.services.settling import settle_due
from portal.applications.services.withdrawing import withdraw
from portal.applications.workflow import Action
from portal.core.actors import Held, Role
from portal.core.db import db
from portal.core.korean import kdate
from tests.factories.applications import actor, applied, employee, form_address
from tests.factories.deciding import mark_of, order
from tests.factories.programs import open_round
from tests.factories.scene import actor_of

pytestmark = pytest.mark.usefixtures("app", "clock")


COUNSELING = {
    "topics": ["전보"], "body": "조용히 여쭙니다.", "mode": "전화", "place": "", "hide_from_office": True,
    "slot_1": datetime.fromisoformat("2025-03-14T10:00"), "slot_2": None, "slot_3": None,
}  # fmt: skip


def decided(round_, application, action):
    officer = actor_of(employee(), Held(Role.OFFICER, round_.program.owner_unit_id))
    outcome = decide_many(officer, [mark_of(application)], order(action))
    assert outcome.done, outcome.refused


def test_empty_list_shows_a_way_on(as_):
    page = as_(employee()).get("/applications").text
    assert "아직 신청하신 프로그램이 없습니다." in page and 'href="/programs"' in page


def test_a_decision_is_not_told_before_its_window_closes(as_, clock):
    round_, account = open_round(), employee()
    sent = applied(account, round_)
    decided(round_, sent, Action.REJECT)
    before = as_(account).get(f"/applications/{sent.public_id}").text
    assert "반려" not in before and "접수" in before
    clock.freeze(clock.now() + timedelta(minutes=6))
    assert "반려" in as_(account).get(f"/applications/{sent.public_id}").text  # even before the worker settles it
    settle_due()
    assert "반려" in as_(account).get("/applications").text


def test_the_place_among_those_who_wait_is_counted_anew(as_):
    round_ = open_round(capacity=1)
    first, second, third = employee(), employee(), employee()
    for account in (first, second):
        applied(account, round_)
    last = applied(third, round_)
    assert last.status == Status.WAITLISTED
    assert "예비 2번" in as_(third).get(f"/applications/{last.public_id}/receipt").text
    seated = as_(first)
    address = seated.get("/applications").text.split('href="/applications/')[1][:32]
    assert seated.post(f"/applications/{address}/withdrawal", data={}).status_code == 303
    assert "예비 1번" in as_(third).get("/applications").text
    assert "예비 1번" in as_(third).get("/programs").text


@pytest.mark.parametrize("page", ["", "/receipt", "/calendar.ics", "/withdrawal", "/correction"])
def test_anothers_application_does_not_exist(as_, page):
    sent = applied(employee(), open_round())
    assert as_(employee()).get(f"/applications/{sent.public_id}{page}").status_code == 404


def test_nobody_changes_anothers_application(as_):
    sent = applied(employee(), open_round())
    other = as_(employee())
    assert other.post(f"/applications/{sent.public_id}/withdrawal").status_code == 404
    assert other.post(f"/applications/{sent.public_id}/correction").status_code == 404


def test_calendar_entry_has_the_days_of_the_workshop(as_):
    round_, account = open_round(place="교육연수원"), employee()
    sent = applied(account, round_)
    entry = as_(account).get(f"/applications/{sent.public_id}/calendar.ics").text
    assert f"DTSTART;VALUE=DATE:{round_.starts_on:%Y%m%d}" in entry
    assert "저경력공무원 워크숍" in entry and "교육연수원" in entry


def test_receipt_number_tells_no_kind():
    sent = applied(employee(), open_round())
    year, letters = sent.receipt_no.split("-")
    assert (year, len(letters)) == ("2025", 8)


def test_statements_do_not_grow_with_the_list(as_, statements):
    account = employee()
    client = as_(account)
    counts = []
    for _ in range(2):
        applied(account, open_round(capacity=1))
        applied(account, open_round(capacity=0))
        statements.clear()
        assert client.get("/applications").status_code == 200
        counts.append(len(statements))
    assert counts == [8, 8], statements
    assert actor(account).person_id
    db.session.rollback()


def test_receipt_says_which_seat_or_place_in_line_who_decides_and_until_when(as_):
    round_ = open_round(capacity=2)
    first, second, third = (employee() for _ in range(3))
    gone = applied(first, round_)
    withdraw(actor(first), gone.public_id)
    applied(first, round_)
    seated, waiting = applied(second, round_), applied(third, round_)
    page = as_(second).get(f"/applications/{seated.public_id}/receipt").text
    team, until = "인재개발팀에서 확인한 뒤", kdate(round_.results_on)
    for words in ("2명 중 2번째 자리", seated.receipt_no, team, until, "data-print"):
        assert words in page
    page = as_(third).get(f"/applications/{waiting.public_id}/receipt").text
    assert "예비 1번" in page
    assert "번째 자리" not in page


def head_of(answer) -> str:
    """Return what stands above a page's content: title, breadcrumb, heading, lead."""
    title = answer.text.partition("<title>")[2].partition("</title>")[0]
    return title + answer.text.partition("<main")[2].partition('<div class="p-stack">')[0].partition("<section")[0]


def test_own_pages_of_counseling_name_neither_program_nor_round(as_):
    quiet = {"title": "인사상담 운영", "name": "하반기 상담"}
    round_, begun = (open_round(kind="hr_counseling", track="person", capacity=None, **quiet) for _ in range(2))
    person = employee()
    application = applied(person, round_, **COUNSELING)
    client = as_(person)
    client.post(f"{form_address(begun)}/draft", data={"body": "반만"})
    for path in ("/applications", "/notices"):
        page = client.get(path).text
        assert not any(words in page for words in quiet.values())
    assert "서비스 신청" in client.get("/applications").text
    own = f"/applications/{application.public_id}"
    for path in (own, f"{own}/receipt", f"{own}/withdrawal", f"{own}/correction", form_address(begun)):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "상담" not in head_of(answer), path
        assert not any(words in answer.text for words in quiet.values()), path


def test_the_catalog_does_not_show_that_somebody_asked_for_counseling(as_):
    round_ = open_round(kind="hr_counseling", track="person", capacity=None, title="인사상담 운영")
    person = employee()
    applied(person, round_, **COUNSELING)
    client = as_(person)
    assert "나의 신청" not in client.get("/programs").text.partition("<main")[2]
    assert "나의 신청 보기" in client.get(f"/programs/{round_.program_id}").text


def test_no_address_of_the_catalog_names_a_quiet_kind(as_):
    open_round(kind="hr_counseling", track="person", capacity=None, title="인사상담 운영")
    open_round(title="워크숍인 것")
    client = as_(employee())
    assert "counseling" not in client.get("/programs").text
    quiet = client.get("/programs?kind=service").text
    assert "인사상담 운영" in quiet and "워크숍인 것" not in quiet


def test_receipt_of_counseling_names_no_kind(as_):
    round_ = open_round(kind="hr_counseling", track="person", capacity=None, title="인사상담")
    person = employee()
    application = applied(person, round_, **COUNSELING)
    client = as_(person)
    for path in ("", "/receipt", "/withdrawal", "/correction"):
        answer = client.get(f"/applications/{application.public_id}{path}")
        title = answer.text.partition("<title>")[2].partition("</title>")[0]
        assert answer.status_code == 200
        assert "상담" not in title
    assert "상담" not in client.get(f"/applications/{application.public_id}/receipt").text.partition("<main")[2]
    calendar = client.get(f"/applications/{application.public_id}/calendar.ics")
    assert "portal.ics" in calendar.headers["Content-Disposition"]
    assert "상담" not in calendar.text
