"""Coming in by the office's sign-on: who is let in and where that leads, and what else is offered."""

import urllib.error
import urllib.request
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from portal.accounts.models import Way, WebSession
from portal.audit.models import AuditEntry
from portal.core.access import access_of
from portal.core.actors import Role
from portal.core.db import db
from portal.directory.models import ServiceState
from tests.accounts.sign_on import provider as office
from tests.accounts.sign_on.steps import come_back, go, sign_on, ways
from tests.factories.accounts import GrantFactory

NO_ACCOUNT = "업무포털에서 쓰실 수 있는 계정이 없습니다"


class Nowhere(urllib.request.HTTPRedirectHandler):
    """Follow no redirect: an error then carries where it would have led."""

    def redirect_request(self, *_args):
        return None


NOWHERE = urllib.request.build_opener(Nowhere)


def test_official_comes_in_and_gets_to_where_they_wanted(client, account, provider):
    asked = {name: values[0] for name, values in parse_qs(urlsplit(go(client)).query).items()}
    assert asked["scope"] == "openid"
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == "http://localhost/login/office/answer"
    assert "/who" not in str(asked)  # where somebody goes is none of the provider's business
    answer = sign_on(client, provider, "/who?a=1&b=%ED%95%9C")
    assert (answer.status_code, answer.location) == (303, "/who?a=1&b=%ED%95%9C")
    assert client.get("/who").json["account"] == account.id
    (row,) = db.session.scalars(select(WebSession)).all()
    assert row.way == Way.OFFICE
    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.actor_account_id, entry.after) == ("account.sign_in", account.id, {"way": "office"})
    assert "통합인증" in client.get("/account").text


def test_the_key_of_the_session_is_a_new_one(client, account, provider, cookie):
    client.get("/login/office?next=/who")
    before = cookie(client)
    sign_on(client, provider)
    assert before is not None
    assert cookie(client) != before
    stolen = client.application.test_client()
    stolen.set_cookie("portal", before)
    assert stolen.get("/who").status_code == 303


def test_without_settings_there_is_no_door(app, client, account):
    assert "통합인증" in client.get("/login").text
    app.config["OIDC_ISSUER"] = ""
    assert "통합인증" not in client.get("/login").text
    for address in ("/login/office", "/login/office/answer?code=1&state=2", "/logout/office"):
        assert client.get(address).status_code == 404


def retired(account):
    account.person.state = ServiceState.RETIRED


def closed(account):
    account.is_active = False


def not_yet_begun(account):
    account.person.hired_on = date(2099, 1, 1)


def somebody_outside(account):
    account.person_id, account.login_id = None, "102030"
    GrantFactory(account_id=account.id, role=Role.CANDIDATE)


@pytest.mark.parametrize("change", [retired, closed, not_yet_begun, somebody_outside])
def test_only_an_official_with_an_open_account_comes_in(client, account, provider, change):
    change(account)
    answer = sign_on(client, provider)
    assert answer.status_code == 403
    assert NO_ACCOUNT in answer.text
    assert 'href="/login?next=/who"' in answer.text
    assert client.get("/who").status_code == 303
    assert ways(client) == []
    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.after) == ("account.sign_in_failed", {"way": "office"})


@pytest.mark.parametrize(
    "number", ["", "999999", "1" * 4000, "10\x0020", "102030\n", " ", "😀", None, True, {"a": 1}, ["102030"], 1e309]
)
def test_a_number_that_is_nobodys_lets_nobody_in(client, account, provider, number):
    answer = sign_on(client, provider, employee_number=number)
    if number == "102030\n":  # spaces around it are the provider's slip
        assert answer.status_code == 303
        return
    assert answer.status_code == 403
    assert NO_ACCOUNT in answer.text


def test_a_number_that_came_as_a_figure_is_one(client, account, provider):
    assert sign_on(client, provider, employee_number=102030).status_code == 303


def test_the_claim_of_the_number_is_a_setting(app, client, account, provider):
    app.config["OIDC_NUMBER_CLAIM"] = "preferred_username"
    assert sign_on(client, provider).status_code == 403
    assert sign_on(client, provider, preferred_username="102030").status_code == 303


@pytest.mark.parametrize("target", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:1"])
def test_nobody_is_sent_elsewhere(client, account, provider, target):
    assert sign_on(client, provider, target).location == "/"


@pytest.mark.parametrize(("error", "status"), [("access_denied", 403), ("server_error", 400), ("<b>", 400)])
def test_who_is_sent_back_without_a_code_finds_a_way_on(client, provider, error, status):
    state = parse_qs(urlsplit(go(client)).query)["state"][0]
    answer = client.get("/login/office/answer", query_string={"error": error, "state": state})
    assert answer.status_code == status
    assert "통합인증 다시 하기" in answer.text
    assert "<b>" not in answer.text


def test_who_is_signed_in_goes_on(as_, account):
    assert as_(account).get("/login/office?next=/who").location == "/who"


def test_a_password_to_be_changed_does_not_stand_in_the_way(client, account, provider):
    account.must_change_password = True
    sign_on(client, provider)
    assert client.get("/who").status_code == 200


def test_only_one_address_acts_when_it_is_read(app):
    assert [name for name in app.view_functions if access_of(name).acts_on_get] == ["accounts.office_answer"]


def test_leaving_says_that_the_provider_still_knows_the_browser(client, account, provider):
    sign_on(client, provider)
    page = client.post("/logout", follow_redirects=True)
    assert "통합인증에서도 로그아웃" in page.text
    assert "닫아 주시기 바랍니다" in client.get("/logout/office").text
    client.application.extensions.pop("portal_provider")
    provider.metadata = {"end_session_endpoint": f"{provider.address}/end"}
    sent = client.get("/logout/office")
    assert sent.status_code == 303
    assert sent.location.startswith(f"{provider.address}/end?")
    assert parse_qs(urlsplit(sent.location).query)["client_id"] == [office.CLIENT]


def test_a_provider_that_we_did_not_write_lets_its_people_in(app, client, account):
    with office.mocked(hong="102030") as address:
        app.config["OIDC_ISSUER"] = address
        sent = go(client, "/who?a=1")
        assert come_back(client, _sent_back(sent, b"action=deny")).status_code in (400, 403)
        assert come_back(client, _sent_back(sent, b"sub=hong")).location == "/who?a=1"
        assert client.get("/who").json["account"] == account.id
        assert client.get("/logout/office").location.startswith(f"{address}/oauth2/end_session?")


def _sent_back(address: str, answer: bytes) -> str:
    """Answer the provider's page; return what its redirect carries. The error is a response, and is closed like one."""
    with pytest.raises(urllib.error.HTTPError) as redirected:
        NOWHERE.open(address, data=answer)
    with redirected.value as response:
        return urlsplit(response.headers["Location"]).query
