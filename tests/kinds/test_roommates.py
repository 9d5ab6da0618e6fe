"""A roommate is found by name or initials while typing; without JavaScript the server finds out who is meant."""

from urllib.parse import quote

import pytest

from portal.core.actors import Role
from portal.core.db import db
from portal.kinds.workshops.models import WorkshopDetails
from tests.factories.accounts import LONG_AGO, AccountFactory, GrantFactory
from tests.factories.applications import WORKSHOP_SENT, applied, employee, form_address
from tests.factories.directory import UnitFactory, holder
from tests.factories.programs import open_round

pytestmark = pytest.mark.usefixtures("clock")


def offered(client, text):
    answer = client.get("/workshops/colleagues", query_string={"roommate": text})
    assert answer.status_code == 200
    assert answer.text.startswith('<div id="colleagues"')
    return answer.text


def test_colleagues_are_offered_by_name_with_their_office_and_nothing_else(as_):
    holder("나동행", UnitFactory(name="가온고등학교"), "9231", mobile="010-7777-8888")
    client = as_(employee())
    for text in ("나동", "나동행", "나동행 (어디)", "ㄴㄷㅎ", "나ㄷㅎ", "ㄴㄷㅎ (가온"):
        answer = offered(client, text)
        assert 'data-value="나동행 (가온고등학교)"' in answer
        assert "9231" not in answer
        assert "7777" not in answer


@pytest.mark.parametrize("text", ["", " ", "없는이름", "9231", "\x00", "\u202e", "<script>", "가" * 9000])
def test_odd_texts_offer_nobody(as_, text):
    holder("나동행", UnitFactory(name="가온고등학교"), "9231", mobile="010-7777-8888")
    written = quote(text)
    answer = as_(employee()).get(f"/workshops/colleagues?roommate={written}")
    assert answer.status_code == 200
    assert "<button" not in answer.text


def test_who_is_written_out_is_not_offered_again(as_):
    holder("나동행", UnitFactory(name="가온고등학교"), "9231")
    assert "<button" not in offered(as_(employee()), "나동행 (가온고등학교)")


def test_outsiders_get_no_names(as_):
    outsider = AccountFactory(person=None, name="후보자")
    GrantFactory(account_id=outsider.id, role=Role.CANDIDATE, valid_from=LONG_AGO)
    assert as_(outsider).get("/workshops/colleagues?roommate=나").status_code == 403


@pytest.fixture
def sent(as_):
    """Send the form with a roommate; returns the answer and, once it is complete, the check page."""
    round_, client = open_round(), as_(employee())

    def send(roommate):
        answer = client.post(form_address(round_), data={**WORKSHOP_SENT, "roommate": roommate})
        return answer.status_code, client.get(answer.location).text if answer.status_code == 303 else answer.text

    return send


def test_the_form_has_a_place_for_the_offers(as_):
    page = as_(employee()).get(form_address(open_round())).text
    assert 'aria-controls="colleagues"' in page
    assert '<div id="colleagues"' in page


@pytest.mark.parametrize("text", ["나동행", "나동", "ㄴㄷㅎ", "나동행 (가온고)", "나동행 (가온고등학교)"])
def test_the_one_who_is_meant_is_written_out(sent, text):
    holder("나동행", UnitFactory(name="가온고등학교"), "9231")
    status, check = sent(text)
    assert status == 303
    assert "나동행 (가온고등학교)" in check


def test_who_is_meant_is_asked_when_there_are_several(sent):
    for school in ("가온고등학교", "나래중학교"):
        holder("나동행", UnitFactory(name=school), "9231")
    holder("나동해", UnitFactory(name="다솜초등학교"), "9232")
    for text, count in (("나동행", 2), ("ㄴㄷㅎ", 3), ("나동", 3)):
        status, page = sent(text)
        assert status == 422
        assert "여러 분이 있습니다" in page
        assert f'value="{text}"' in page
        assert sum(school in page for school in ("가온고등학교", "나래중학교", "다솜초등학교")) == count
    assert sent("나동행 (나래)")[0] == 303


def test_of_many_only_the_first_are_named(sent):
    for n in range(7):
        holder("나동행", UnitFactory(name=f"제{n}고등학교"), f"930{n}")
    assert "외 2명" in sent("나동행")[1]


def test_an_exact_name_goes_before_longer_ones(sent):
    holder("나동", UnitFactory(name="가온고등학교"), "9231")
    holder("나동행", UnitFactory(name="나래중학교"), "9232")
    assert "나동 (가온고등학교)" in sent("나동")[1]


def test_a_name_nobody_has_stays_as_it_was_written_and_initials_do_not(sent):
    status, check = sent("없는이름")
    assert status == 303 and "없는이름" in check
    status, page = sent("ㅋㅋㅋ")
    assert status == 422 and "찾지 못했습니다" in page


def test_two_names_are_one_too_many(sent):
    status, page = sent("나동행, 김둘")
    assert status == 422
    assert "한 분만 적어 주시기 바랍니다." in page


def test_what_was_chosen_is_kept_as_it_was_written(app):
    application = applied(employee(), open_round(), roommate="나동행 (가온고등학교)")
    assert db.session.get(WorkshopDetails, application.id).roommate == "나동행 (가온고등학교)"
