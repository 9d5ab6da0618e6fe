"""Nothing forged, stolen, stale or broken lets anybody in, and everybody finds a way on."""

import time
from datetime import timedelta
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from tests.accounts.sign_on import provider as office
from tests.accounts.sign_on.steps import FAILED, come_back, go, sign_on, ways

LIES = {
    "another nonce": {"nonce": "stolen"},
    "no nonce": {"nonce": None},
    "for another portal": {"aud": "another-client"},
    "for two, by another": {"aud": [office.CLIENT, "another"], "azp": "another"},
    "for another portal, in our name": {"aud": "another-client", "azp": office.CLIENT},
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


BROKEN = {
    "nothing": (200, b""),
    "no JSON": (200, b"<html>"),
    "a list": (200, b"[]"),
    "an empty one": (200, b"{}"),
    "an error": (500, b"{}"),
    "another provider": (200, b'{"issuer": "https://evil.example"}'),
    "a wrong secret": (401, b'{"error": "invalid_client"}'),
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


JUNK = ["", "\x00", "가😀", "x" * 15_000, "\ud800", "../../etc", "<b>", "%00%ff", "\r\nSet-Cookie: a=b"]


@pytest.mark.parametrize("junk", JUNK, ids=range(len(JUNK)))
def test_junk_beside_a_right_state_finds_a_page(client, account, provider, junk):
    state = parse_qs(urlsplit(go(client)).query)["state"][0]
    sent = quote(junk.encode(errors="surrogatepass"))
    provider.token = lambda form: (400, b'{"error": "invalid_grant"}')
    for query in (f"code={sent}", f"code=x&iss={sent}", f"error={sent}", f"code=x&code={sent}&error=&x={sent}"):
        answer = client.get(f"/login/office/answer?state={state}&{query}")
        assert answer.status_code in (400, 403), query
        assert "Set-Cookie: a" not in str(answer.headers)
        assert "<b>" not in answer.text
    assert client.get(f"/login/office?next={sent}").status_code in (303, 400)
    assert client.get(f"/login/dialog?owner={sent}").status_code in (303, 400)
    del provider.token
