"""A session that ends in mid-form: nothing typed is lost, and nobody else's form is finished."""

import json
import re
from html import unescape
from io import BytesIO

import pytest

from tests.databases import PASSWORD
from tests.factories.accounts import AccountFactory

HERE = {"Origin": "http://localhost"}
TYPED = '여러 줄로 적은\n신청 이유 <b>굵게</b> & "따옴표" 😀'


def hidden(page):
    """The hidden fields of a page's forms, in order."""
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page)
    return [(unescape(name), unescape(value)) for name, value in found]


def log_in_over(client, page, login_id="102030"):
    """Fill in the log-in of a page that keeps a form, and send all it holds."""
    data = {"login_id": login_id, "password": PASSWORD}
    for name, value in hidden(page):
        data.setdefault(name, [])
        if isinstance(data[name], list):
            data[name].append(value)
    return client.post("/login", data=data, headers=HERE)


def replayed(client, page):
    """Press the one button."""
    target = unescape(re.search(r'<form method="post" action="([^"]*)"', page)[1])
    data: dict = {}
    for name, value in hidden(page):
        data.setdefault(name, []).append(value)
    return client.post(target, data=data, headers=HERE)


@pytest.fixture
def over(as_, account, clock):
    """A browser whose session has just ended by idleness."""
    client = as_(account)
    clock.freeze(clock.now().replace(hour=15))
    return client


def test_page_leads_to_the_log_in_and_says_why(over):
    answer = over.get("/who?a=1")
    assert (answer.status_code, answer.location) == (303, "/login?next=/who?a%3D1")
    assert "오래 사용하지 않아" in over.get(answer.location).text


def test_visitor_is_not_told_of_a_session_that_never_was(client):
    assert "오래 사용하지 않아" not in client.get(client.get("/who").location).text


def test_htmx_gets_a_dialog_over_the_page(over):
    headers = {"HX-Request": "true", "HX-Target": "section#people-table"}
    for answer in (over.get("/who", headers=headers), over.post("/keep", headers=headers)):
        assert answer.status_code == 401
        assert answer.headers["HX-Retarget"] == "#login-dialog-slot"
        assert answer.headers["HX-Reswap"] == "innerHTML"
        assert answer.text.count("<dialog") == 1
        assert "<html" not in answer.text


def test_dialog_lets_one_in_and_gives_the_page_its_new_token(over, account):
    dialog = over.get("/who", headers={"HX-Request": "true"}).text
    data = {"login_id": "102030", "password": PASSWORD, "owner": dict(hidden(dialog))["owner"]}
    answer = over.post("/login/dialog", data=data, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer.text == ""
    news = json.loads(answer.headers["HX-Trigger"])["portal:logged-in"]
    assert news["csrf"]
    assert news["ends"].startswith("20")
    assert over.get("/who").json["account"] == account.id


@pytest.mark.parametrize(("data", "status"), [({}, 422), ({"login_id": "102030", "password": "wrong-password"}, 422)])
def test_dialog_stays_open_when_the_log_in_fails(over, data, status):
    answer = over.post("/login/dialog", data=data, headers={"HX-Request": "true"})
    assert answer.status_code == status
    assert answer.headers["HX-Retarget"] == "#login-dialog-slot"
    assert "p-errors" in answer.text


def test_dialog_is_throttled_too(over, clock):
    data = {"login_id": "102030", "password": "wrong-password"}
    answers = [over.post("/login/dialog", data=data, headers={"HX-Request": "true"}) for _ in range(6)]
    assert answers[-1].status_code == 429


def test_somebody_else_in_the_dialog_gets_a_fresh_page(over):
    AccountFactory(login_id="405060")
    owner = dict(hidden(over.get("/who", headers={"HX-Request": "true"}).text))["owner"]
    data = {"login_id": "405060", "password": PASSWORD, "owner": owner}
    answer = over.post("/login/dialog", data=data, headers={"HX-Request": "true"})
    assert answer.headers["HX-Refresh"] == "true"
    assert "HX-Trigger" not in answer.headers


def test_plain_form_is_kept_and_sent_after_the_log_in(over):
    typed = {"reason": TYPED, "wish": ["오전", "오후"], "empty": "", "consent": "y"}
    kept = over.post("/keep?round=3", data=typed, headers=HERE)
    assert kept.status_code == 401
    assert "작성하신 내용은 그대로 있습니다" in kept.text
    offer = log_in_over(over, kept.text)
    assert offer.status_code == 200
    assert "이어서 제출하기" in offer.text
    assert "신청 이유 &lt;b&gt;" in offer.text
    assert '<li class="p-pre">y</li>' not in offer.text  # a ticked box is sent on, but it is no text to read
    done = replayed(over, offer.text)
    assert done.status_code == 200
    sent = done.json
    assert sent["reason"] == [TYPED.replace("\n", "\r\n")] or sent["reason"] == [TYPED]
    assert sent["wish"] == ["오전", "오후"]
    assert (sent["empty"], sent["consent"]) == ([""], ["y"])


@pytest.mark.csrf
def test_kept_form_carries_a_token_of_the_new_session(app, account, clock):
    client = app.test_client()
    page = client.get("/login").text
    token = dict(hidden(page))["csrf_token"]
    answer = client.post("/login", data={"login_id": "102030", "password": PASSWORD, "csrf_token": token})
    assert answer.status_code == 303
    clock.freeze(clock.now().replace(hour=15))
    old = {"reason": TYPED, "csrf_token": "of the session that has ended"}
    kept = client.post("/keep", data=old, headers=HERE)
    assert kept.status_code == 401
    offer = log_in_over(client, kept.text)
    assert "이어서 제출하기" in offer.text
    assert replayed(client, offer.text).status_code == 200


def test_wrong_password_over_a_kept_form_keeps_it(over):
    kept = over.post("/keep", data={"reason": TYPED}, headers=HERE)
    data = {**dict(hidden(kept.text)), "login_id": "102030", "password": "wrong-password"}
    again = over.post("/login", data=data, headers=HERE)
    assert again.status_code == 422
    offer = log_in_over(over, again.text)
    assert replayed(over, offer.text).json["reason"][0].splitlines() == TYPED.splitlines()


def test_passwords_tokens_and_files_are_not_kept(over):
    typed = {
        "reason": "이유",
        "new_password": "secret-secret",
        "csrf_token": "old",
        "file": (BytesIO(b"text"), "a.pdf"),
    }
    kept = over.post("/keep", data=typed, headers=HERE, content_type="multipart/form-data")
    assert kept.status_code == 401
    assert "secret-secret" not in kept.text
    assert "첨부 파일은 옮길 수 없으니" in kept.text
    assert [name for name, _ in hidden(kept.text) if name.startswith("kept.") and not name.endswith(".")] == [
        "kept.reason"
    ]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost.evil.example"},
        {"Referer": "http://evil.example/http://localhost/"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"},
    ],
)
def test_form_of_another_site_is_not_kept(over, headers):
    answer = over.post("/keep", data={"reason": TYPED}, headers=headers)
    assert answer.status_code == 401
    assert "신청 이유" not in answer.text
    assert "kept." not in answer.text


def test_form_too_large_to_keep_says_so(over):
    answer = over.post("/keep", data={"reason": "가" * 50_000}, headers=HERE)
    assert answer.status_code == 401
    assert "다시 제출해 주시기 바랍니다" in answer.text
    assert len(answer.data) < 50_000


def test_somebody_else_does_not_get_the_form(over):
    AccountFactory(login_id="405060")
    kept = over.post("/keep", data={"reason": TYPED}, headers=HERE)
    answer = log_in_over(over, kept.text, "405060")
    assert (answer.status_code, answer.location) == (303, "/")
    assert "다른 계정이어서" in over.get("/nosuch").text


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"])
def test_kept_form_is_never_sent_to_another_site(client, account, target):
    data = {"login_id": "102030", "password": PASSWORD, "kept.target.": target, "kept.reason": "이유"}
    answer = client.post("/login", data=data)
    assert (answer.status_code, answer.location) == (303, "/")


@pytest.mark.csrf
class TestTokens:
    """With tokens checked, as in production."""

    @pytest.fixture
    def token(self):
        return lambda client, path="/login": re.search(r'name="csrf-token" content="([^"]+)"', client.get(path).text)[1]

    @pytest.fixture
    def signed(self, app, account, token):
        client = app.test_client()
        data = {"login_id": "102030", "password": PASSWORD, "csrf_token": token(client)}
        assert client.post("/login", data=data).status_code == 303
        return client

    @pytest.mark.parametrize("given", [None, "", "garbage"])
    @pytest.mark.parametrize("path", ["/keep", "/logout", "/session/extension"])
    def test_nothing_happens_without_a_token_of_this_session(self, signed, path, given):
        data = {} if given is None else {"csrf_token": given}
        assert signed.post(path, data=data).status_code == 400
        assert signed.get("/who").status_code == 200

    def test_another_persons_token_opens_nothing(self, app, signed, token):
        stranger = token(app.test_client())
        assert signed.post("/keep", data={"csrf_token": stranger}).status_code == 400
        assert signed.post("/keep", headers={"X-CSRFToken": stranger, "HX-Request": "true"}).status_code == 400

    def test_token_of_the_page_opens(self, signed, token):
        mine = token(signed, "/nosuch")
        assert signed.post("/keep", data={"csrf_token": mine}).status_code == 200
        assert signed.post("/keep", headers={"X-CSRFToken": mine}).status_code == 200

    def test_stale_token_of_a_signed_in_person_offers_the_form_again(self, signed):
        answer = signed.post("/keep", data={"reason": TYPED, "csrf_token": "stale"}, headers=HERE)
        assert answer.status_code == 400
        assert "이어서 제출하기" in answer.text
        assert replayed(signed, answer.text).status_code == 200

    def test_stale_token_of_htmx_gets_a_fragment(self, signed):
        answer = signed.post("/keep", headers={"X-CSRFToken": "stale", "HX-Request": "true"})
        assert answer.status_code == 400
        assert "<html" not in answer.text

    def test_log_in_without_a_token_shows_the_log_in_again(self, client, account):
        answer = client.post("/login", data={"login_id": "102030", "password": PASSWORD})
        assert answer.status_code == 400
        assert 'value="102030"' in answer.text
        data = {"login_id": "102030", "password": PASSWORD, "csrf_token": dict(hidden(answer.text))["csrf_token"]}
        assert client.post("/login", data=data).status_code == 303

    def test_expired_session_with_an_old_token_is_asked_to_log_in(self, signed, clock):
        clock.freeze(clock.now().replace(year=2099))
        assert signed.post("/keep", data={"csrf_token": "old"}).status_code == 401
        answer = signed.post("/keep", headers={"HX-Request": "true", "X-CSRFToken": "old"})
        assert (answer.status_code, answer.headers["HX-Retarget"]) == (401, "#login-dialog-slot")
