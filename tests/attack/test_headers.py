"""What stands in the head of a request: hosts, forwarded addresses, line ends; it leads nowhere and forges no line."""

import logging
import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy import select

from portal.accounts.models import WebSession
from portal.app import create_app
from portal.audit.models import AuditEntry
from portal.core.actors import Role
from portal.core.db import db
from tests import databases
from tests.attack.test_junk import CASES
from tests.databases import PASSWORD
from tests.factories.applications import applied, employee, form_address
from tests.factories.programs import open_round

pytestmark = pytest.mark.usefixtures("app", "clock")

EVIL = "evil.example"
TRICKS: list[dict[str, str]] = [
    {"Host": EVIL},
    {"Host": f"localhost:80@{EVIL}"},
    {"Host": f"localhost.{EVIL}"},
    {"Host": ""},
    {"X-Forwarded-Host": EVIL},
    {"X-Forwarded-Server": EVIL, "X-Host": EVIL, "X-Original-Host": EVIL},
    {"X-Forwarded-Proto": "https", "X-Forwarded-Port": "6666", "X-Forwarded-Prefix": f"//{EVIL}"},
    {"Forwarded": f"host={EVIL};proto=https;for=6.6.6.6"},
    {"X-Original-URL": "/admin/audit", "X-Rewrite-URL": "/admin/audit"},
    {"Referer": f"http://{EVIL}/", "Origin": f"http://{EVIL}"},
]


@pytest.mark.parametrize("trick", TRICKS, ids=lambda trick: " ".join(trick))
def test_no_header_changes_where_links_and_redirects_lead(as_, client, trick, htmx) -> None:
    officer = as_(employee(Role.OFFICER))
    answers = [client.get(path, headers={**trick, **htmx("main")}) for path in ("/", "/login", "/no-such-page")]
    answers += [
        officer.get(path, headers={**trick, **htmx("main")})
        for path in ("/", "/people", "/programs", "/admin/applications")
    ]
    answers.append(officer.post("/session/extension", headers={**trick, **htmx("main")}))
    answers.append(officer.post("/logout", headers={**trick, **htmx("main")}))
    for answer in answers:
        assert answer.status_code < 500
        assert EVIL not in answer.text and EVIL not in str(answer.headers)
        assert "6666" not in answer.headers.get("Location", "")
        assert not answer.headers.get("Location", "/").startswith(("//", "http"))
        assert "Strict-Transport-Security" not in answer.headers


def behind(proxies: int, database: str, folder: Path) -> Flask:
    """Return a portal that stands behind so many proxies; it borrows its connections, so none is left open."""
    app = create_app(databases.settings(database, folder, TRUSTED_PROXIES=proxies))
    with app.app_context():
        databases.share_engine()
    return app


@pytest.mark.parametrize(("proxies", "seen"), [(0, "10.0.0.9"), (1, "203.0.113.5")])
def test_the_address_on_record_is_not_the_visitors_to_choose(database, tmp_path, proxies, seen) -> None:
    account = employee()
    app = behind(proxies, database, tmp_path)
    claimed = {
        "X-Forwarded-For": "127.0.0.1, 6.6.6.6, 203.0.113.5", "X-Real-IP": "127.0.0.1", "Client-IP": "127.0.0.1",
        "Forwarded": "for=127.0.0.1",
    }  # fmt: skip
    for password in ("틀린 비밀번호입니다", PASSWORD):
        app.test_client().post(
            "/login", data={"login_id": account.login_id, "password": password}, headers=claimed,
            environ_base={"REMOTE_ADDR": "10.0.0.9"},
        )  # fmt: skip
    db.session.rollback()
    assert {*db.session.scalars(select(WebSession.address)), *db.session.scalars(select(AuditEntry.address))} == {seen}


@pytest.mark.parametrize("address", ["", "x" * 500, "1.2.3.4\r\nevil", "fe80::1%eth0", "::ffff:10.0.0.1"])
def test_an_address_that_is_none_lets_nobody_down(database, tmp_path, address) -> None:
    account = employee()
    app = behind(1, database, tmp_path)
    client = app.test_client()
    for password, status in (("틀린 비밀번호입니다", 422), (PASSWORD, 303)):
        answer = client.post(
            "/login", data={"login_id": account.login_id, "password": password},
            environ_base={"REMOTE_ADDR": address},
        )  # fmt: skip
        assert answer.status_code == status
    db.session.rollback()
    assert all(len(kept) <= 45 and kept.isprintable() for kept in db.session.scalars(select(WebSession.address)))


AGENTS = ["Mozilla\x00", "x" * 9_000, "a\r\nINFO forged line", "\x1b[2J\u009b", "가나다", "<script>alert(1)</script>"]


@pytest.mark.parametrize("agent", AGENTS)
def test_a_browser_may_call_itself_anything(client, agent) -> None:
    account = employee()
    data = {"login_id": account.login_id, "password": PASSWORD}
    answer = client.post("/login", data=data, environ_overrides={"HTTP_USER_AGENT": agent.encode().decode("latin-1")})
    assert answer.status_code == 303
    db.session.rollback()
    kept = db.session.scalars(select(WebSession.user_agent).where(WebSession.account_id == account.id)).one()
    assert len(kept) <= 200
    assert re.search(r"[\x00-\x1f\x7f-\x9f]", kept) is None


FORGED = "x\r\n2025-03-12 10:00:00 INFO portal: 관리자가 로그인했습니다.\n\x1b[1A\u2028"


def test_nobody_writes_a_line_into_the_log(app, client, caplog) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.logger.setLevel(logging.DEBUG)
    caplog.set_level(logging.DEBUG)
    agent = {"HTTP_USER_AGENT": FORGED.encode().decode("latin-1"), "HTTP_REFERER": FORGED.encode().decode("latin-1")}
    for data in ({"login_id": FORGED, "password": "x"}, {"login_id": "1", "password": FORGED, "next": FORGED}):
        client.post("/login", data=data, environ_overrides=agent)
    client.get(f"/{FORGED}", environ_overrides=agent)
    client.get("/people", query_string={"q": FORGED}, environ_overrides=agent)
    client.open("/login", method="INFO\nforged", environ_overrides=agent)
    assert caplog.records
    for record in caplog.records:
        lines = record.getMessage()
        assert not {"\r", "\n", "\x1b", "\u2028"} & set(lines), lines


def test_a_failing_database_writes_nobodys_words_into_the_log(app, as_, caplog) -> None:
    """What is typed into a counseling form is nobody else's, least of all that of whoever reads logs."""
    app.config["PROPAGATE_EXCEPTIONS"] = False
    round_ = open_round(kind="hr_counseling", track="person", selection="review", capacity=None)
    client = as_(employee())
    secret = "아무도 모르는 고민"

    def refuse(connection, _cursor, statement, *_more):
        """Fail as the driver does when the disk is full."""
        if "application_draft" in statement and "INSERT" in statement:
            raise connection.dialect.dbapi.OperationalError("disk full")

    sa.event.listen(db.engine, "before_cursor_execute", refuse)
    try:
        answer = client.post(form_address(round_) + "/draft", data={"body": secret})
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", refuse)
    assert answer.status_code == 503
    assert "The database is busy" in caplog.text
    assert secret not in caplog.text and secret not in answer.text


def test_no_statement_that_fails_tells_what_was_in_it(app) -> None:
    sent = applied(employee(), open_round())
    with pytest.raises(Exception, match=r"(?i)unique") as failed, db.session.begin_nested():
        db.session.execute(
            sa.text("INSERT INTO clock_setting (id, offset_seconds) VALUES (:id, :seconds), (:id, :seconds)"),
            {"id": 1, "seconds": 123454321},
        )
    assert sent.public_id
    assert "123454321" not in str(failed.value)


RESERVED = {
    "_external": "1", "_scheme": "javascript", "_anchor": "\"><x-evil>", "_method": "POST", "endpoint": "static",
    "self": "1", "filename": "../../portal/config.py", "values": "1", "csrf_token": "1", "app": "1",
}  # fmt: skip


def test_no_name_in_a_query_changes_how_addresses_are_made(as_, office) -> None:
    client = as_(office.account)
    for case in (name for name, (method, _) in CASES.items() if method == "GET"):
        path, fields = CASES[case][1](office)
        plain = client.get(path, query_string=fields)
        answer = client.get(path, query_string={**fields, **RESERVED})
        assert answer.status_code == plain.status_code < 500, case
        assert "javascript:" not in answer.text and "<x-evil" not in answer.text, case
        assert not re.search(r'(?:href|action)="https?:', answer.text), case
