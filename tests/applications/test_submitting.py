"""From the form to the receipt."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from portal.accounts.models import Account
from portal.applications.models import Application, Draft, Step
from portal.core.db import db
from tests.factories.applications import WORKSHOP_SENT, applied, employee, form_address, sending_address
from tests.factories.programs import open_round

pytestmark = pytest.mark.usefixtures("app", "clock")


def key_in(answer):
    return re.search(r'name="key" value="([0-9a-f]{32})"', answer.text)[1]


def checked(client, round_, **more):
    """Fill the form and return the key on the check page."""
    answer = client.post(form_address(round_), data={**WORKSHOP_SENT, **more})
    assert answer.status_code == 303, answer.text
    return key_in(client.get(answer.location))


def test_the_way_from_the_program_to_my_applications(as_):
    round_, client = open_round(), as_(employee(name="김사원"))
    assert "저경력공무원 워크숍" in client.get("/programs").text
    assert form_address(round_) in client.get(f"/programs/{round_.program_id}").text
    assert "김사원" in client.get(form_address(round_)).text
    key = checked(client, round_)
    receipt = client.post(sending_address(round_), data={"key": key})
    assert receipt.status_code == 303
    page = client.get(receipt.location).text
    application = db.session.scalars(select(Application)).one()
    assert application.receipt_no in page
    assert (application.status, application.place, application.holds_seat) == ("submitted", 1, True)
    listing = client.get("/applications").text
    assert application.receipt_no in listing and "접수" in listing
    assert db.session.scalar(select(func.count()).select_from(Draft)) == 0
    assert [step.action for step in db.session.scalars(select(Step))] == ["submit"]


def test_a_double_click_ends_on_the_first_receipt(as_):
    round_, client = open_round(), as_(employee())
    key = checked(client, round_)
    first = client.post(sending_address(round_), data={"key": key})
    second = client.post(sending_address(round_), data={"key": key})
    assert (second.status_code, second.location) == (303, first.location)
    db.session.refresh(round_)
    assert (round_.joined, round_.seats_taken) == (1, 1)


def test_a_second_tab_ends_on_the_first_receipt(as_):
    round_, client = open_round(), as_(employee())
    key = checked(client, round_)
    first = client.post(sending_address(round_), data={"key": key})
    again = client.post(form_address(round_), data={**WORKSHOP_SENT, "expect": "다른 탭"})
    assert (again.status_code, again.location) == (303, first.location)
    assert client.get(form_address(round_)).location == first.location
    assert client.post(sending_address(round_), data={"key": "f" * 32}).location == first.location


def test_what_is_missing_is_named_and_nothing_typed_is_lost(as_):
    round_, client = open_round(), as_(employee())
    answer = client.post(form_address(round_), data={**WORKSHOP_SENT, "boarding": "", "expect": "소중한 글"})
    assert answer.status_code == 422
    assert 'href="#boarding"' in answer.text and "소중한 글" in answer.text
    assert "소중한 글" in client.get(form_address(round_)).text
    assert client.get(form_address(round_) + "/check").status_code == 303


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("expect", "가" * 301, "300자 이내로"),
        ("emergency", "배우자\x00 010", "사용할 수 없는 글자"),
        ("emergency", "배우자 \u202e010", "사용할 수 없는 글자"),
        ("mobile", "1234", "010-0000-0000처럼"),
        ("boarding", "달", "가운데에서 골라"),
        ("nights", "9일차", "가운데에서 골라"),
        ("privacy", "", "동의하셔야"),
    ],
)
def test_bad_input_is_answered_beside_its_field(as_, field, typed, said):
    round_, client = open_round(), as_(employee())
    answer = client.post(form_address(round_), data={**WORKSHOP_SENT, field: typed})
    assert answer.status_code == 422
    assert re.search(said, answer.text)
    assert f'id="{field}-error"' in answer.text


def test_just_long_enough_is_taken(as_):
    round_, client = open_round(), as_(employee())
    assert client.post(form_address(round_), data={**WORKSHOP_SENT, "expect": "가" * 300}).status_code == 303


def test_markup_is_shown_as_text(as_):
    round_, client = open_round(), as_(employee())
    answer = client.post(form_address(round_), data={**WORKSHOP_SENT, "expect": "<script>1</script>😀"})
    page = client.get(answer.location).text
    assert "&lt;script&gt;1&lt;/script&gt;😀" in page and "<script>1" not in page


def test_the_deadline_may_pass_between_form_and_sending(as_, clock):
    round_, client = open_round(), as_(employee())
    key = checked(client, round_, expect="늦었지만 남는 글")
    clock.freeze(round_.apply_to + timedelta(seconds=1))
    client = as_(db.session.scalars(select(Account)).first())
    answer = client.post(sending_address(round_), data={"key": key})
    assert answer.status_code == 409
    assert "접수 기간이 끝났습니다" in answer.text and "늦었지만 남는 글" in answer.text
    assert db.session.scalar(select(func.count()).select_from(Application)) == 0


def test_who_is_not_eligible_reads_why(as_):
    round_ = open_round(eligibility={"service_under_years": 4}, reference_date=date(2025, 5, 19))
    client = as_(employee(hired_on=date(2019, 3, 1)))
    reason = "최초임용일이 2021. 5. 20. 이후인 분이 신청할 수 있습니다. 회원님의 최초임용일은 2019. 3. 1.입니다."
    assert reason in client.get("/programs").text
    assert reason in client.get(f"/programs/{round_.program_id}").text
    answer = client.post(form_address(round_), data=WORKSHOP_SENT)
    assert answer.status_code == 409 and reason in answer.text


def test_nobody_sends_anothers_draft(as_):
    round_ = open_round()
    key = checked(as_(employee()), round_)
    answer = as_(employee()).post(sending_address(round_), data={"key": key})
    assert (answer.status_code, answer.location) == (303, form_address(round_))
    assert db.session.scalar(select(func.count()).select_from(Application)) == 0


def test_a_round_of_another_program_is_not_found(as_):
    round_, other, client = open_round(), open_round(), as_(employee())
    assert client.get(f"/programs/{other.program_id}/rounds/{round_.id}/application").status_code == 404
    assert client.get(f"/programs/{2**31}").status_code == 404


def test_eligibility_is_kept_as_it_was(as_):
    round_ = open_round(eligibility={"service_under_years": 40})
    account = employee(hired_on=date(2015, 7, 1))
    sent = applied(account, round_)
    assert sent.eligibility_words.startswith("최초임용일 2015. 7. 1.")
    assert (sent.snapshot_grade, sent.snapshot_hired_on) == ("교육행정 7급", date(2015, 7, 1))


def test_a_workshop_of_one_day_asks_about_no_nights(as_):
    round_, client = open_round(), as_(employee())
    round_.ends_on = round_.starts_on
    db.session.commit()
    assert 'name="nights"' not in client.get(form_address(round_)).text
    without = {name: value for name, value in WORKSHOP_SENT.items() if name not in ("nights", "roommate")}
    assert client.post(form_address(round_), data=without).status_code == 303


def test_last_answers_are_taken_over_but_not_the_consent(as_):
    account = employee()
    applied(account, open_round(), diet="채식")
    round_, client = open_round(), as_(account)
    assert "지난 신청서 불러오기" in client.get(form_address(round_)).text
    client.post(form_address(round_) + "/previous-answers")
    form = client.get(form_address(round_)).text
    assert 'value="채식"' in form
    assert not re.search(r'name="privacy"[^>]*checked|checked[^>]*name="privacy"', form)


def test_statements_of_the_program_page_and_of_sending_are_few(as_, statements):
    round_, client = open_round(), as_(employee())
    program_page, sending = f"/programs/{round_.program_id}", sending_address(round_)
    client.get(program_page)
    statements.clear()
    client.get(program_page)
    assert len(statements) == 8, statements
    key = checked(client, round_)
    statements.clear()
    client.post(sending, data={"key": key})
    assert len(statements) == 23, statements
