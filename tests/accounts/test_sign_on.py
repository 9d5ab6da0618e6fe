"""Coming in by the office's sign-on: who is let in, and that nothing forged, stolen or stale lets anybody in."""

import time
import urllib.error
import urllib.request
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from portal.accounts.models import Way, WebSession
from portal.audit.models import AuditEntry
from portal.core.access import access_of
from portal.core.actors import Role
from portal.core.db import db
from portal.directory.models import ServiceState
from tests.accounts import provider as office
from tests.factories.accounts import AccountFactory, GrantFactory


class Nowhere(urllib.request.HTTPRedirectHandler):
    """Follow no redirect: an error then carries where it would have led."""

    def redirect_request(self, *_args):
        return None


NOWHERE = urllib.request.build_opener(Nowhere)
FAILED = "통합인증으로 로그인하지 못했습니다"
NO_ACCOUNT = "업무포털에서 쓰실 수 있는 계정이 없습니다"


@pytest.fixture(scope="module")
def served():
    with office.running() as provider:
        yield provider


@pytest.fixture
def provider(served):
    """An honest provider."""
    served.__init__(served.address)
    return served


@pytest.fixture
def app(app, provider):
    app.config.update(
        OIDC_ISSUER=provider.address,
        OIDC_CLIENT_ID=office.CLIENT,
        OIDC_CLIENT_SECRET=office.SECRET,
        BASE_URL="http://localhost",
    )
    return app


@pytest.fixture
def account(app):
    account = AccountFactory()
    account.person.personal_no = "102030"
    return account


def go(client, next_="/who"):
    """Press the button; return where the portal sends the browser."""
    answer = client.get("/login/office", query_string={"next": next_})
    assert answer.status_code == 303, answer.text
    return answer.location


def come_back(client, query):
    return client.get(f"/login/office/answer?{query}")


def sign_on(client, provider, next_="/who", **claims):
    return come_back(client, provider.authorize(go(client, next_), **claims))


def ways(client):
    return [row.way for row in db.session.scalars(select(WebSession))]


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


LIES = {
    "another nonce": {"nonce": "stolen"},
    "no nonce": {"nonce": None},
    "for another portal": {"aud": "another-client"},
    "for two, by another": {"aud": [office.CLIENT, "another"], "azp": "another"},
    "for nobody": {"aud": None},
    "over": {"exp": int(time.time()) - 600},
    "without an end": {"exp": None},
    "from tomorrow": {"iat": int(time.time()) + 86_400},
    "of another provider": {"iss": "https://evil.example"},
    "of no provider": {"iss": None},
    "about nobody": {"sub": None},
    "end as text": {"exp": "tomorrow"},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_lies_is_not_believed(client, account, provider, lie):
    answer = sign_on(client, provider, **LIES[lie])
    assert answer.status_code == 400
    assert FAILED in answer.text
    assert ways(client) == []


def test_a_token_signed_by_a_stranger_is_not_believed(client, account, provider):
    provider.key = office.STRANGE_KEY
    assert sign_on(client, provider).status_code == 400
    assert ways(client) == []


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_a_token_that_anybody_could_sign_is_not_believed(client, account, provider, algorithm):
    provider.metadata = {"id_token_signing_alg_values_supported": ["none", "HS256", "RS256"]}
    provider.algorithm = algorithm
    assert sign_on(client, provider).status_code == 400
    assert ways(client) == []


@pytest.mark.parametrize("token", ["", "x", "a.b.c", 7, None, [], "eyJhbGciOiJub25lIn0.e30."])
def test_what_is_no_token_is_not_believed(client, account, provider, token):
    provider.signed = lambda _asked: token
    assert sign_on(client, provider).status_code == 400
    del provider.signed


def test_a_code_counts_once(client, account, provider):
    back = provider.authorize(go(client))
    assert come_back(client, back).status_code == 303
    again = come_back(client, back)  # the back button
    assert again.status_code == 400
    assert "로그인은 되어 있으니" in again.text
    assert client.get("/who").json["account"] == account.id
    client.post("/logout")
    assert come_back(client, back).status_code == 400


def test_a_stolen_code_is_worth_nothing_in_another_browser(app, client, account, provider):
    back = provider.authorize(go(client))
    thief = app.test_client()
    assert come_back(thief, back).status_code == 400
    state = parse_qs(urlsplit(go(thief)).query)["state"][0]
    assert come_back(thief, back.partition("&state=")[0] + f"&state={state}").status_code == 400
    assert ways(client) == []
    assert come_back(client, back).status_code == 303


@pytest.mark.parametrize("state", ["", "x", "a.b", "WyJhIixmYWxzZSwxXQ.x", "%00", "가"])
def test_without_the_right_state_nothing_is_asked_of_the_provider(client, provider, state):
    go(client)
    provider.asked.clear()
    answer = client.get("/login/office/answer", query_string={"code": "x", "state": state})
    assert answer.status_code == 400
    assert "통합인증 다시 하기" in answer.text
    assert provider.asked == []


def test_an_answer_that_comes_too_late_does_not_count(client, account, provider, clock):
    back = provider.authorize(go(client))
    clock.freeze(clock.now() + timedelta(minutes=10, seconds=1))
    assert come_back(client, back).status_code == 400


def test_an_answer_in_the_name_of_another_provider_does_not_count(client, account, provider):
    back = provider.authorize(go(client))
    assert come_back(client, f"{back}&iss=https://evil.example").status_code == 400
    assert come_back(client, f"{back}&iss={provider.address}").status_code == 303


def test_two_tabs_each_get_to_their_page(client, account, provider, app):
    first, second = go(client, "/who?tab=1"), go(client, "/who?tab=2")
    assert come_back(client, provider.authorize(first)).location == "/who?tab=1"
    late = come_back(client, provider.authorize(second))  # the session has another key by now
    assert late.status_code == 400
    assert client.get("/login/office?next=/who?tab=2").location == "/who?tab=2"


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


BROKEN = {
    "nothing": (200, b""),
    "no JSON": (200, b"<html>"),
    "a list": (200, b"[]"),
    "an empty one": (200, b"{}"),
    "an error": (500, b"{}"),
    "another provider": (200, b'{"issuer": "https://evil.example"}'),
}


@pytest.mark.parametrize("what", BROKEN)
@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/keys", "/token"])
def test_a_provider_that_is_broken_is_told_in_words(client, account, provider, clock, path, what):
    provider.broken[path] = BROKEN[what]
    answer = client.get("/login/office?next=/who")
    if answer.status_code == 303:
        answer = come_back(client, provider.authorize(answer.location))
    assert answer.status_code in (400, 503)
    assert FAILED in answer.text
    assert 'href="/login?next=/who"' in answer.text
    provider.broken.clear()
    clock.freeze(clock.now() + timedelta(seconds=10))  # it is left alone for a moment
    assert sign_on(client, provider).status_code == 303


def test_a_silent_provider_is_not_asked_again_at_once(app, client, provider, clock):
    app.config["OIDC_ISSUER"] = "http://127.0.0.1:9"
    begin = time.monotonic()
    for _ in range(20):
        assert client.get("/login/office").status_code == 503
    assert time.monotonic() - begin < 5
    assert "통합인증에 연결하지 못했습니다" in client.get("/login/office").text


def test_addresses_of_another_scheme_are_refused(client, provider):
    provider.metadata = {"token_endpoint": "ftp://127.0.0.1/token"}
    assert client.get("/login/office").status_code == 503


def test_many_failures_from_one_address_are_stopped_before_the_provider_is_asked(client, account, provider, clock):
    for _ in range(20):
        back = provider.authorize(go(client), nonce="stolen")
        assert come_back(client, back).status_code == 400
    provider.asked.clear()
    assert sign_on(client, provider).status_code == 429
    assert "/token" not in provider.asked


def test_new_keys_of_the_provider_are_taken_up(client, account, provider, monkeypatch):
    sign_on(client, provider)
    client.post("/logout")
    monkeypatch.setattr(office, "KEY", office.STRANGE_KEY)
    provider.key = office.STRANGE_KEY
    assert sign_on(client, provider).status_code == 400  # signed under the same name by a key that is not known yet
    assert sign_on(client, provider).status_code == 303


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
        with pytest.raises(urllib.error.HTTPError) as declined:
            NOWHERE.open(sent, data=b"action=deny")
        assert come_back(client, urlsplit(declined.value.headers["Location"]).query).status_code in (400, 403)
        with pytest.raises(urllib.error.HTTPError) as allowed:
            NOWHERE.open(sent, data=b"sub=hong")
        query = urlsplit(allowed.value.headers["Location"]).query
        assert come_back(client, query).location == "/who?a=1"
        assert client.get("/who").json["account"] == account.id
        assert client.get("/logout/office").location.startswith(f"{address}/oauth2/end_session?")
