"""Deciding and taking back from the queue's pages, with and without HTMX."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.applications import messages
from portal.applications.models import Application, Decision, Status, Step
from portal.core.actors import Role
from portal.core.db import db
from tests.factories.deciding import mark_of, office, seated
from tests.factories.scene import account

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


def test_only_rejecting_carries_reasons_and_the_longest_words_fit(place, officer):
    first, second = seated(place), seated(place, "이보완")
    everything = {"confirmed": "1", "reasons": list(messages.REASONS), "note": "가" * 500}
    assert post(officer, "return", first, **everything).status_code == 200
    assert post(officer, "reject", second, **everything).status_code == 200
    notes = db.session.scalars(select(Step.note).order_by(Step.id)).all()
    duplicate = messages.REASONS["duplicate"]
    assert duplicate not in notes[0] and duplicate in notes[1]
    assert max(map(len, notes)) < 600  # as many as a step and the trail keep
