"""Being asked for the password once more: when, and that nothing wanted or typed is lost."""

import json
from datetime import timedelta

import pytest
from flask import jsonify, request

from portal.accounts import services
from portal.accounts.models import Purpose, WebSession
from portal.core.access import asks_password, requires, signed_in
from portal.core.actors import Role
from portal.core.db import db
from tests.accounts.test_expiry import HERE, TYPED, hidden, replayed
from tests.databases import PASSWORD
from tests.factories.accounts import ADMIN, AccountFactory


def secret():
    return "sealed"


def act():
    return jsonify(dict(request.form.lists()))


@pytest.fixture
def app(app):
    app.add_url_rule("/secret", "secret", asks_password(signed_in(secret)))
    app.add_url_rule("/act", "act", asks_password(signed_in(act)), methods=["POST"])
    app.add_url_rule("/admins", "admins", asks_password(requires(Role.ADMIN)(lambda: "admins")))
    return app


@pytest.fixture
def later(as_, account, clock):
    """A browser whose person logged in a quarter of an hour ago."""
    client = as_(account)
    clock.freeze(clock.now() + timedelta(minutes=15))
    return client


def confirm(client, **more):
    return client.post("/account/confirmation", data={"password": PASSWORD, **more}, headers=HERE)


def test_view_opens_for_ten_minutes_after_the_log_in(as_, account, clock):
    client = as_(account)
    assert client.get("/secret").text == "sealed"
    clock.freeze(clock.now() + timedelta(minutes=9, seconds=59))
    assert client.get("/secret").text == "sealed"
    clock.freeze(clock.now() + timedelta(seconds=1))
    assert client.get("/secret").status_code == 303


def test_page_asks_and_then_goes_on(later, clock):
    asked = later.get("/secret?a=1&b=%ED%95%9C")
    assert asked.status_code == 303
    page = later.get(asked.location)
    assert "비밀번호를 한 번 더 확인합니다" in page.text
    assert 'value="/secret?a=1&amp;b=%ED%95%9C"' in page.text
    answer = confirm(later, next="/secret?a=1&b=%ED%95%9C")
    assert (answer.status_code, answer.location) == (303, "/secret?a=1&b=%ED%95%9C")
    assert later.get(answer.location).text == "sealed"
    clock.freeze(clock.now() + timedelta(minutes=10))
    assert later.get("/secret").status_code == 303


def test_session_goes_on_under_another_key_and_no_longer_than_before(later, cookie, kept_sessions):
    old_key, (old,) = cookie(later), [(row.id_hash, row.created_at) for row in kept_sessions()]
    confirm(later)
    (new,) = kept_sessions()
    assert cookie(later) != old_key
    assert new.id_hash != old[0]
    assert new.created_at == old[1]
    stolen = later.application.test_client()
    stolen.set_cookie("portal", old_key)
    assert stolen.get("/who").status_code == 303


def test_plain_form_is_kept_and_sent_after_the_password(later):
    asked = later.post("/act?round=3", data={"reason": TYPED, "wish": ["오전", "오후"]}, headers=HERE)
    assert asked.status_code == 401
    kept = [(name, value) for name, value in hidden(asked.text) if name.startswith("kept.")]
    data = {"password": PASSWORD}
    for name, value in kept:
        data.setdefault(name, []).append(value)
    offer = later.post("/account/confirmation", data=data, headers=HERE)
    assert "이어서 제출하기" in offer.text
    done = replayed(later, offer.text)
    assert done.json["wish"] == ["오전", "오후"]
    assert done.json["reason"][0].splitlines() == TYPED.splitlines()


def test_wrong_password_keeps_the_form(later):
    asked = later.post("/act", data={"reason": TYPED}, headers=HERE)
    data = {**dict(hidden(asked.text)), "password": "wrong-password"}
    again = later.post("/account/confirmation", data=data, headers=HERE)
    assert again.status_code == 422
    offer = later.post("/account/confirmation", data={**dict(hidden(again.text)), "password": PASSWORD}, headers=HERE)
    assert replayed(later, offer.text).json["reason"][0].splitlines() == TYPED.splitlines()


@pytest.mark.parametrize("method", ["get", "post"])
def test_htmx_gets_a_dialog_over_the_page(later, method):
    path = "/secret" if method == "get" else "/act"
    answer = getattr(later, method)(path, headers={"HX-Request": "true", "HX-Target": "section#people-table"})
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (401, "#login-dialog-slot")
    assert answer.text.count("<dialog") == 1
    assert "<html" not in answer.text


def test_dialog_gives_the_page_its_new_token(later):
    headers = {"HX-Request": "true"}
    answer = later.post("/account/confirmation/dialog", data={"password": PASSWORD}, headers=headers)
    news = json.loads(answer.headers["HX-Trigger"])["portal:logged-in"]
    assert (answer.status_code, answer.text, bool(news["csrf"])) == (200, "", True)
    assert "확인되었습니다" in news["words"]
    assert later.get("/secret", headers=headers).text == "sealed"


@pytest.mark.parametrize("path", ["/account/confirmation", "/account/confirmation/dialog"])
def test_wrong_passwords_are_throttled_like_a_log_in(later, client, path):
    answers = [later.post(path, data={"password": "wrong-password"}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    assert later.post(path, data={"password": PASSWORD}).status_code == 429
    assert later.get("/secret").status_code == 303
    assert client.post("/login", data={"login_id": "102030", "password": PASSWORD}).status_code == 429


def test_door_stays_closed_for_who_has_no_business_there(later):
    assert later.get("/admins").status_code == 403
    confirm(later)
    assert later.get("/admins").status_code == 403


def test_visitor_is_asked_to_log_in_first(client):
    assert client.get("/secret").location.startswith("/login?")
    assert client.post("/account/confirmation", data={"password": PASSWORD}).status_code == 401


def test_link_proves_nothing_about_a_password(client, account):
    link = services.make_link(ADMIN, account.id, purpose=Purpose.SIGN_IN)
    client.post(f"/links/{link.token}")
    assert client.get("/secret").status_code == 303
    assert confirm(client).status_code == 303
    assert client.get("/secret").text == "sealed"


def test_somebody_elses_kept_form_is_not_sent(later, as_, clock):
    asked = later.post("/act", data={"reason": TYPED}, headers=HERE)
    other = as_(AccountFactory(login_id="405060"))
    answer = other.post("/account/confirmation", data={**dict(hidden(asked.text)), "password": PASSWORD}, headers=HERE)
    assert "이어서 제출하기" not in answer.text


def test_another_sites_form_is_not_kept(later):
    data = {"password": PASSWORD, "kept.target.": "/act", "kept.reason": "evil"}
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert "evil" not in later.post("/act", data={"reason": "evil"}, headers=headers).text
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert "이어서 제출하기" not in later.post("/account/confirmation", data=data, headers=headers).text


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"])
def test_it_leads_to_no_other_site(later, target):
    assert confirm(later, next=target).location == "/"
    assert later.get("/account/confirmation", query_string={"next": target}).location == "/"


def test_session_ended_meanwhile_is_not_brought_back(later, account):
    row = db.session.query(WebSession).one()
    row.id_hash = "0" * 64  # as if it had ended between the opening and the password
    assert confirm(later).status_code == 401
    assert db.session.query(WebSession).one().confirmed_at == row.confirmed_at


@pytest.mark.csrf
def test_confirmation_takes_a_token_and_offers_a_kept_form_with_a_fresh_one(app, account, clock):
    client = app.test_client()
    token = dict(hidden(client.get("/login").text))["csrf_token"]
    client.post("/login", data={"login_id": "102030", "password": PASSWORD, "csrf_token": token})
    clock.freeze(clock.now() + timedelta(minutes=15))
    token = dict(hidden(client.get("/account/confirmation").text))["csrf_token"]
    asked = client.post("/act", data={"reason": TYPED, "csrf_token": token}, headers=HERE)
    assert asked.status_code == 401
    stale = {**dict(hidden(asked.text)), "password": PASSWORD, "csrf_token": "stale"}
    again = client.post("/account/confirmation", data=stale, headers=HERE)
    assert again.status_code == 400
    offer = client.post("/account/confirmation", data={**dict(hidden(again.text)), "password": PASSWORD}, headers=HERE)
    assert replayed(client, offer.text).status_code == 200
