"""New passwords: which are refused, what changing one ends, and the page nobody passes without choosing one."""

from datetime import timedelta

import pytest

from portal.accounts import passwords, services
from portal.accounts.models import Account, Purpose
from portal.core.actors import Role
from portal.core.db import db
from tests.databases import PASSWORD
from tests.factories.accounts import ADMIN, AccountFactory, GrantFactory

NEW = "바람 부는 날의 연 13"


def change(client, current=PASSWORD, password=NEW, again=None, **more):
    data = {"current": current, "password": password, "password_again": password if again is None else again, **more}
    return client.post("/account/password", data=data)


@pytest.mark.parametrize("password", ["", "123456789", "가" * 9, "소리 내지 않는 밤" * 13, "nul \x00 inside it"])
def test_password_has_ten_to_128_characters_and_no_nul(app, password):
    assert passwords.why_not(password) == "비밀번호는 10자 이상 128자 이하로 정해 주시기 바랍니다."


@pytest.mark.parametrize(
    "password",
    [
        "password123", "Password2025!", "qwertyuiop", "1q2w3e4r5t", "sunshine2024", "0123456789", "9876543210",
        "abcdefghijkl",
        "aaaaaaaaaa", "가나가나가나가나가나", "abcabcabcabc", "!!iloveyou!!", "비밀번호 2025!!",
        "qlalfqjsgh12", "서울특별시교육청 2025",
    ],
)  # fmt: skip
def test_what_many_people_use_is_refused(app, password):
    assert "많이 쓰여" in (passwords.why_not(password) or "")


@pytest.mark.parametrize(
    "password",
    ["띄어 쓴 아홉 글자 문장", "correct horse battery", "xk7-qqpv-1l", "가을 바다와 고양이", "😀😁😂🤣😃😄😅😆😇😈🎈"],
)
def test_any_characters_make_a_password(app, password):
    assert passwords.why_not(password, about=("102030", "홍길동")) is None


@pytest.mark.parametrize("password", ["my-102030-cat", "홍길동의 푸른 바다", "ABC kim minsu 바다"])
def test_number_and_name_are_not_in_it(app, password):
    assert "개인번호나 성명" in (passwords.why_not(password, about=("102030", "홍길동", "Kim Minsu")) or "")


def test_list_is_long_enough_and_known_for_what_it_is(app):
    assert len(passwords._common()) >= 20_000


@pytest.mark.parametrize(
    ("password", "kinds", "good"),
    [
        ("가을 바다와 고양이", 3, False),
        ("가을 바다 고양이 7", 3, True),
        ("xkqpvlzwmt", 2, False),
        ("xkqpvlzwm7", 2, True),
    ],
)
def test_kinds_of_characters_are_asked_for_only_when_set(app, password, kinds, good):
    assert passwords.why_not(password) is None
    app.config["PASSWORD_KINDS"] = kinds
    assert (passwords.why_not(password) is None) == good


def test_length_is_a_setting(app):
    app.config["PASSWORD_SHORTEST"] = 14
    assert "14자 이상" in passwords.why_not("가을 바다와 고양이")


def test_own_password_changes_and_every_other_session_ends(as_, account, cookie):
    here, elsewhere = as_(account), as_(account)
    old_key = cookie(here)
    assert change(here).location == "/account"
    assert here.get("/who").status_code == 200
    assert elsewhere.get("/who").status_code == 303
    assert cookie(here) != old_key
    assert as_(account, NEW).get("/who").status_code == 200
    assert "비밀번호를 바꾸었습니다" in here.get("/account").text


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"current": "틀린 비밀번호입니다"}, "지금 쓰시는 비밀번호가 맞지 않습니다"),
        ({"password": "short"}, "10자 이상"),
        ({"password": "password123"}, "많이 쓰여"),
        ({"password": PASSWORD}, "다르게 정해"),
        ({"password": "홍길동의 푸른 바다"}, "개인번호나 성명"),
        ({"again": "다른 글 열 글자 넘음"}, "서로 다릅니다"),
    ],
)
def test_refused_password_says_why_beside_its_field(as_, account, sent, words):
    client = as_(account)
    answer = change(client, **sent)
    assert (answer.status_code, words in answer.text) == (422, True)
    assert passwords.is_right(db.session.get(Account, account.id).password_hash, PASSWORD)


def test_guessing_the_current_password_is_throttled(as_, account):
    client = as_(account)
    assert [change(client, current="wrong-password").status_code for _ in range(6)] == [422] * 5 + [429]
    assert change(client).status_code == 429


def test_account_without_a_password_is_not_asked_for_one(client, app):

    outside = AccountFactory(person=None, password_hash="", login_id="C1")
    GrantFactory(account_id=outside.id, role=Role.CANDIDATE)
    link = services.make_link(ADMIN, outside.id, purpose=Purpose.SIGN_IN)
    client.post(f"/links/{link.token}")
    page = client.get("/account/password").text
    assert "새 비밀번호" in page and "지금 비밀번호" not in page
    answer = client.post("/account/password", data={"password": NEW, "password_again": NEW})
    assert answer.status_code == 303
    assert "지금 비밀번호" in client.get("/account/password").text


class TestForced:
    """Somebody who must choose a new password first."""

    @pytest.fixture
    def account(self, app):
        return AccountFactory(login_id="102030", must_change_password=True)

    def test_no_other_page_opens(self, as_, account):
        client = as_(account)
        for path in ("/", "/who", "/people", "/account", "/notices", "/account/confirmation"):
            answer = client.get(path)
            assert (answer.status_code, answer.location.partition("?")[0]) == (303, "/account/password")
        answer = client.post("/keep", data={"a": "1"})
        assert answer.location == "/account/password"
        asked = client.get("/who", headers={"HX-Request": "true"})
        assert (asked.text, asked.headers["HX-Redirect"].partition("?")[0]) == ("", "/account/password")

    def test_choosing_one_leads_to_where_one_wanted_to_go(self, as_, account):
        client = as_(account)
        page = client.get(client.get("/who?a=1").location)
        assert "새 비밀번호를 정해 주시기 바랍니다" in page.text
        assert 'value="/who?a=1"' in page.text
        assert change(client, next="/who?a=1").location == "/who?a=1"
        assert client.get("/who").status_code == 200

    def test_the_same_password_does_not_do(self, as_, account):
        client = as_(account)
        assert change(client, password=PASSWORD).status_code == 422
        assert client.get("/who").status_code == 303

    def test_one_may_leave_instead(self, as_, account):
        client = as_(account)
        assert client.post("/logout").status_code == 303
        assert client.get("/login").status_code == 200

    def test_proving_who_one_is_again_does_not_lift_it(self, as_, account, clock):
        client = as_(account)
        assert client.post("/account/confirmation", data={"password": PASSWORD}).status_code == 303
        assert client.get("/who").status_code == 303


def test_password_is_due_after_as_many_days_as_set(app, as_, account, clock):
    assert as_(account).get("/who").status_code == 200
    app.config["PASSWORD_DAYS"] = 90
    client = as_(account)
    assert client.get("/who").status_code == 303
    change(client)
    clock.freeze(clock.now() + timedelta(days=89))
    assert as_(account, NEW).get("/who").status_code == 200
    clock.freeze(clock.now() + timedelta(days=1))
    assert as_(account, NEW).get("/who").location.startswith("/account/password")
