"""Proving once more who one is at the office's provider, and going on with what was wanted, in one window or two."""

import json
import time
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import jsonify, request
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from portal.accounts.models import WebSession
from portal.audit.models import AuditEntry
from portal.core.access import asks_password, signed_in
from portal.core.db import db
from tests.accounts.sign_on.steps import come_back, sign_on
from tests.accounts.test_expiry import HERE, TYPED, hidden, replayed
from tests.databases import PASSWORD
from tests.factories.accounts import AccountFactory


@pytest.fixture
def office(app):
    app.add_url_rule("/secret", "secret", asks_password(signed_in(lambda: "sealed")))
    app.add_url_rule(
        "/act", "act", asks_password(signed_in(lambda: jsonify(dict(request.form.lists())))), methods=["POST"]
    )
    return app


@pytest.fixture
def inside(office, client, account, provider):
    """A browser whose official came by the provider, which did not say when they proved who they are."""
    assert sign_on(client, provider).status_code == 303
    return client


def sent_again(client, next_="/secret"):
    answer = client.get("/account/confirmation/office", query_string={"next": next_})
    assert answer.status_code == 303
    return answer.location


def prove(client, provider, next_="/secret", **claims):
    claims = {"auth_time": int(time.time()), **claims}
    return come_back(client, provider.authorize(sent_again(client, next_), **claims))


def test_a_page_asks_at_the_provider_and_goes_on(inside, provider, cookie):
    asked = inside.get("/secret")
    page = inside.get(asked.location)
    assert "통합인증에서 확인" in page.text
    assert "비밀번호" not in page.text
    query = parse_qs(urlsplit(sent_again(inside)).query)
    assert (query["prompt"], query["max_age"]) == (["login"], ["0"])
    before = cookie(inside)
    answer = prove(inside, provider)
    assert (answer.status_code, answer.location) == (303, "/secret")
    assert inside.get("/secret").text == "sealed"
    assert cookie(inside) != before
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (entry.action, entry.after) == ("account.confirm", {"way": "office"})


def test_who_just_proved_it_there_at_the_log_in_is_not_asked_again(office, client, account, provider):
    sign_on(client, provider, auth_time=int(time.time()) - 300)
    assert client.get("/secret").text == "sealed"
    client.post("/logout")
    sign_on(client, provider, auth_time=int(time.time()) - 601)  # a single sign-on of this morning
    assert client.get("/secret").status_code == 303


@pytest.mark.parametrize("auth_time", [None, "now", True, -1, 1e309, 1_700_000_000])
def test_a_provider_that_did_not_ask_again_proves_nothing(inside, provider, auth_time):
    answer = prove(inside, provider, auth_time=auth_time)
    assert answer.status_code == 400
    assert "본인 확인을 새로 하지 않았습니다" in answer.text or auth_time == "now"
    assert inside.get("/secret").status_code == 303
    assert inside.get("/who").status_code == 200


def test_a_time_to_come_is_taken_for_now(clock, inside, provider):
    assert prove(inside, provider, auth_time=int(time.time()) + 86_400).status_code == 303
    clock.freeze(clock.now() + timedelta(minutes=10, seconds=1))
    assert inside.get("/secret").status_code == 303


def test_somebody_else_at_the_provider_does_not_prove_it(inside, provider, account):
    other = AccountFactory()
    answer = prove(inside, provider, employee_number=other.person.personal_no)
    assert answer.status_code == 403
    assert "지금 로그인하신 분과 다릅니다" in answer.text
    assert inside.get("/who").json["account"] == account.id
    assert inside.get("/secret").status_code == 303
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (entry.action, entry.actor_account_id) == ("account.sign_in_failed", account.id)


def test_an_answer_to_the_log_in_does_not_confirm_and_the_other_way_round(office, client, account, provider, as_):
    back = provider.authorize(client.get("/login/office").location)
    sign_on(client, provider)
    assert come_back(client, back).status_code == 400
    confirming = provider.authorize(sent_again(client), auth_time=int(time.time()))
    client.post("/logout")
    assert come_back(client, confirming).status_code == 400
    assert client.get("/who").status_code == 303


def test_a_session_that_ended_meanwhile_is_not_confirmed(inside, provider):
    back = provider.authorize(sent_again(inside), auth_time=int(time.time()))
    db.session.delete(db.session.scalars(select(WebSession)).one())
    assert come_back(inside, back).status_code == 400


def test_the_password_is_no_way_round(inside):
    answer = inside.post("/account/confirmation", data={"password": PASSWORD, "next": "/secret"}, headers=HERE)
    assert answer.status_code == 422
    assert "아직 확인되지 않았습니다" in answer.text
    assert inside.get("/secret").status_code == 303


def test_without_the_provider_the_password_is_asked(office, inside):
    office.config["OIDC_ISSUER"] = ""
    assert 'name="password"' in inside.get("/account/confirmation?next=/secret").text


def test_a_first_password_is_not_set_by_whoever_finds_the_browser_open(inside, account, provider):
    account.password_hash = ""
    new = {"password": "새로 정한 긴 비밀번호", "password_again": "새로 정한 긴 비밀번호"}
    assert inside.post("/account/password", data=new, headers=HERE).status_code == 401
    prove(inside, provider)
    assert inside.post("/account/password", data=new, headers=HERE).status_code == 303


def test_a_form_waits_while_its_person_proves_it_in_another_window(inside, provider):
    page = inside.post("/act", data={"why": TYPED}, headers=HERE)
    assert page.status_code == 401
    assert "/account/confirmation/office?next=/login/office/return" in page.text
    early = inside.post("/account/confirmation", data=fields(page), headers=HERE)
    assert "아직 확인되지 않았습니다" in early.text
    done = prove(inside, provider, "/login/office/return")
    assert "이 창은 닫으시고" in inside.get(done.location).text
    again = inside.post("/account/confirmation", data=fields(page), headers=HERE)
    assert again.status_code == 200
    assert replayed(inside, again.text).json["why"] == [TYPED]


@pytest.mark.csrf
def test_kept_forms_go_on_though_their_tokens_are_of_an_older_key(office, client, account, provider, clock):
    sign_on(client, provider)
    over = client.post("/act", data={"why": TYPED, "csrf_token": token(client, "/account")}, headers=HERE)
    assert over.status_code == 401
    prove(client, provider, "/login/office/return")
    again = client.post("/account/confirmation", data=fields(over), headers=HERE)
    assert "이어서 제출하기" in again.text
    sent = {"why": TYPED, "csrf_token": token(client, "/account")}
    clock.freeze(clock.now() + timedelta(hours=1))
    over = client.post("/act", data=sent, headers=HERE)
    assert "이어서 하기" in over.text
    early = client.post("/login", data=fields(over), headers=HERE)
    assert "이어서 제출하기" not in early.text
    sign_on(client, provider, "/login/office/return", auth_time=int(time.time()))
    again = client.post("/login", data=fields(over), headers=HERE)
    assert replayed(client, again.text).json["why"] == [TYPED]
    other = AccountFactory()
    other.person.personal_no = provider.number = "405060"
    client.post("/logout", data={"csrf_token": token(client, "/account")})
    sign_on(client, provider)
    assert "이어서 제출하기" not in client.post("/login", data=fields(over), headers=HERE).text


def test_the_page_under_a_dialog_hears_its_new_token(clock, inside, provider):
    hx = {"HX-Request": "true", "HX-Target": "section#x", **HERE}
    dialog = inside.post("/act", data={"why": TYPED}, headers=hx)
    assert "통합인증에서 확인(새 창)" in dialog.text
    assert inside.get("/account/confirmation/dialog", headers=hx).status_code == 422
    prove(inside, provider, "/login/office/return")
    heard = json.loads(inside.get("/account/confirmation/dialog", headers=hx).headers["HX-Trigger"])
    assert set(heard["portal:logged-in"]) == {"csrf", "ends", "words"}
    clock.freeze(clock.now() + timedelta(hours=1))
    assert "통합인증으로 로그인(새 창)" in inside.get("/login/dialog", headers=hx).text
    sign_on(inside, provider)
    assert "portal:logged-in" in inside.get("/login/dialog", headers=hx).headers["HX-Trigger"]


def token(client, address):
    return dict(hidden(client.get(address).text))["csrf_token"]


def fields(page):
    """What the page's one form sends."""
    return MultiDict(hidden(page.text))
