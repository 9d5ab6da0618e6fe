"""My data: mine alone, with everybody who read it."""

import pytest

from portal.accounts.models import Account
from portal.core.actors import Role
from portal.core.db import db
from portal.directory.models import Person
from portal.exports.lists import Subject, list_by_key
from tests.factories.accounts import GrantFactory, give_post
from tests.factories.applications import applied, employee
from tests.factories.deciding import seated
from tests.factories.exports import REASON, actor, exporting_office, taken
from tests.factories.programs import open_round
from tests.factories.scene import account


@pytest.fixture
def me(app, clock):
    return employee()


def test_it_shows_what_the_office_holds(me, as_):
    person = db.session.get_one(Person, me.person_id)
    person.mobile, person.email = "010-1234-5678", "s100@sen.example"
    text = as_(me).get("/me").text
    for held in (person.name, person.personal_no, "010-1234-5678", "s100@sen.example"):
        assert held in text


def test_it_names_who_opened_my_application_and_not_myself(me, as_):
    sent = applied(me, open_round(capacity=None))
    assert "열어 본 적이 없습니다" in as_(me).get("/me").text
    as_(account("김산원", Role.OFFICER)).get(f"/admin/applications/{sent.public_id}")
    as_(me).get(f"/applications/{sent.public_id}")
    text = as_(me).get("/me").text
    assert "김산원" in text
    assert "열어 본 적이 없습니다" not in text


def test_it_names_the_files_in_which_i_stand_with_their_reason(app, clock, as_):
    place = exporting_office()
    sent = seated(place.scene, "김신청")
    me = db.session.query(Account).filter_by(person_id=sent.person_id).one()
    taken(place.officer, "queue", "statistics")
    assert "내 정보가 든 파일" not in as_(me).get("/me").text
    taken(place.officer, "queue", "contact")
    text = as_(me).get("/me").text
    assert "내 정보가 든 파일" in text and REASON in text and "신청 목록 · 대상자 안내·연락" in text
    assert "내 정보가 든 파일" not in as_(place.officer).get("/me").text


def test_a_file_with_my_mobile_number_is_told_and_one_with_my_extension_is_not(app, clock):
    place = exporting_office()
    lead = place.lead
    give_post(lead, "인사팀")
    person = db.session.get_one(Person, lead.person_id)
    assert list(list_by_key("people").subjects(actor(lead), {}, list_by_key("people").purpose("contact"))) == []
    emergency = list_by_key("people").purpose("emergency")
    person.mobile = "010-1234-5678"
    GrantFactory(account_id=lead.id, role=Role.HEAD)
    db.session.commit()
    assert list(list_by_key("people").subjects(actor(lead), {}, emergency)) == [Subject(person.id)]


def test_it_shows_what_was_agreed_to_and_where_to_take_it_back(me, as_):
    sent = applied(me, open_round(capacity=None))
    text = as_(me).get("/me").text
    assert f"/applications/{sent.public_id}/withdrawal" in text
    assert "보유 기간" in text


def test_others_do_not_see_mine(me, as_):
    applied(me, open_round(capacity=None))
    assert db.session.get_one(Person, me.person_id).personal_no not in as_(account("이산")).get("/me").text


@pytest.mark.parametrize("address", ["/privacy-policy", "/accessibility", "/help"])
def test_the_pages_behind_the_footer_are_open_to_everybody(me, client, as_, address):
    assert client.get(address).status_code == 200
    assert f'href="{address}"' in as_(me).get("/").text
    assert 'aria-label="주 메뉴"' in as_(me).get(address).text


def test_the_privacy_policy_lists_what_each_program_collects(me, client):
    round_ = open_round(capacity=None)
    round_.consent_purpose, round_.consent_items = "명단 작성", "성명, 소속"
    db.session.commit()
    text = client.get("/privacy-policy").text
    assert "명단 작성" in text and "개인정보 담당자:" not in text


def test_the_privacy_policy_names_who_answers_for_it(me, client):
    privacy, head = account("나보호", Role.PRIVACY), account("한과장", Role.HEAD)
    for who, unit in ((privacy, "정보팀"), (head, "총무과")):
        give_post(who, unit)
    db.session.commit()
    text = client.get("/privacy-policy").text
    assert f"{privacy.person.name}" in text and f"{head.person.name}" in text
    assert text.index("분야별 책임자") < text.index("개인정보 담당자:")


def test_the_statements_do_not_grow(me, as_, statements):
    client, counts = as_(me), []
    for _ in range(2):
        applied(me, open_round(capacity=None))
        client.get("/me")
        statements.clear()
        assert client.get("/me").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 12
