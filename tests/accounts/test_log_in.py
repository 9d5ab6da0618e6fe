"""Logging in and out: who gets in, what is said to those who do not, and where they land."""

import time
from datetime import timedelta
from statistics import median

import pytest
from sqlalchemy import func, select

from portal.accounts import events, passwords
from portal.accounts.models import Account, LoginAttempt
from portal.core.db import db
from portal.core.events import _listeners
from portal.directory.models import ServiceState
from tests.databases import PASSWORD
from tests.factories.accounts import AccountFactory

WRONG = "로그인 번호 또는 비밀번호가 맞지 않습니다."
TOO_MANY = "로그인에 여러 번 실패하여"


def try_in(client, login_id, password=PASSWORD, address="10.0.0.1", **more):
    data = {"login_id": login_id, "password": password, **more}
    return client.post("/login", data=data, environ_base={"REMOTE_ADDR": address})


def test_right_number_and_password_open_the_portal(client, account):
    assert try_in(client, "102030").status_code == 303
    assert client.get("/who").json["name"] == "홍길동"


def test_log_in_leads_to_where_one_wanted_to_go(client, account):
    wanted = client.get("/who?a=1&b=%ED%95%9C")
    assert wanted.status_code == 303
    page = client.get(wanted.location)
    assert "로그인" in page.text
    assert 'value="/who?a=1&amp;b=%ED%95%9C"' in page.text
    assert try_in(client, "102030", next="/who?a=1&b=%ED%95%9C").location == "/who?a=1&b=%ED%95%9C"


@pytest.mark.parametrize(
    ("login_id", "password"),
    [("102030", "wrong-password"), ("999999", PASSWORD), ("closed", PASSWORD), ("retired", PASSWORD), ("102030", "x")],
)
def test_every_failure_says_the_same(client, account, login_id, password):
    AccountFactory(login_id="closed", is_active=False)
    AccountFactory(login_id="retired", person__state=ServiceState.RETIRED)
    answer = try_in(client, login_id, password)
    assert answer.status_code == 422
    assert WRONG in answer.text
    assert client.get("/who").status_code == 303


def test_failures_of_known_and_unknown_numbers_send_the_same_statements(client, account, statements):
    try_in(client, "102030", "wrong-password")
    statements.clear()
    try_in(client, "102030", "wrong-password")
    known = list(statements)
    statements.clear()
    try_in(client, "999999", "wrong-password")
    assert list(statements) == known


def test_failures_of_known_and_unknown_numbers_take_as_long(app, account, monkeypatch):
    app.config["ARGON2"] = {"time_cost": 2, "memory_cost": 8 * 1024, "parallelism": 1}
    kept = passwords.hashed(PASSWORD)

    def seconds(kept_hash):
        begun = time.process_time()
        passwords.is_right(kept_hash, "wrong-password")
        return time.process_time() - begun

    seconds(None)
    known, unknown = (median(seconds(one) for _ in range(9)) for one in (kept, None))
    assert 0.5 < known / unknown < 2


@pytest.mark.parametrize("field", ["login_id", "password"])
@pytest.mark.parametrize("junk", ["", "\x00", "가" * 5_000, "‮abc", "' OR 1=1 --", "<b>"])
def test_junk_is_answered_beside_its_field(client, account, field, junk):
    answer = try_in(client, **{"login_id": "102030", "password": PASSWORD, field: junk})
    assert answer.status_code == 422
    assert "p-errors" in answer.text
    assert "<b>" not in answer.text.replace('<b class="p-num"', "")


def test_password_is_taken_as_typed(client):
    AccountFactory(login_id="spaces", password_hash=passwords.hashed("  앞뒤에 빈칸  "))
    assert try_in(client, "spaces", "앞뒤에 빈칸").status_code == 422
    assert try_in(client, "spaces", "  앞뒤에 빈칸  ").status_code == 303


def test_page_never_shows_the_password_again(client, account):
    assert "wrong-password" not in try_in(client, "102030", "wrong-password").text


def test_sixth_try_on_an_account_must_wait_even_if_right(client, account, clock):
    for _ in range(5):
        assert try_in(client, "102030", "wrong-password").status_code == 422
    answer = try_in(client, "102030")
    assert answer.status_code == 429
    assert TOO_MANY in answer.text
    clock.freeze(clock.now() + timedelta(minutes=5, seconds=1))
    assert try_in(client, "102030").status_code == 303


def test_throttle_of_one_account_leaves_others_alone(client, account, clock):
    AccountFactory(login_id="405060")
    for _ in range(6):
        try_in(client, "102030", "wrong-password")
    assert try_in(client, "405060").status_code == 303


def test_unknown_numbers_are_throttled_like_known_ones(client, clock):
    answers = [try_in(client, "999999", "wrong-password").status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]


def test_address_that_tries_many_accounts_must_wait_and_others_need_not(client, account, clock):
    for n in range(20):
        assert try_in(client, f"9{n}", "wrong-password", address="10.9.9.9").status_code == 422
    assert try_in(client, "102030", address="10.9.9.9").status_code == 429
    assert try_in(client, "102030", address="10.0.0.2").status_code == 303


def test_success_forgets_the_failures_before_it(client, account, clock):
    for _ in range(4):
        try_in(client, "102030", "wrong-password")
    try_in(client, "102030")
    assert db.session.scalar(select(func.count(LoginAttempt.id))) == 0


def test_old_tries_are_swept_at_log_in(client, account, clock):
    try_in(client, "999999", "wrong-password")
    clock.freeze(clock.now() + timedelta(days=2))
    try_in(client, "102030")
    assert db.session.scalar(select(func.count(LoginAttempt.id))) == 0


def test_weaker_hash_is_renewed_at_log_in(app, client, account):
    before = account.password_hash
    app.config["ARGON2"] = {"time_cost": 2, "memory_cost": 16, "parallelism": 1}
    assert try_in(client, "102030").status_code == 303
    after = db.session.get(Account, account.id)
    assert after.password_hash != before
    assert not passwords.is_outdated(after.password_hash)
    assert after.last_login_at is not None


def test_log_in_and_out_are_told_to_listeners(client, account, monkeypatch):
    heard = []
    for kind in (events.SignedIn, events.SignInFailed, events.SignedOut):
        monkeypatch.setitem(_listeners, kind, [heard.append])
    try_in(client, "102030", "wrong-password", address="10.0.0.3")
    try_in(client, "102030", address="10.0.0.3")
    client.post("/logout")
    assert [type(event).__name__ for event in heard] == ["SignInFailed", "SignedIn", "SignedOut"]
    assert heard[0].visitor.address == heard[1].actor.address == "10.0.0.3"
    assert heard[0].account_id == heard[1].actor.account_id == account.id


def test_who_is_signed_in_is_not_asked_again(as_, account):
    assert as_(account).get("/login?next=/who").location == "/who"


def test_log_out_says_so_on_the_log_in_page(as_, account):
    client = as_(account)
    assert client.post("/logout").location == "/login"
    assert "로그아웃되었습니다." in client.get("/login").text
    assert "로그아웃되었습니다." not in client.get("/login").text


def test_log_out_without_a_session_is_no_error(client):
    assert client.post("/logout").status_code == 303


@pytest.mark.parametrize("path", ["/login", "/logout", "/session/extension"])
def test_log_out_and_extension_want_a_post(client, path):
    assert client.get(path).status_code == (200 if path == "/login" else 405)


OFF_SITE = [
    "https://evil.example", "http:evil.example", "//evil.example", "///evil.example", "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example", "/\n/evil.example", "\t//evil.example", " //evil.example", "/ /evil.example",
    "javascript:alert(1)",
    "data:text/html,x", "https:/evil.example", "//evil.example@portal", "/\x00/evil.example", "//[",
    "http://localhost@evil.example",
    "evil.example", "/\r\nSet-Cookie: a=b", "/\u2028/evil.example", "/" + "a" * 3_000,
]  # fmt: skip


@pytest.mark.parametrize("target", OFF_SITE)
def test_log_in_never_leads_off_the_site(client, account, target):
    assert try_in(client, "102030", next=target).location == "/"
    assert client.get("/login", query_string={"next": target}).location == "/"


def test_persona_buttons_stand_on_the_demonstrations_page_only(app, client):
    AccountFactory(login_id="employee", is_demo=True)
    AccountFactory(login_id="veteran", is_demo=False)
    assert "체험용 계정" not in client.get("/login").text
    app.config["PORTAL_MODE"] = "demo"
    page = client.get("/login").text
    assert 'value="employee"' in page
    assert 'value="veteran"' not in page
    assert "다음 단계에서 열립니다" in page
    assert "외부 상담기관" in page


def test_persona_button_is_a_log_in_like_any_other(app, client):
    app.config["PORTAL_MODE"] = "demo"
    AccountFactory(login_id="employee", is_demo=True, password_hash=passwords.hashed("portal-demo-2025"))
    assert try_in(client, "employee", "portal-demo-2025").status_code == 303
