"""The officers' queue as a page: who sees what, filters, decisions, undoing, with and without HTMX."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.accounts.models import Grant
from portal.applications import messages
from portal.applications.models import Application, Decision, Status
from portal.core.actors import Role
from portal.core.db import db
from tests.factories.deciding import another_round, mark_of, office, seated, unseated, waiting
from tests.factories.scene import account, unit

pytestmark = pytest.mark.usefixtures("clock")
QUEUE = "/admin/applications"
DECISIONS = "/admin/applications/decisions"


@pytest.fixture
def place(app, clock):
    return office()


@pytest.fixture
def officer(place, as_):
    return as_(place.officer)


def post(client, action, *applications, headers=None, **more):
    marks = [f"{mark.public_id}:{mark.version}" for mark in map(mark_of, applications)]
    return client.post(DECISIONS, data={"mark": marks, "action": action, **more}, headers=headers)


def status_of(application):
    return db.session.get_one(Application, application.id, populate_existing=True).status


def names_in(answer):
    return re.findall(r"<a data-open [^>]*>([^<]+)</a>", answer.text)


def test_queue_shows_what_is_to_be_handled_the_longest_waiting_first(place, officer, clock, htmx):
    now = clock.now()
    seated(place, "나중", waiting_since=now - timedelta(days=1))
    seated(place, "먼저", waiting_since=now - timedelta(days=9))
    seated(place, "끝남", status=Status.APPROVED)
    answer = officer.get(QUEUE, headers=htmx("applications-table"))
    assert names_in(answer) == ["먼저", "나중"]
    assert "지연 4일" in answer.text  # since Monday 3. 3.: seven working days, three are allowed
    assert ("<html" in answer.text) is not htmx.on


def test_tabs_count_by_state(place, officer):
    seated(place)
    for status in (Status.APPROVED, Status.ACTIVE, Status.REJECTED):
        seated(place, status=status)
    waiting(place)
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", officer.get(QUEUE).text))
    for words in ("처리할 것 1", "예비 1", "선정 2", "반려·미선정 1", "전체 5"):
        assert words in text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=김하나", ["김하나"]),
        ("q=2025-", ["김하나", "박둘"]),
        ("office=가온", ["김하나"]),
        ("grade=8급", ["박둘"]),
        ("since=2025-03-10", ["박둘"]),
        ("state=all&sort=name&q=", ["김하나", "박둘", "최끝"]),
        ("state=approved", ["최끝"]),
        ("q=%25", []),
        ("program=999999999", []),
        ("round=999999999999999999", ["김하나", "박둘"]),
        ("state=nonsense&sort=nonsense&page=-3&since=2025-02-30", ["김하나", "박둘"]),
        ("q=%EF%BF%BD&office=%E2%80%AE", ["김하나", "박둘"]),
        ("page=9999", ["김하나", "박둘"]),
    ],
)
def test_filters_stand_in_the_address(place, officer, clock, query, expected):
    now = clock.now()
    seated(place, "김하나", waiting_since=now - timedelta(days=9), snapshot_unit_name="가온고등학교")
    seated(place, "박둘", waiting_since=now - timedelta(days=1), snapshot_grade="8급")
    seated(place, "최끝", status=Status.APPROVED)
    answer = officer.get(f"{QUEUE}?{query}")
    assert answer.status_code == 200
    assert names_in(answer) == expected


def test_filters_by_program_and_round(place, officer):
    seated(place, "여기")
    other = another_round(place)
    seated(place, "저기", round=other)
    assert names_in(officer.get(f"{QUEUE}?program={other.program_id}")) == ["저기"]
    assert names_in(officer.get(f"{QUEUE}?round={place.round.id}")) == ["여기"]


def test_another_teams_applications_do_not_exist(place, as_):
    application = seated(place, "비밀이름")
    stranger = as_(account("남의팀", Role.OFFICER, team=unit("총무팀")))
    assert "비밀이름" not in stranger.get(f"{QUEUE}?state=all").text
    assert stranger.get(f"{QUEUE}/{application.public_id}").status_code == 404
    assert post(stranger, "approve", application).status_code == 404
    assert status_of(application) == Status.SUBMITTED


def test_the_head_sees_the_whole_division_and_nothing_beyond(place, as_):
    db.session.add(place.team)
    elsewhere = another_round(place, team=unit("다른 과"))
    seated(place, "우리팀")
    seated(place, "다른과", round=elsewhere)
    head = account("과장")
    since = place.round.reference_date.replace(year=2020)
    db.session.add(Grant(account_id=head.id, role=Role.HEAD, unit_id=place.team.parent_id, valid_from=since, reason=""))
    db.session.commit()
    assert names_in(as_(head).get(f"{QUEUE}?state=all")) == ["우리팀"]


def test_counselor_sees_only_sensitive_applications_in_their_hands(place, as_):
    counseling = another_round(place, kind="hr_counseling")
    counselor = account("상담자", Role.COUNSELOR)
    mine = seated(place, "나의상담", round=counseling, assignee_id=counselor.person_id)
    others = seated(place, "남의상담", round=counseling)
    workshop = seated(place, "워크숍", assignee_id=counselor.person_id)
    client = as_(counselor)
    assert names_in(client.get(f"{QUEUE}?state=all")) == ["나의상담"]
    assert client.get(f"{QUEUE}/{mine.public_id}").status_code == 200
    assert {client.get(f"{QUEUE}/{row.public_id}").status_code for row in (others, workshop)} == {404}
    assert post(client, "approve", mine).status_code == 403


def test_counseling_is_hidden_from_everybody_else(place, as_):
    counseling = another_round(place, kind="hr_counseling")
    row = seated(place, "조용한사람", round=counseling)
    for role in (Role.REPORTER, Role.AUDITOR, Role.ADMIN, Role.EMPLOYEE):
        answer = as_(account("누구", role)).get(f"{QUEUE}/{row.public_id}")
        assert answer.status_code == 403
        assert "조용한사람" not in answer.text
    stranger = as_(account("교육팀", Role.LEAD, team=unit("다른 팀")))
    assert stranger.get(f"{QUEUE}/{row.public_id}").status_code == 404


def test_application_opens_beside_the_list_or_as_its_own_page(place, officer, htmx):
    application = seated(place, "김하나", snapshot_unit_name="가온고등학교", eligibility_words="재직 3년")
    answer = officer.get(f"{QUEUE}/{application.public_id}?q=김", headers=htmx("application-panel"))
    for words in ("김하나", "가온고등학교", "재직 3년", application.receipt_no):
        assert words in answer.text
    assert ("<html" in answer.text) is not htmx.on
    assert f'value="{application.public_id}:{application.version}"' in answer.text


def test_deciding_answers_in_place_or_with_the_page(place, officer, htmx):
    application, other = seated(place, "김하나"), seated(place, "박둘")
    answer = post(officer, "approve", application, headers=htmx("queue-workspace"))
    assert answer.status_code == 200
    assert ("<html" in answer.text) is not htmx.on
    assert "1건을 승인했습니다." in answer.text
    assert "실행 취소" in answer.text
    assert "(5:00)" in answer.text
    assert names_in(answer) == ["박둘"]
    assert (status_of(application), status_of(other)) == (Status.APPROVED, Status.SUBMITTED)


def test_forty_at_once_name_the_row_that_failed(place, officer):
    rows = [seated(place, f"신청자{n}") for n in range(39)]
    own = seated(place, "담당본인", who=place.officer)
    answer = post(officer, "approve", *rows, own)
    assert answer.status_code == 200
    assert "39건을 승인했습니다." in answer.text
    assert "1건은 처리하지 못했습니다." in answer.text
    assert messages.OWN in answer.text


def test_a_stale_row_gets_409_and_the_fresh_row(place, officer, as_, htmx):
    application = seated(place, "김하나")
    stale = f"{application.public_id}:{application.version}"
    colleague = as_(account("동료", Role.OFFICER, team=place.team))
    post(colleague, "approve", application)
    answer = officer.post(
        DECISIONS, data={"mark": stale, "action": "start"}, headers=htmx("queue-workspace")
    )  # fmt: skip
    fresh = db.session.get_one(Application, application.id, populate_existing=True)
    assert answer.status_code == 409
    assert messages.STALE.partition(".")[0] in answer.text
    assert "선정" in answer.text
    assert fresh.version != int(stale.partition(":")[2])
    assert ("<html" in answer.text) is not htmx.on


@pytest.mark.parametrize("action", ["reject", "return"])
def test_the_reason_is_asked_before_it_is_decided(place, officer, htmx, action):
    application = seated(place, "김하나")
    answer = post(officer, action, application, headers=htmx("queue-workspace"))
    assert answer.status_code == 200
    assert 'name="confirmed"' in answer.text
    assert status_of(application) == Status.SUBMITTED
    assert answer.headers.get("HX-Retarget") == ("#application-panel" if htmx.on else None)


@pytest.mark.parametrize(
    ("action", "given", "words"),
    [
        ("reject", {}, "반려 사유를 하나 이상"),
        ("reject", {"reasons": "other"}, "‘그 밖의 사유’를 적어"),
        ("reject", {"reasons": "invented"}, "error-summary"),
        ("reject", {"reasons": "other", "note": "가" * 501}, "500자 이내"),
        ("reject", {"reasons": "other", "note": "\x00"}, "사용할 수 없는 글자"),
        ("return", {"note": ""}, "무엇을 보완해야"),
        ("return", {"note": "주소", "return_by": "2025-03-12"}, "오늘보다 뒤의 날짜"),
        ("return", {"note": "주소", "return_by": "어제"}, "error-summary"),
    ],
)
def test_a_bad_reason_is_asked_again_with_what_was_typed(place, officer, htmx, action, given, words):
    application = seated(place, "김하나")
    answer = post(officer, action, application, headers=htmx("queue-workspace"), confirmed="1", **given)
    assert answer.status_code == 422
    assert words in answer.text
    assert given.get("note", "").strip("\x00") in answer.text
    assert status_of(application) == Status.SUBMITTED


def test_rejecting_and_returning_with_their_reasons(place, officer, clock):
    first, second = seated(place, "가"), seated(place, "나")
    post(officer, "reject", first, confirmed="1", reasons=["not_eligible", "duplicate"])
    post(officer, "return", second, confirmed="1", note="연락처를 확인해 주시기 바랍니다.")
    assert (status_of(first), status_of(second)) == (Status.REJECTED, Status.RETURNED)
    row = db.session.get_one(Application, second.id)
    assert clock.working_days_between(clock.today(), row.return_by) == 5


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"action": "approve"},
        {"action": "approve", "mark": "x"},
        {"action": "approve", "mark": "\x00" * 32 + ":1"},
        {"action": "destroy", "mark": "0" * 32 + ":1"},
        {"action": "approve", "mark": [f"{n:032x}:1" for n in range(1001)]},
        {"action": "approve", "mark": "0" * 32 + ":999999999999"},
        {"action": "approve", "mark": "0" * 32 + ":1", "back": "\u202e"},
    ],
)
def test_senseless_decisions_are_refused_in_words(officer, data):
    answer = officer.post(DECISIONS, data=data)
    assert answer.status_code == 422
    assert "승인함" in answer.text


def test_unknown_applications_and_batches_are_missing(officer):
    assert officer.get(f"{QUEUE}/{'0' * 32}").status_code == 404
    assert officer.post(DECISIONS, data={"action": "approve", "mark": "0" * 32 + ":1"}).status_code == 404
    assert officer.post(f"{DECISIONS}/{'0' * 32}/undo").status_code == 404


def test_undo_stays_on_the_page_as_long_as_the_window(place, officer, clock, htmx):
    application = seated(place, "김하나")
    post(officer, "approve", application)
    batch = db.session.scalar(select(Decision.batch))
    clock.freeze(clock.now() + timedelta(minutes=1, seconds=1))
    assert "(3:59)" in officer.get(QUEUE).text
    answer = officer.post(f"{DECISIONS}/{batch}/undo", headers=htmx("queue-workspace"))
    assert answer.status_code == 200
    assert "1건의 처리를 취소했습니다." in answer.text
    assert names_in(answer) == ["김하나"]
    assert status_of(application) == Status.SUBMITTED


def test_undo_is_gone_and_refused_after_the_window(place, officer, clock):
    application = seated(place, "김하나")
    post(officer, "approve", application)
    batch = db.session.scalar(select(Decision.batch))
    clock.freeze(clock.now() + timedelta(minutes=5))
    assert "실행 취소" not in officer.get(QUEUE).text
    assert officer.post(f"{DECISIONS}/{batch}/undo").status_code == 409
    assert status_of(application) == Status.APPROVED


def test_the_filters_survive_a_decision(place, officer):
    seated(place, "김하나"), seated(place, "박둘")
    third = seated(place, "김셋")
    answer = post(officer, "approve", third, back="q=김&sort=name")
    assert names_in(answer) == ["김하나"]


def test_one_does_not_get_to_mark_or_decide_ones_own(place, officer):
    own = seated(place, "담당본인", who=place.officer)
    assert f"{own.public_id}:" not in officer.get(QUEUE).text
    page = officer.get(f"{QUEUE}/{own.public_id}").text
    assert messages.OWN in page
    assert "data-queue-action" not in page
    assert post(officer, "approve", own).status_code == 409


def test_long_lists_have_pages(place, officer):
    for n in range(51):
        unseated(place, f"신청자{n:02}")
    assert len(names_in(officer.get(QUEUE))) == 50
    assert names_in(officer.get(f"{QUEUE}?page=2")) == ["신청자50"]


def test_empty_queue_says_what_to_do_next(officer):
    assert "처리할 신청이 없습니다." in officer.get(QUEUE).text
    assert "조건에 맞는 신청이 없습니다." in officer.get(f"{QUEUE}?q=없는사람").text


def test_statements_do_not_grow_with_the_list(place, officer, statements):
    counts = []
    for size in (2, 30):
        for _ in range(size):
            seated(place)
        db.session.commit()
        statements.clear()
        officer.get(QUEUE)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 9, statements


def test_a_page_that_only_shows_does_not_let_a_candidate_in(place, as_):
    assert as_(account("직원")).get(QUEUE).status_code == 403
