"""One-time links: whom they let in, how often, and what everybody else is told."""

import threading
from datetime import timedelta

import pytest

from portal.accounts import passwords, services
from portal.accounts.models import Account, LoginAttempt, OneTimeLink, Purpose
from portal.audit.models import AuditEntry
from portal.core.actors import Actor, Held, Role
from portal.core.db import db
from portal.core.errors import Missing, NotAllowed, Refusal
from tests.databases import PASSWORD
from tests.factories.accounts import ADMIN, AccountFactory, GrantFactory

NEW = "바람 부는 날의 연 13"
CHOICE = {"password": NEW, "password_again": NEW}
DEAD = "사용할 수 없는 링크입니다"
OFFICER = Actor(name="담당", held=(Held(Role.OFFICER, 5),))


@pytest.fixture
def candidate(app):
    """Somebody from outside, without a password."""
    account = AccountFactory(login_id="C2025001", person=None, name="최보라", password_hash="")
    GrantFactory(account_id=account.id, role=Role.CANDIDATE)
    return account


def made(account, purpose=Purpose.PASSWORD, actor=ADMIN, **more):
    return services.make_link(actor, account.id, purpose=purpose, **more)


def test_table_keeps_no_token(account):
    link = made(account)
    row = db.session.get(OneTimeLink, link.id)
    assert len(link.token) == 32
    assert link.token not in str(vars(row))


def test_link_lets_somebody_from_outside_in_once(client, app, candidate):
    link = made(candidate, Purpose.SIGN_IN)
    assert "들어가기" in client.get(f"/links/{link.token}").text
    assert client.post(f"/links/{link.token}").location == "/"
    told = client.get("/who").json
    assert (told["name"], told["roles"]) == ("최보라", ["candidate:"])
    assert client.get("/").location == "/practicum"
    again = app.test_client().post(f"/links/{link.token}")
    assert (again.status_code, DEAD in again.text) == (404, True)


def test_looking_at_a_link_does_not_use_it_up(client, candidate):
    link = made(candidate, Purpose.SIGN_IN)
    for _ in range(3):
        assert client.get(f"/links/{link.token}").status_code == 200
        assert client.head(f"/links/{link.token}").status_code == 200
    assert client.post(f"/links/{link.token}").status_code == 303


def test_link_sets_a_password_that_opens_the_portal_from_then_on(client, as_, candidate):
    link = made(candidate)
    assert client.post(f"/links/{link.token}", data=CHOICE).status_code == 303
    assert client.get("/who").json["name"] == "최보라"
    assert as_(candidate, NEW).get("/who").json["roles"] == ["candidate:"]


def test_new_password_ends_every_other_session_of_the_account(client, as_, account):
    elsewhere = as_(account)
    client.post(f"/links/{made(account).token}", data=CHOICE)
    assert elsewhere.get("/who").status_code == 303
    assert client.get("/who").status_code == 200


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"password": NEW, "password_again": NEW + "x"}, "서로 다릅니다"),
        ({"password": "short", "password_again": "short"}, "10자 이상"),
        ({}, "입력해 주시기 바랍니다"),
    ],
)
def test_refused_password_does_not_use_the_link_up(client, account, sent, words):
    link = made(account)
    answer = client.post(f"/links/{link.token}", data=sent)
    assert (answer.status_code, words in answer.text) == (422, True)
    assert client.post(f"/links/{link.token}", data=CHOICE).status_code == 303


def test_guessed_used_late_revoked_and_closed_links_all_say_the_same(client, account, clock):
    used = made(account)
    client.post(f"/links/{used.token}", data=CHOICE)
    closed = AccountFactory()
    of_closed = made(closed)
    services.deactivate(ADMIN, closed.id, reason="퇴직")
    revoked = made(account)
    services.revoke_link(ADMIN, revoked.id)
    late = made(account)
    replaced = made(AccountFactory(login_id="777"))
    made(db.session.get(Account, db.session.get(OneTimeLink, replaced.id).account_id))
    clock.freeze(clock.now() + timedelta(days=1))
    tokens = ["0" * 32, late.token[:-1], used.token, late.token, revoked.token, of_closed.token, replaced.token]
    visitor = client.application.test_client()
    for read in (visitor.get, lambda path: visitor.post(path, data=CHOICE)):
        answers = [read(f"/links/{token}") for token in tokens]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.text.partition("<main")[2].partition("</main>")[0] for answer in answers}) == 1
        assert DEAD in answers[0].text
        assert "로그인" in answers[0].text


def test_link_for_a_password_does_not_open_without_one(client, account):
    link = made(account)
    with pytest.raises(Missing):
        services.sign_in_by_link(Actor(address="10.0.0.9"), token=link.token, browser=None)


def test_tries_from_one_address_are_throttled_and_others_are_not(client, candidate):
    link = made(candidate, Purpose.SIGN_IN)
    for _ in range(20):
        client.post(f"/links/{'1' * 32}", environ_base={"REMOTE_ADDR": "10.9.9.9"})
    stopped = client.post(f"/links/{link.token}", environ_base={"REMOTE_ADDR": "10.9.9.9"})
    assert stopped.status_code == 429
    assert client.post(f"/links/{link.token}", environ_base={"REMOTE_ADDR": "10.9.9.8"}).status_code == 303


def test_failed_links_lock_nobodys_account(client, account):
    for _ in range(10):
        client.post(f"/links/{'1' * 32}")
    assert {row.login_id for row in db.session.query(LoginAttempt)} == {"link"}
    assert client.post("/login", data={"login_id": "102030", "password": PASSWORD}).status_code == 303


def test_two_browsers_at_once_use_a_link_once(app, candidate):
    link = made(candidate, Purpose.SIGN_IN)
    statuses, ready = [], threading.Barrier(4)

    def follow():
        with app.app_context():
            browser = app.test_client()
            ready.wait()
            statuses.append(browser.post(f"/links/{link.token}").status_code)
            db.session.remove()

    threads = [threading.Thread(target=follow) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(statuses) == [303, 404, 404, 404]


def test_who_may_make_a_link(app, account, candidate):
    me = Actor(account.id, account.person_id, held=(Held(Role.ADMIN),))
    employee = Actor(901, 901, held=(Held(Role.EMPLOYEE),))
    provider = AccountFactory(person=None, login_id="center")
    GrantFactory(account_id=provider.id, role=Role.PROVIDER)
    allowed = [(ADMIN, account), (ADMIN, provider), (OFFICER, candidate), (OFFICER, provider)]
    refused = [(me, account), (employee, candidate), (OFFICER, account)]
    for actor, whose in allowed:
        made(whose, actor=actor)
    for actor, whose in refused:
        with pytest.raises(NotAllowed):
            made(whose, actor=actor)


def test_officer_makes_no_link_for_a_candidate_who_has_become_staff(app, candidate):
    GrantFactory(account_id=candidate.id, role=Role.DUTY)
    with pytest.raises(NotAllowed):
        made(candidate, actor=OFFICER)


def test_closed_account_gets_no_link(app, account):
    services.deactivate(ADMIN, account.id, reason="퇴직")
    with pytest.raises(Refusal):
        made(account)


def test_trail_tells_of_links_and_never_the_token(client, account, clock):
    link = made(account)
    client.post(f"/links/{'1' * 32}")
    client.post(f"/links/{link.token}", data=CHOICE)
    entries = db.session.query(AuditEntry).all()
    assert {"account.make_link", "account.link_refused", "account.change_password"} <= {e.action for e in entries}
    assert all(link.token not in str(vars(entry)) for entry in entries)


def test_account_without_a_password_opens_with_none(client, candidate):
    for password in ("", "the password of nobody", "x" * 10):
        assert client.post("/login", data={"login_id": candidate.login_id, "password": password}).status_code == 422
    assert not passwords.is_right("", "the password of nobody")
