"""Requests about one's own data: asked on one's own page, answered once by the privacy officer."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.audit.models import AuditEntry
from portal.core import clock as portal_clock
from portal.core.actors import Role
from portal.core.db import db
from portal.core.errors import Refusal
from portal.notifications.models import Notice
from portal.privacy import services
from portal.privacy.models import PrivacyRequest, RequestKind
from portal.privacy.policies import MOST_OPEN
from tests.factories.scene import account, actor_of

ASKED = {"kind": "correction", "about": "최초임용일", "text": "2019년이 아니라 2020년입니다."}


@pytest.fixture
def asker(app, clock):
    return account("홍길동")


@pytest.fixture
def privacy(asker):
    return account("나보호", Role.PRIVACY)


def asked(asker, text="틀립니다.") -> PrivacyRequest:
    return services.ask(actor_of(asker), kind=RequestKind.CORRECTION, about="최초임용일", text=text)


def notices(who) -> list[str]:
    return list(db.session.scalars(select(Notice.title).where(Notice.person_id == who.person_id)))


def test_a_request_reaches_the_privacy_officer_and_is_due_in_ten_days(asker, privacy, as_):
    assert as_(asker).post("/me/requests", data=ASKED).location == "/me#requests"
    request = db.session.scalars(select(PrivacyRequest)).one()
    assert request.due_on == portal_clock.today() + timedelta(days=10)
    assert notices(privacy) == ["개인정보 요청이 들어왔습니다."]
    assert "최초임용일" in as_(privacy).get("/admin/privacy-requests").text


def test_the_answer_is_told_and_stands_on_ones_own_page(asker, privacy, as_):
    request = asked(asker)
    sent = {"outcome": "done", "words": "고쳤습니다.", "version": str(request.version)}
    client = as_(privacy)
    assert client.post(f"/admin/privacy-requests/{request.public_id}/answer", data=sent).status_code == 303
    assert notices(asker) == ["개인정보 요청에 답변이 있습니다."]
    assert "고쳤습니다." in as_(asker).get("/me").text
    again = client.post(f"/admin/privacy-requests/{request.public_id}/answer", data=sent)
    assert again.status_code == 409
    assert "다른 담당자가 먼저 답변하였습니다." in again.text


def test_nobody_answers_a_request_of_ones_own(privacy, as_):
    request = asked(privacy)
    sent = {"outcome": "done", "words": "고쳤습니다.", "version": str(request.version)}
    client = as_(privacy)
    assert client.post(f"/admin/privacy-requests/{request.public_id}/answer", data=sent).status_code == 403
    assert "다른 담당자가 답변합니다." in client.get(f"/admin/privacy-requests/{request.public_id}").text


def test_the_trail_says_that_it_was_asked_and_answered_but_not_what(asker, privacy, as_):
    request = asked(asker)
    sent = {"outcome": "refused", "words": "근거가 없습니다.", "version": str(request.version)}
    as_(privacy).post(f"/admin/privacy-requests/{request.public_id}/answer", data=sent)
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.object_type == "request")).all()
    assert [entry.action for entry in entries] == ["request.ask", "request.answer"]
    assert not any("틀립니다" in str(vars(entry)) or "근거" in str(vars(entry)) for entry in entries)


def test_five_wait_at_most_and_nothing_typed_is_lost(asker, as_):
    for number in range(MOST_OPEN):
        asked(asker, f"틀립니다. {number}")
    with pytest.raises(Refusal, match="이미 5건"):
        asked(asker)
    answer = as_(asker).post("/me/requests", data=ASKED)
    assert answer.status_code == 409
    assert "2019년이 아니라 2020년입니다." in answer.text


@pytest.mark.parametrize("missing", ["kind", "about", "text"])
def test_what_is_missing_is_said_beside_its_field(asker, as_, missing):
    answer = as_(asker).post("/me/requests", data={**ASKED, missing: ""})
    assert answer.status_code == 422
    assert f'id="{missing}' in answer.text and "오류" in answer.text


def test_another_address_finds_none(privacy, as_):
    assert as_(privacy).get(f"/admin/privacy-requests/{'0' * 32}").status_code == 404


def test_same_words_sent_twice_are_one_request_until_it_is_answered(asker, privacy, as_):
    client = as_(asker)
    for _ in range(2):
        assert client.post("/me/requests", data=ASKED).status_code == 303
    assert len(notices(privacy)) == 1
    assert client.post("/me/requests", data={**ASKED, "text": "다른 내용"}).status_code == 303
    assert db.session.query(PrivacyRequest).count() == 2


def test_what_waits_for_the_privacy_officer_stands_on_the_first_page_and_in_the_menu(asker, privacy, as_):
    asked(asker)
    asked(privacy)
    home = as_(privacy).get("/").text
    assert "할 일 1건" in home and 'href="/admin/privacy-requests">개인정보 요청</a></h2>' in home
    assert "개인정보 요청</a></h2>" not in as_(asker).get("/").text


def test_a_resident_number_in_a_request_is_refused_beside_the_field(asker, privacy, as_):
    answer = as_(asker).post("/me/requests", data={**ASKED, "text": "제 번호는 990302-1234567입니다."})
    assert answer.status_code == 422
    assert "주민등록번호로 보이는" in answer.text and "990302" not in answer.text
    assert "제 번호는 ●" in answer.text
    assert db.session.scalar(select(PrivacyRequest.id)) is None
