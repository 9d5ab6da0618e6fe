"""A candidate's own data: what the office holds, who read it, the consents, and what may be asked; nobody else's."""

import pytest
from sqlalchemy import select

from portal.accounts.models import Account, Grant
from portal.core import clock
from portal.core.actors import Role
from portal.core.db import db
from portal.kinds.practicum.orders import Appointment
from portal.kinds.practicum.services import appointing
from portal.privacy.models import PrivacyRequest
from tests.factories.exports import REASON, taken
from tests.factories.practicum import (
    accepted,
    candidate,
    practicum,
    proposed,
    school,
    speaker_for,
    wished,
    with_account,
)
from tests.factories.scene import account

ASKED = {"kind": "correction", "about": "휴대전화", "text": "번호가 바뀌었습니다."}
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def place(app):
    return practicum()


@pytest.fixture
def me(place):
    return candidate(mobile="010-9876-5432", district="은평구")


def test_it_shows_what_the_office_holds_of_a_candidate(me, place, as_):
    wished(place, me, circumstances="오후 재학")
    text = as_(with_account(me)).get("/me").text
    held = (
        me.name,
        me.exam_no,
        "1999. 3. 2.",
        "010-9876-5432",
        "은평구",
        "교육행정",
        "동작관악",
        "오후 재학",
        "보유 기간",
    )
    assert [one for one in held if one not in text] == []


def test_it_names_who_opened_the_record_and_why_not_oneself(me, place, as_):
    own, asked = as_(with_account(me)), school()
    placement = proposed(place, asked, me)
    assert "열어 본 적이 없습니다" in own.get("/me").text
    own.get("/practicum")
    as_(place.officer).get(f"/admin/practicum/placements/{placement.public_id}")
    text = own.get("/me").text
    assert "문실습" in text and "업무 처리" in text
    assert "열어 본 적이 없습니다" not in text
    assert asked.full_name not in text, "which hosts are asked is not told before they say yes"


def test_a_school_that_opened_the_record_is_named(me, place, as_):
    asked = school()
    speaker = speaker_for(asked, "오행정")
    accepted(place, asked, me)
    as_(speaker).get("/host")
    assert "오행정" in as_(with_account(me)).get("/me").text


def test_a_file_with_the_candidate_in_it_is_told_with_its_reason(me, place, as_):
    wished(place, me)
    own = as_(with_account(me))
    taken(place.officer, "candidates", "statistics")
    assert "내 정보가 든 파일" not in own.get("/me").text
    taken(place.officer, "candidates", "contact", f"q={me.exam_no}")
    text = own.get("/me").text
    assert "내 정보가 든 파일" in text and REASON in text and "임용후보자 명부 · 후보자 안내·연락" in text
    assert "내 정보가 든 파일" not in as_(with_account(candidate())).get("/me").text


def test_consent_is_taken_back_by_stepping_back_and_then_there_is_nothing_to_take_back(me, place, as_):
    wished(place, me)
    own = as_(with_account(me))
    assert 'href="/practicum/withdrawal"' in own.get("/me").text
    assert own.post("/practicum/withdrawal", data={"reason": "동의를 거둡니다."}).status_code == 303
    text = own.get("/me").text
    assert 'href="/practicum/withdrawal"' not in text and "철회" in text


def test_a_candidate_asks_and_the_privacy_officer_answers(me, as_):
    own, privacy = as_(with_account(me)), account("나보호", Role.PRIVACY)
    assert own.post("/me/requests", data=ASKED).status_code == 303
    request = db.session.scalars(select(PrivacyRequest)).one()
    desk = as_(privacy)
    assert me.name in desk.get("/admin/privacy-requests").text
    address = f"/admin/privacy-requests/{request.public_id}"
    assert "번호가 바뀌었습니다." in desk.get(address).text
    sent = {"outcome": "done", "words": "고쳤습니다.", "version": str(request.version)}
    assert desk.post(f"{address}/answer", data=sent).status_code == 303
    assert "고쳤습니다." in own.get("/me").text


def test_what_was_typed_wrong_is_said_on_the_candidates_own_page(me, as_):
    answer = as_(with_account(me)).post("/me/requests", data={**ASKED, "text": "990302-1234567"})
    assert answer.status_code == 422
    assert "주민등록번호로 보이는" in answer.text and me.name in answer.text and "990302" not in answer.text


def test_nobody_sees_the_data_of_another_candidate(me, place, as_):
    other = candidate(mobile="010-5555-1111")
    with_account(me)
    text = as_(with_account(other)).get("/me").text
    assert "010-5555-1111" in text and me.mobile not in text and me.name not in text


def test_an_official_still_sees_the_time_as_a_candidate_the_reads_and_the_requests(me, place, as_):
    own = with_account(me)
    placement = wished(place, me)
    as_(place.officer).get(f"/admin/practicum/placements/{placement.public_id}")
    as_(own).post("/me/requests", data=ASKED)
    unit = school("새임지고등학교")
    order = Appointment("200099001", unit.id, clock.today())
    appointing.appoint(place.desk, me.public_id, appointment=order)
    db.session.expire_all()
    text = as_(db.session.get_one(Account, own.id)).get("/me").text
    for held in ("200099001", "임용 전 실무수습", "동작관악", "문실습", "휴대전화"):
        assert held in text
    assert db.session.scalar(select(Grant.id).where(Grant.account_id == own.id, Grant.ended_at.is_not(None)))


def test_the_way_there_stands_on_the_candidates_pages(me, as_):
    own = as_(with_account(me))
    assert 'href="/me"' in own.get("/practicum").text
    assert 'href="/me"' in own.get("/account").text


def test_the_statements_do_not_grow_with_the_wishes(me, place, as_, statements):
    own, counts = as_(with_account(me)), []
    for _ in range(2):
        wished(place, me)
        own.get("/me")
        statements.clear()
        assert own.get("/me").status_code == 200
        counts.append(len(statements))
        own.post("/practicum/withdrawal", data={"reason": "사정"})
    assert counts[0] == counts[1] <= 14
