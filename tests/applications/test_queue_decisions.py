"""Deciding and taking back from the queue's pages, with and without HTMX."""

import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
from sqlalchemy import select

from portal.accounts.models import WebSession
from portal.applications import messages
from portal.applications.models import Application, Decision, Status, Step
from portal.core.actors import Role
from portal.core.db import db
from tests.conftest import Htmx
from tests.factories.deciding import another_round, seated, unseated
from tests.factories.queue import DECISIONS, QUEUE, names_in, post, status_of
from tests.factories.scene import account

pytestmark = pytest.mark.usefixtures("clock")


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


def test_the_menu_counts_anew_with_each_swap_of_the_queue(place, officer):
    application, _other = seated(place, "김하나"), seated(place, "박둘")
    for answer in (
        post(officer, "approve", application, headers=Htmx(True)("queue-workspace")),
        officer.get(QUEUE, headers=Htmx(True)("applications-table")),
    ):
        for where in ("side", "all"):
            menu = answer.text.partition(f'<ul id="menu-words-{where}" hx-swap-oob="true">')[2].partition("</ul>")[0]
            assert re.findall(r'href="([^"]+)"[^>]*><span>[^<]+</span><span class="p-count">(\d+)', menu) == [
                ("/", "1"),
                (QUEUE, "1"),
            ]
    assert "hx-swap-oob" not in officer.get(QUEUE).text


@pytest.mark.parametrize("opened", ["", "this", "that", "0" * 31, "&<"])
def test_what_lies_open_stays_open(place, officer, opened):
    application, other = seated(place, "김하나"), seated(place, "박둘")
    known = {"this": application.public_id, "that": other.public_id}
    answer = post(
        officer, "approve", application, headers=Htmx(True)("queue-workspace"), open=known.get(opened, opened)
    )
    assert answer.status_code == 200
    assert re.findall(r'data-shows="(\w+)"', answer.text) == ([known[opened]] if opened in known else [])


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
    answer = officer.post(f"{DECISIONS}/{batch}/undo", headers=htmx("queue-workspace"), follow_redirects=True)
    assert answer.status_code == 200
    assert "1건의 처리를 취소했습니다." in answer.text
    assert names_in(answer) == ["김하나"]
    assert status_of(application) == Status.SUBMITTED


def test_undo_is_gone_and_refused_after_the_window(place, officer, clock):
    application = seated(place, "김하나")
    post(officer, "approve", application)
    batch = db.session.scalar(select(Decision.batch))
    clock.freeze(clock.now() + timedelta(minutes=5))
    assert 'class="p-undo"' not in officer.get(QUEUE).text
    assert officer.post(f"{DECISIONS}/{batch}/undo").status_code == 409
    assert status_of(application) == Status.APPROVED


def test_each_batch_names_whom_it_decided_on_the_newest_first_and_only_to_its_decider(place, officer, as_):
    rows = [seated(place, name) for name in ("김주은", "이수민", "박도윤")]
    alone = seated(place, "최서연")
    elsewhere = seated(place, "정하준", round=another_round(place))
    post(officer, "approve", *rows)
    post(officer, "approve", alone)
    page = post(officer, "approve", elsewhere, rows[0]).text
    title = place.program.title
    banners = re.findall(r'<form class="p-undo".*?</form>', page, re.S)
    heads = ["정하준 · 다른 프로그램", f"최서연 · {title}", f"김주은 외 2명 · {title}"]
    assert [re.search("<b>(.*?)</b>", banner)[1] for banner in banners] == heads
    listed = [re.findall(r"<li><a [^>]*>([^<]+)</a>", banner) for banner in banners]
    assert listed == [[], [], ["김주은", "이수민", "박도윤"]]
    assert f'href="{QUEUE}/{rows[1].public_id}"' in banners[2]
    colleague = as_(account("동료", Role.OFFICER, team=place.team)).get(QUEUE).text
    assert 'class="p-undo"' not in colleague and "이수민" not in colleague


def test_the_filters_survive_a_decision(place, officer):
    seated(place, "김하나"), seated(place, "박둘")
    third = seated(place, "김셋")
    answer = post(officer, "approve", third, back="q=김&sort=name")
    assert names_in(answer) == ["김하나"]


def test_without_scripts_an_order_leads_back_to_its_page_of_the_list(place, officer):
    for n in range(60):
        unseated(place, f"김{n:02}")
    last, own = unseated(place, "김끝"), unseated(place, "김본인", who=place.officer)
    sent = post(officer, "start", last, own, back="q=김&sort=name&page=2", follow=False)
    assert (sent.status_code, unquote(sent.location)) == (303, f"{QUEUE}?q=김&sort=name&page=2")
    listed = officer.get(sent.location).text
    for words in (
        "1건의 검토를 시작했습니다.",
        "1건은 처리하지 못했습니다.",
        f"<b>{place.officer.person.name}</b>: {messages.OWN}",
    ):
        assert words in listed
    assert 'value="김"' in listed and "2/2쪽" in listed
    again = officer.get(sent.location).text
    assert "검토를 시작했습니다" not in again and "처리하지 못했습니다" not in again
    assert len(db.session.scalars(select(Step).where(Step.action == "start")).all()) == 1


def test_what_the_session_keeps_of_an_order_names_nobody(place, officer):
    own, other = seated(place, "담당본인", who=place.officer), seated(place, "조용한사람")
    post(officer, "start", own, other, follow=False)
    kept = [str(row.data) for row in db.session.scalars(select(WebSession))]
    assert any(messages.OWN in data for data in kept)
    assert not any(name in data for data in kept for name in (place.officer.person.name, "조용한사람"))


def test_without_scripts_the_application_decided_alone_lies_open_beside_the_list(place, officer):
    application = seated(place, "김하나")
    sent = post(officer, "approve", application, follow=False)
    assert (sent.status_code, sent.location) == (303, f"{QUEUE}?open={application.public_id}")
    page = officer.get(sent.location).text
    assert "1건을 승인했습니다." in page and application.receipt_no in page
    assert officer.get(f"{QUEUE}?open=nonsense").status_code == 200
    assert officer.get(f"{QUEUE}?open={'0' * 32}").status_code == 404


def test_a_decision_stays_on_its_page_of_the_list(place, officer, htmx):
    for n in range(60):
        unseated(place, f"김{n:02}")
    last = unseated(place, "김끝")
    answer = post(officer, "start", last, back="page=2", headers=htmx("queue-workspace"))
    assert "2/2쪽" in answer.text


@pytest.mark.parametrize("path", ["assignment", "notes"])
def test_without_scripts_what_is_noted_on_an_application_is_noted_once(place, officer, path):
    application = seated(place)
    sent = {"version": application.version, "handler": place.officer.person.public_id, "note": "통화함", "back": "q=홍"}
    answer = officer.post(f"{QUEUE}/{application.public_id}/{path}", data=sent)
    assert (answer.status_code, unquote(answer.location)) == (303, f"{QUEUE}?q=홍&open={application.public_id}")
    officer.get(answer.location)
    officer.get(answer.location)
    assert len(db.session.scalars(select(Step)).all()) == 1


def test_only_rejecting_carries_reasons_and_the_longest_words_fit(place, officer):
    first, second = seated(place), seated(place, "이보완")
    everything = {"confirmed": "1", "reasons": list(messages.REASONS), "note": "가" * 500}
    assert post(officer, "return", first, **everything).status_code == 200
    assert post(officer, "reject", second, **everything).status_code == 200
    notes = db.session.scalars(select(Step.note).order_by(Step.id)).all()
    duplicate = messages.REASONS["duplicate"]
    assert duplicate not in notes[0] and duplicate in notes[1]
    assert max(map(len, notes)) < 600  # as many as a step and the trail keep
