"""``flask create-admin``: the first administrator, and the one for the day on which nobody else can log in."""

import re

import pytest

from portal.accounts.commands import create_admin
from portal.accounts.models import Account, Grant
from portal.audit.models import AuditEntry
from portal.core.actors import Role
from portal.core.db import db
from tests.factories.accounts import AccountFactory, GrantFactory
from tests.factories.directory import PersonFactory

OWN = "바람 부는 날의 연 13"


@pytest.fixture
def run(app):
    return lambda *args, **more: app.test_cli_runner().invoke(create_admin, args, **more)


def test_first_administrator_chooses_a_password_and_then_enters(run, as_, app):
    done = run("--number", "A0001", "--name", "김관리")
    assert done.exit_code == 0, done.output
    first = re.search(r"처음 비밀번호: (\S+)", done.output)[1]
    account = db.session.query(Account).one()
    client = as_(account, first)
    assert client.get("/who").location.startswith("/account/password")
    sent = {"current": first, "password": OWN, "password_again": OWN}
    assert client.post("/account/password", data=sent).status_code == 303
    assert client.get("/who").json["roles"] == ["admin:"]


def test_what_is_not_given_is_asked_for(run):
    done = run(input="A0001\n김관리\n")
    assert done.exit_code == 0, done.output
    assert db.session.query(Account).one().name == "김관리"


def test_official_of_that_number_is_taken(run):
    person = PersonFactory(personal_no="D777", name="이하늘")
    run("--number", "D777")
    account = db.session.query(Account).one()
    assert (account.person_id, account.name) == (person.id, "이하늘")


def test_second_administrator_needs_force(run):
    run("--number", "A0001", "--name", "김관리")
    refused = run("--number", "A0002", "--name", "박관리")
    assert refused.exit_code == 1
    assert "--force" in refused.output
    assert db.session.query(Account).count() == 1
    assert run("--number", "A0002", "--name", "박관리", "--force").exit_code == 0
    assert db.session.query(Grant).filter_by(role=Role.ADMIN).count() == 2


def test_force_rescues_an_administrator_who_cannot_log_in(run, as_):
    lost = AccountFactory(login_id="D1", is_active=False)
    GrantFactory(account_id=lost.id, role=Role.ADMIN)
    done = run("--number", "D1", "--password", OWN, "--force")
    assert done.exit_code == 0
    assert OWN not in done.output
    assert as_(lost, OWN).get("/who").location.startswith("/account/password")
    assert db.session.query(Grant).count() == 1


def test_first_password_follows_the_rules_too(run):
    refused = run("--number", "A0001", "--name", "김관리", "--password", "password123")
    assert refused.exit_code == 1
    assert "많이 쓰여" in refused.output
    assert db.session.query(Account).count() == 0


def test_trail_names_the_terminal(run):
    run("--number", "A0001", "--name", "김관리")
    entries = db.session.query(AuditEntry).all()
    assert [e.action for e in entries] == ["account.create", "account.grant_role", "account.reset_password"]
    assert {e.actor_name for e in entries} == {"서버 운영자"}
