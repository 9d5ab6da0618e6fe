"""My data: mine alone, with everybody who read it."""

import pytest

from portal.core.actors import Role
from portal.core.db import db
from portal.directory.models import Person
from tests.factories.accounts import give_post
from tests.factories.applications import applied, employee
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
