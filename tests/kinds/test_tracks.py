"""Each kind on its own terms: mentees are listed, institutions have a spokesperson, counseling is quiet."""

import re
from datetime import date

import pytest

from portal.core.actors import Role
from portal.core.db import db
from portal.directory.models import Category
from portal.kinds.mentoring.models import Mentee
from tests.factories.applications import employee, form_address, sending_address
from tests.factories.programs import open_round

pytestmark = pytest.mark.usefixtures("app", "clock")

COMMON = {"mobile": "010-1234-5678", "privacy": "y"}
WISHES = {
    **COMMON,
    "mentor_gender": "동성",
    "topics": ["급여", "지출"],
    "days": ["월요일"],
    "ways": ["대면"],
    "note": "잘 부탁드립니다.",
}
OFFER = {**COMMON, "topics": ["예산"], "mentee_max": "2", "reason": "받은 도움을 돌려주고 싶습니다.", "office_ok": "y"}
REQUEST = {**COMMON, "topics": ["전보"], "mode": "전화", "slot_1": "2025-03-14T10:00", "body": "고민이 있습니다."}
VISIT = {**COMMON, "headcount": "12", "date_1": "2025-03-20", "place": "회의실", "agenda": "인력\n예산"}


def mentoring(track):
    return open_round(kind="mentoring", track=track, title="신규공무원 멘토링", selection="review", capacity=None)


def counseling(track="person", **more):
    return open_round(kind="hr_counseling", track=track, title="인사상담", selection="review", capacity=None, **more)


def listed(account, round_):
    db.session.add(
        Mentee(program_id=round_.program_id, year=2025, person_id=account.person_id, listed_on=date(2025, 3, 1))
    )
    db.session.commit()


def sent(client, round_, answers):
    """Walk from the form to one's own application and return its page."""
    check = client.post(form_address(round_), data=answers)
    assert check.status_code == 303, re.findall(r"p-error[^>]*>(.*?)</p>", check.text)
    key = client.get(check.location).text.split('name="key" value="')[1][:32]
    receipt = client.post(sending_address(round_), data={"key": key}).location
    return client.get(receipt.removesuffix("/receipt")).text


def test_a_listed_mentee_states_wishes(as_):
    round_, account = mentoring("mentee"), employee()
    listed(account, round_)
    client = as_(account)
    assert "대상자입니다" in client.get(f"/programs/{round_.program_id}").text
    page = sent(client, round_, WISHES)
    assert "급여, 지출" in page and "월요일, 대면" in page and "잘 부탁드립니다." in page


def test_who_is_not_listed_reads_so(as_):
    round_, client = mentoring("mentee"), as_(employee())
    assert "대상자가 아닙니다" in client.get(f"/programs/{round_.program_id}").text
    answer = client.post(form_address(round_), data=WISHES)
    assert answer.status_code == 409 and "대상자가 아닙니다" in answer.text


def test_a_mentor_applies_and_a_mentee_does_not(as_):
    round_, mentee = mentoring("mentor"), employee()
    listed(mentee, round_)
    assert "2명" in sent(as_(employee()), round_, OFFER)
    assert "멘티로 등록되어" in as_(mentee).get(f"/programs/{round_.program_id}").text


@pytest.mark.parametrize("count", ["0", "4", "둘", "9" * 400, ""])
def test_number_of_mentees_is_one_to_three(as_, count):
    answer = as_(employee()).post(form_address(mentoring("mentor")), data={**OFFER, "mentee_max": count})
    assert answer.status_code == 422 and 'id="mentee_max-error"' in answer.text


def test_four_fields_of_help_are_one_too_many(as_):
    round_, account = mentoring("mentee"), employee()
    listed(account, round_)
    answer = as_(account).post(form_address(round_), data={**WISHES, "topics": ["급여", "지출", "예산", "계약"]})
    assert answer.status_code == 422 and "3개까지 고르실 수 있습니다." in answer.text


def test_counseling_is_asked_for_in_silence(as_):
    round_, client = counseling(), as_(employee())
    form = client.get(form_address(round_)).text
    assert "제67조의2" in form and "고충심사" in form
    assert "상담" not in re.search("<title>(.*?)</title>", form, re.DOTALL)[1]
    page = sent(client, round_, REQUEST)
    assert "고민이 있습니다." in page
    assert "상담" not in re.search("<title>(.*?)</title>", page, re.DOTALL)[1]
    address = re.search(r"/applications/[0-9a-f]{32}", page)[0]
    assert "상담" not in client.get(f"{address}/calendar.ics").text


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("slot_1", "", "날짜와 시각을"),
        ("slot_1", "2025-03-12T09:30", "지난 시각"),
        ("slot_1", "2025-03-15T10:00", "근무일이 아닙니다"),
        ("slot_1", "2025-03-14T18:00", "근무시간"),
        ("slot_1", "2025-03-24T10:00", "10일 이내"),
        ("slot_1", "어제쯤", "날짜와 시각을"),
        ("slot_2", "2025-03-14T10:00", "앞 순위와 같습니다"),
        ("mode", "방문 요청", "방문해 드릴 장소"),
        ("body", "가" * 1001, "1,000자 이내"),
    ],
)
def test_wishes_that_cannot_be_met_are_told_at_once(as_, field, value, said):
    answer = as_(employee()).post(form_address(counseling()), data={**REQUEST, field: value})
    assert answer.status_code == 422 and said in answer.text


def test_only_an_institutions_spokesperson_asks_for_a_visit(as_):
    round_ = counseling("office")
    assert "기관 담당자가" in as_(employee()).get(f"/programs/{round_.program_id}").text
    page = sent(as_(employee(Role.INSTITUTION)), round_, VISIT)
    assert "12명" in page and "인력<br>예산" in page


def test_educators_are_let_in_from_september_on(as_, clock):
    rule = {
        "any": [
            {"fact": "category", "in": ["general"], "until": "2025-08-31"},
            {"fact": "category", "in": ["general", "education", "special"], "from": "2025-09-01"},
        ]
    }
    round_ = counseling(eligibility=rule)
    round_.apply_to = clock.at(date(2025, 12, 31))
    account = employee(category=Category.EDUCATION)
    clock.freeze(clock.at(date(2025, 8, 31)))
    assert as_(account).get(form_address(round_)).status_code == 409
    clock.freeze(clock.at(date(2025, 9, 1)))
    assert as_(account).get(form_address(round_)).status_code == 200
