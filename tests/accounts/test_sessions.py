"""Sessions on the server: one statement to open, quick to end, never brought back."""

import hashlib
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, update

from portal.accounts import services, session_store
from portal.accounts.models import Grant, WebSession
from portal.core.actors import Role
from portal.core.db import db
from portal.directory.models import Assignment, ServiceState
from tests.databases import PASSWORD
from tests.factories.accounts import ADMIN, AccountFactory, GrantFactory, give_post
from tests.factories.directory import UnitFactory


def is_in(client):
    return client.get("/who").status_code == 200


def test_table_knows_only_the_hash_of_the_key(as_, account, kept_sessions, cookie):
    client = as_(account)
    (row,) = kept_sessions()
    assert row.id_hash == hashlib.sha256(cookie(client).encode()).hexdigest()
    assert row.account_id == account.id
    assert cookie(client) not in str(vars(row))


def test_cookie_is_out_of_reach_for_scripts_and_other_sites(client, account):
    client.post("/login", data={"login_id": "102030", "password": PASSWORD})
    kept = client.get_cookie("portal")
    assert (kept.http_only, kept.same_site, kept.path, kept.domain) == (True, "Lax", "/", "localhost")
    assert kept.max_age is None
    assert kept.expires is None


def test_production_binds_the_cookie_to_host_and_encryption(app, account):
    app.config["PORTAL_MODE"] = "production"
    client = app.test_client()
    answer = client.post("/login", data={"login_id": "102030", "password": PASSWORD}, base_url="https://localhost")
    header = answer.headers["Set-Cookie"]
    assert header.startswith("__Host-portal=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(header.split("; "))
    assert "Domain" not in header


def test_opening_a_request_is_one_statement(as_, account, statements, clock):
    give_post(account, "인사팀")
    for role in (Role.OFFICER, Role.AUDITOR):
        GrantFactory(account_id=account.id, role=role)
    client = as_(account)
    statements.clear()
    told = client.get("/who").json
    assert len(statements) == 1, statements
    assert told["unit"] == "인사팀"
    assert told["title"] == "주무관"
    assert told["roles"] == ["auditor:", "employee:", "officer:"]


def test_visitors_and_static_files_ask_nothing(as_, account, client, statements, clock):
    client.get("/login")
    client.get("/static/css/base.css").close()
    signed = as_(account)
    statements.clear()
    signed.get("/static/css/base.css").close()
    assert list(statements) == []


def test_visitors_leave_no_rows(app, client, kept_sessions):
    for path in ("/login", "/nosuch", "/who", "/static/css/base.css", "/healthz"):
        app.test_client().get(path).close()
        client.get(path).close()
    client.post("/login", data={"login_id": "x", "password": "wrong-password"})
    assert kept_sessions() == []


def test_what_a_visitor_is_told_once_is_kept_and_dropped(client, kept_sessions):
    client.get("/say")
    assert len(kept_sessions()) == 1
    assert "다음 화면에서 알려 드립니다." in client.get("/login").text
    assert kept_sessions() == []


def test_signed_in_people_are_told_once_too(as_, account):
    client = as_(account)
    client.get("/say")
    assert "다음 화면에서 알려 드립니다." in client.get("/nosuch").text
    assert "다음 화면에서 알려 드립니다." not in client.get("/nosuch").text


def test_log_in_takes_a_new_key_and_the_visitors_one_opens_nothing(client, account, cookie):
    client.get("/login")
    before = cookie(client)
    client.post("/login", data={"login_id": "102030", "password": PASSWORD})
    after = cookie(client)
    assert before and before != after
    client.set_cookie("portal", before)
    assert not is_in(client)


def test_planted_key_is_not_adopted(client, account, cookie, kept_sessions):
    planted = "A" * 43
    client.set_cookie("portal", planted)
    client.get("/login")
    assert cookie(client) != planted
    client.set_cookie("portal", planted)
    client.post("/login", data={"login_id": "102030", "password": PASSWORD})
    assert cookie(client) != planted
    assert hashlib.sha256(planted.encode()).hexdigest() not in {row.id_hash for row in kept_sessions()}


@pytest.mark.parametrize("junk", ["", "x", "a.b", "." * 50, "가나다", "x" * 4_000, "%00", '";'])
def test_junk_in_the_cookie_is_a_visitor(client, junk):
    client.set_cookie("portal", junk)
    assert client.get("/login").status_code == 200
    assert not is_in(client)


def test_log_in_again_ends_the_session_before(as_, account, cookie, kept_sessions):
    client = as_(account)
    before = cookie(client)
    client.post("/login", data={"login_id": "102030", "password": PASSWORD})
    assert len(kept_sessions()) == 1
    client.set_cookie("portal", before)
    assert not is_in(client)


def test_cookie_kept_from_before_log_out_is_dead(as_, account, cookie):
    client = as_(account)
    before = cookie(client)
    client.post("/logout")
    client.set_cookie("portal", before)
    assert not is_in(client)


def test_closing_an_account_ends_its_sessions_at_once(as_, account):
    one, two = as_(account), as_(account)
    other = as_(AccountFactory())
    services.deactivate(ADMIN, account.id, reason="전출")
    assert not is_in(one)
    assert not is_in(two)
    assert is_in(other)


def test_new_password_ends_the_sessions_at_once(as_, account):
    client = as_(account)
    services.end_all_sessions(ADMIN, account.id)
    assert not is_in(client)


def test_session_of_an_older_generation_is_dead_even_if_its_row_is_there(as_, account):
    client = as_(account)
    account.generation += 1
    assert not is_in(client)


def test_retirement_acts_on_the_next_request(as_, account):
    client = as_(account)
    account.person.state = ServiceState.RETIRED
    assert not is_in(client)


def test_grants_act_on_the_next_request(as_, account, clock):
    client = as_(account)
    grant = services.grant_role(ADMIN, account.id, role=Role.REPORTER, reason="담당 지정", unit_id=UnitFactory().id)
    assert any(role.startswith("reporter:") for role in client.get("/who").json["roles"])
    services.revoke_role(ADMIN, grant.id, reason="담당 변경")
    assert client.get("/who").json["roles"] == ["employee:"]


def test_grants_hold_on_their_days_only(as_, account, clock):
    day = clock.today()
    for days, (first, last) in enumerate([(-9, 0), (0, 1), (1, None), (-1, None)]):
        until = None if last is None else day + timedelta(days=last)
        unit = give_post(account, f"팀 {days}")
        GrantFactory(
            account_id=account.id,
            unit_id=unit.id,
            role=Role.LEAD,
            valid_from=day + timedelta(days=first),
            valid_to=until,
        )
    kept = db.session.query(Grant).order_by(Grant.id).all()
    told = as_(account).get("/who").json["roles"]
    assert told == sorted(["employee:", f"lead:{kept[1].unit_id}", f"lead:{kept[3].unit_id}"])


def test_transfer_acts_on_the_next_request(as_, account, clock):
    give_post(account, "인사팀")
    client = as_(account)
    assert client.get("/who").json["unit"] == "인사팀"
    db.session.execute(update(Assignment).values(valid_to=clock.today()))
    give_post(account, "총무팀", since=clock.today())
    assert client.get("/who").json["unit"] == "총무팀"


def test_somebody_from_outside_is_no_employee(as_, clock):
    outsider = AccountFactory(person=None, name="상담기관")
    GrantFactory(account_id=outsider.id, role=Role.PROVIDER)
    told = as_(outsider).get("/who").json
    assert told["roles"] == ["provider:"]
    assert told["name"] == "상담기관"


@pytest.mark.parametrize("end", ["deactivate", "delete"])
def test_session_ended_while_a_request_is_answered_is_not_written_back(app, as_, account, clock, kept_sessions, end):
    def slow():
        if end == "delete":
            db.session.execute(delete(WebSession))
        else:
            services.deactivate(ADMIN, account.id, reason="전출")
        db.session.commit()
        return "done"

    app.add_url_rule("/slow", "slow", slow, methods=["POST"])
    slow.access = app.view_functions["who"].access
    client = as_(account)
    clock.freeze(clock.now() + timedelta(minutes=5))
    assert client.post("/slow").text == "done"
    assert kept_sessions() == []
    assert not is_in(client)


def test_writing_to_a_row_that_is_gone_brings_nothing_back(app, kept_sessions):
    assert session_store.keep("0" * 64, data={"a": 1}) is False
    assert kept_sessions() == []


def test_sessions_that_are_over_are_swept_at_log_in(as_, account, clock, kept_sessions):
    as_(account)
    clock.freeze(clock.now() + timedelta(hours=1))
    as_(AccountFactory())
    assert len(kept_sessions()) == 1


def test_pages_tell_when_the_session_ends(as_, account, clock):
    page = as_(account).get("/nosuch").text
    assert 'data-session-idle-seconds="1800"' in page
    assert "data-session-ends" in page


def test_day_of_a_grant_is_the_portals(account, clock):
    grant = services.grant_role(ADMIN, account.id, role=Role.REPORTER, reason="담당 지정", unit_id=UnitFactory().id)
    assert grant.valid_from == date(2025, 3, 12)
