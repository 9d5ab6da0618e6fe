"""The pages around a file: what will be in it, why, who is told, and the file itself."""

import re
from urllib.parse import quote

import pytest

from portal.core.actors import Role
from portal.core.db import db, new_public_id
from portal.exports.models import Export
from tests.factories.deciding import another_round, seated
from tests.factories.exports import cells, exporting_office
from tests.factories.scene import account

NEW = "/exports/new?list=queue&state=all"


@pytest.fixture
def place(app, clock):
    place = exporting_office()
    seated(place.scene, "김하나", snapshot_unit_name="가온고등학교")
    return place


@pytest.fixture
def officer(place, as_):
    return as_(place.officer)


def sent(client, **more):
    given = {
        "list": "queue", "query": "state=all", "key": new_public_id(), "purpose": "selection",
        "reason": "8월 워크숍 운영 준비", **more,
    }  # fmt: skip
    return client.post("/exports", data=given)


def exports():
    return db.session.query(Export).count()


def test_the_page_says_what_the_file_will_hold(place, officer):
    text = officer.get(f"{NEW}&office=가온&nonsense=1").text
    for words in ("신청 목록", "전체, 소속 ‘가온’", "1건", "성명 · 소속 · 휴대전화", "24시간", "감사 기록"):
        assert words in text
    assert 'value="state=all&amp;office=%EA%B0%80%EC%98%A8&amp;nonsense=1"' in text


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"reason": ""}, "사유를 적어"),
        ({"reason": "    "}, "사유를 적어"),
        ({"reason": "업무용"}, "5자 이상"),
        ({"reason": "가" * 301}, "300자"),
        ({"purpose": ""}, "목적을 골라"),
        ({"purpose": "nothing"}, "다시 확인"),
        ({"key": "x"}, "다시 확인"),
    ],
)
def test_without_a_reason_and_a_purpose_there_is_no_file(officer, more, words):
    answer = sent(officer, **more)
    assert answer.status_code == 422
    assert words in answer.text
    assert exports() == 0


def test_the_file_is_an_attachment_with_a_korean_name_that_nobody_keeps(officer):
    answer = sent(officer)
    assert answer.status_code == 303
    page = officer.get(answer.location)
    assert "내려받으실 수 있습니다" in page.text
    file = officer.post(f"{answer.location}/file")
    assert file.status_code == 200
    disposition = file.headers["Content-Disposition"]
    assert disposition.startswith("attachment;")
    assert f"filename*=UTF-8''{quote('신청_목록_선정_심사·결재_자료_20250312_1000.xlsx')}" in disposition
    assert file.headers["Cache-Control"] == "no-store"
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert "김하나" in str(cells(file.data))
    assert "1회" in officer.get(answer.location).text
    assert officer.get(f"{answer.location}/file").status_code == 405


def test_the_list_shows_ones_own_files_only(place, officer, as_):
    address = sent(officer, query="state=all&q=김하나").location
    assert "찾은 말 ‘김하나’" in officer.get("/exports").text
    colleague = as_(account("동료", Role.OFFICER, team=place.scene.team))
    assert "김하나" not in colleague.get("/exports").text
    assert colleague.get(address).status_code == 404
    assert colleague.post(f"{address}/file").status_code == 404


def test_a_list_of_another_role_has_no_page(officer):
    assert officer.get("/exports/new?list=trail").status_code == 403
    assert officer.get("/exports/new?list=nothing").status_code == 404
    assert officer.get("/exports/new").status_code == 404
    assert sent(officer, list="trail", purpose="audit").status_code == 403


def test_a_long_list_is_decided_on_its_page(place, officer, as_, monkeypatch):
    monkeypatch.setattr("portal.exports.policies.needs_approval", lambda purpose, count: purpose.key == "contact")
    assert "류경숙님께 알려 드립니다" in officer.get(NEW).text
    address = sent(officer, purpose="contact").location
    assert "류경숙님께 알려 드렸습니다" in officer.get(address).text
    assert officer.post(f"{address}/file").status_code == 409
    lead = as_(place.lead)
    assert "8월 워크숍 운영 준비" in lead.get("/exports").text
    page = lead.get(address).text
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    assert (
        lead.post(f"{address}/decision", data={"answer": "refuse", "note": "", "version": version}).status_code == 422
    )
    assert lead.post(f"{address}/decision", data={"answer": "", "version": version}).status_code == 422
    done = lead.post(f"{address}/decision", data={"answer": "approve", "note": "", "version": version})
    assert done.status_code == 303
    assert "김산원" not in lead.get("/exports").text
    assert lead.post(f"{address}/decision", data={"answer": "approve", "version": version}).status_code == 409
    assert lead.post(f"{address}/file").status_code == 404  # the approver is not given the file
    assert officer.post(f"{address}/file").status_code == 200


def test_pages_offer_the_file_to_those_who_may_take_it(place, as_, officer, htmx):
    queue = officer.get("/admin/applications?state=all&q=김", headers=htmx("applications-table")).text
    assert "/exports/new?list=queue&amp;state=all&amp;q=%EA%B9%80" in queue
    for address, region in (("/people?q=김", "people-table"), ("/functions?q=인사", "functions-table")):
        assert "엑셀로 내려받기" not in as_(account("직원")).get(address, headers=htmx(region)).text
    assert "/exports/new?list=people&amp;q=" in officer.get("/people?q=김", headers=htmx("people-table")).text
    auditor = as_(account("감사", Role.AUDITOR))
    trail = auditor.get("/admin/audit?who=김산원", headers=htmx("trail-table")).text
    assert "/exports/new?list=trail&amp;who=" in trail


def test_the_menu_shows_the_word_to_those_who_may_take_lists(officer, as_):
    assert 'href="/exports"' in officer.get("/").text
    assert 'href="/exports"' not in as_(account("직원")).get("/").text


def test_nothing_to_take_says_so(place, officer):
    assert "내려받을 내용이 없습니다" in officer.get("/exports/new?list=queue&q=없는사람").text
    answer = sent(officer, query="q=없는사람")
    assert answer.status_code == 409
    assert "내려받을 내용이 없습니다" in answer.text


def test_a_quiet_application_leaves_no_trace_on_the_page(place, officer):
    counseling = another_round(place.scene, kind="hr_counseling")
    seated(place.scene, "조용한사람", round=counseling)
    text = officer.get(NEW).text
    assert "1건" in text
    assert "조용한사람" not in text
