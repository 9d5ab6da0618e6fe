"""What applicants read is true: who reads it, when an answer comes, what is collected and for how long."""

from datetime import timedelta

import pytest

from portal import worker
from portal.applications.models import Application, Draft
from portal.core import clock
from portal.core.db import db
from portal.core.korean import hyphenated_mobile, kdate
from portal.kinds.workshops.models import WorkshopDetails
from portal.kinds.workshops.services import forget_diets
from portal.programs.models import Round, SelectionMethod
from tests.factories.applications import WORKSHOP_SENT, applied, employee, form_address, sending_address
from tests.factories.programs import open_round

pytestmark = pytest.mark.usefixtures("clock")
COUNSELING = {"topics": ["전보"], "body": "상의합니다.", "mode": "전화", "place": "", "hide_from_office": True}


def counseling(**more):
    round_ = open_round(
        kind="hr_counseling", track="person", results_on=None, capacity=None, period_style="months",
        selection=SelectionMethod.REVIEW, **more,
    )  # fmt: skip
    slots = {"slot_1": clock.now() + timedelta(days=1), "slot_2": None, "slot_3": None}
    account = employee()
    return round_, account, applied(account, round_, **COUNSELING, **slots)


def test_counseling_names_the_day_of_its_answer_and_the_rule_of_taking_back_and_has_no_day_for_a_calendar(as_):
    round_, account, sent = counseling()
    client, day = as_(account), kdate(clock.add_working_days(clock.today(), 5))
    receipt = client.get(f"/applications/{sent.public_id}/receipt").text
    assert receipt.count(f"{day}까지") >= 2  # what happens next, and the line of steps
    assert "달력에 넣기" not in receipt
    assert client.get(f"/applications/{sent.public_id}/calendar.ics").status_code == 404
    leaving = client.get(f"/applications/{sent.public_id}/withdrawal").text
    assert f"{kdate(round_.ends_on)}까지 취소하실 수 있으며, 사유는 적지 않으셔도 됩니다." in leaving
    assert "보유 기간(5년)" in leaving
    page = as_(employee()).get(f"/programs/{round_.program_id}").text
    assert f"5근무일 안에 연락드립니다. 오늘 신청하시면 {day}까지입니다." in page
    assert "상담자를 정하여 연락드립니다." in page
    assert "심사하여 정합니다" not in page


def test_form_of_counseling_says_who_reads_and_bounds_the_wished_times(as_):
    round_, _account, _sent = counseling()
    form = as_(employee()).get(form_address(round_)).text
    assert "이 신청을 맡은 담당자와 인사팀장, 총무과장만 읽으며" in form
    assert f'min="{clock.today()}T09:00"' in form
    assert f'max="{clock.today() + timedelta(days=10)}T17:30"' in form
    assert 'step="1800"' in form


def test_who_will_only_wait_is_told_before_sending_and_the_calendar_is_tentative(as_):
    round_, account = open_round(capacity=1), employee()
    applied(employee(), round_)
    client, told = as_(account), "지금 신청하시면 예비 1번입니다."
    assert told in client.get(form_address(round_)).text
    check = client.post(form_address(round_), data=WORKSHOP_SENT, follow_redirects=True).text
    assert told in check
    assert "<dt>식이(채식·알레르기)</dt><dd>없음</dd>" in check
    sent = applied(account, round_)
    entry = client.get(f"/applications/{sent.public_id}/calendar.ics").text
    assert "SUMMARY:(예비) 저경력공무원 워크숍" in entry
    assert "STATUS:TENTATIVE" in entry


def test_health_is_told_only_with_a_consent_of_its_own_which_is_written_down(as_):
    round_, account = open_round(), employee()
    client, asked = as_(account), {**WORKSHOP_SENT, "diet": "땅콩 알레르기"}
    refused = client.post(form_address(round_), data={**asked, "mobile": ""})
    assert refused.status_code == 422
    assert "따로 동의하시거나, 이 칸을 비워" in refused.text
    summary = refused.text[refused.text.index('id="error-summary"') :]
    assert summary.index("#mobile") < summary.index("#diet")
    client.post(form_address(round_), data={**asked, "diet_consent": "y", "mobile": "０１０１２３４５６７８"})
    draft = db.session.scalars(db.select(Draft)).one()
    client.post(sending_address(round_), data={"key": draft.key})
    sent = db.session.scalars(db.select(Application)).one()
    assert sent.mobile == "010-1234-5678"
    assert "보유 기간: 행사가 끝날 때까지" in sent.consent_text
    assert "행사가 끝날 때까지" not in applied(employee(), round_).consent_text


def test_what_people_eat_is_forgotten_the_night_after_the_workshop(app, monkeypatch, clock):
    round_ = open_round()
    sent = applied(employee(), round_, diet="채식", diet_consent=True)
    waiting = Draft(
        person_id=employee().person_id, round_id=round_.id, key="a" * 32, saved_at=clock.now(),
        answers={"diet": ["채식"], "size": ["M(95)"]},
    )  # fmt: skip
    db.session.add(waiting)
    db.session.commit()
    ends, application_id, draft_id = db.session.get_one(Round, round_.id).ends_on, sent.id, waiting.id
    clock.freeze(clock.now() + (ends - clock.now().date()))
    assert forget_diets() == 0
    clock.freeze(clock.now() + timedelta(days=1))
    monkeypatch.setattr(worker, "the_app", lambda: app)
    worker.forget_diets.call_local()
    assert db.session.get_one(WorkshopDetails, application_id).diet == ""
    assert db.session.get_one(Draft, draft_id).answers == {"size": ["M(95)"]}


def test_first_page_leads_to_what_is_half_written(as_):
    round_, client = open_round(), as_(employee())
    client.post(form_address(round_) + "/draft", data={"emergency": "배우자"})
    page = client.get("/").text
    assert "작성 중인 신청서 1건" in page
    assert form_address(round_) in page


@pytest.mark.parametrize(
    "text",
    ["01012345678", "010 1234 5678", "０１０-１２３４-５６７８", "+82 10-1234-5678", "010.1234.5678", "1012345678"],
)
def test_mobile_numbers_get_their_hyphens(text):
    assert hyphenated_mobile(text) == "010-1234-5678"


@pytest.mark.parametrize("text", ["", "02-399-9231", "0101234567890", "없음"])
def test_what_is_no_mobile_number_stays_as_it_was_typed(text):
    assert hyphenated_mobile(text) == text
