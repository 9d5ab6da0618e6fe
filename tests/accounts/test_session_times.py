"""How long a session lasts: without use, at most, and what counts as use."""

from datetime import timedelta

import pytest

from portal.core.actors import Role
from tests.factories.accounts import GrantFactory

MINUTE = timedelta(minutes=1)


def is_in(client):
    return client.get("/who").status_code == 200


def test_half_an_hour_without_use_ends_a_session(as_, account, clock):
    client = as_(account)
    clock.freeze(clock.now() + 30 * MINUTE - timedelta(seconds=1))
    assert is_in(client)
    clock.freeze(clock.now() + 30 * MINUTE)
    assert not is_in(client)


@pytest.mark.parametrize("role", [Role.COUNSELOR, Role.PROVIDER, Role.ADMIN])
def test_ten_minutes_end_a_session_of_a_sensitive_role(as_, account, clock, role):
    GrantFactory(account_id=account.id, role=role)
    client = as_(account)
    clock.freeze(clock.now() + 9 * MINUTE)
    assert is_in(client)
    clock.freeze(clock.now() + 10 * MINUTE)
    assert not is_in(client)


def test_idle_limits_are_settings(app, as_, account, clock):
    app.config["SESSION_IDLE_MINUTES"] = 5
    client = as_(account)
    clock.freeze(clock.now() + 5 * MINUTE)
    assert not is_in(client)


def test_ten_hours_are_the_most_however_busy_one_is(as_, account, clock):
    client = as_(account)
    begun = clock.now()
    for quarter in range(1, 40):
        clock.freeze(begun + quarter * 15 * MINUTE)
        assert is_in(client), quarter
    clock.freeze(begun + timedelta(hours=10))
    assert not is_in(client)


def test_passive_requests_do_not_renew(as_, account, clock):
    client = as_(account)
    for _ in range(10):
        clock.freeze(clock.now() + 3 * MINUTE - timedelta(seconds=1))
        assert client.get("/bell-count").status_code == 200
    clock.freeze(clock.now() + MINUTE)
    assert not is_in(client)


def test_renewal_is_written_at_most_once_a_minute(as_, account, clock, statements):
    client = as_(account)
    clock.freeze(clock.now() + timedelta(seconds=59))
    statements.clear()
    client.get("/who")
    assert [one for one in statements if not one.startswith("SELECT")] == []
    clock.freeze(clock.now() + timedelta(seconds=1))
    client.get("/who")
    client.get("/who")
    assert [one.split()[0] for one in statements if not one.startswith("SELECT")] == ["UPDATE"]


def test_extension_renews_at_once_and_says_until_when(as_, account, clock):
    client = as_(account)
    clock.freeze(clock.now() + timedelta(seconds=20))
    answer = client.post("/session/extension", headers={"HX-Request": "true"})
    assert answer.json["idle_seconds"] == 1800
    assert answer.headers["X-Session-Ends"] == answer.json["ends"]
    clock.freeze(clock.now() + 30 * MINUTE - timedelta(seconds=1))
    assert is_in(client)


def test_extension_without_script_leads_back(as_, account):
    client = as_(account)
    back = client.post("/session/extension", headers={"Referer": "http://localhost/programs?q=1"})
    assert (back.status_code, back.location) == (303, "/programs?q=1")
    away = client.post("/session/extension", headers={"Referer": "http://evil.example/x"})
    assert away.location == "/"
