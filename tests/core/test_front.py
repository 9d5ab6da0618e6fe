"""The front door: what comes in is bounded, what goes out is guarded, and errors have pages."""

import re

import pytest
from flask import request
from sqlalchemy.exc import IntegrityError, OperationalError

from portal.app import create_app
from portal.config import DEMO_SECRET_KEY
from portal.core.access import public, takes_files
from portal.core.error_pages import WORDS
from portal.core.errors import Missing, NotAllowed, Refusal, Stale, TooMany
from portal.core.front import HEADERS, ORDINARY_BODY
from tests import databases
from tests.factories.accounts import AccountFactory

PLAIN_FORM = "application/x-www-form-urlencoded"
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
)
RAISED = {
    "refusal": Refusal("이미 신청하셨습니다."),
    "stale": Stale("다른 담당자가 먼저 처리했습니다."),
    "not-allowed": NotAllowed("권한이 없습니다."),
    "missing": Missing(),
    "too-many": TooMany("잠시 뒤에 다시 시도해 주시기 바랍니다."),
    "constraint": IntegrityError("INSERT secret_table", {"reason": "secret"}, Exception("secret")),
    "locked": OperationalError("UPDATE secret_table", {}, Exception("database is locked")),
    "bug": ZeroDivisionError("secret"),
}
STATUS = {
    "refusal": 409, "stale": 409, "not-allowed": 403, "missing": 404, "too-many": 429, "constraint": 409, "locked": 503,
    "bug": 500,
}  # fmt: skip


def fail(what):
    raise RAISED[what]


def number(n):
    return str(n)


def ignore():
    return "not read"


def echo():
    return request.form.get("text", "") + "".join(sorted(request.files))


@pytest.fixture
def app(app):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.add_url_rule("/fail/<what>", "fail", public(fail))
    app.add_url_rule("/number/<int:n>", "number", public(number))
    app.add_url_rule("/ignore", "ignore", public(ignore), methods=["POST"])
    app.add_url_rule("/echo", "echo", public(echo), methods=["POST"])
    app.add_url_rule("/upload", "upload", takes_files(public(lambda: echo())), methods=["POST"])
    return app


@pytest.mark.parametrize(
    "path", ["/login", "/nosuch", "/static/css/base.css", "/static/nosuch.css", "/healthz", "/who", "/fail/bug", "/%00"]
)
def test_every_answer_carries_every_header(client, path):
    answer = client.get(path)
    assert answer.headers["Content-Security-Policy"] == CSP
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    answer.close()


def test_encrypted_answers_promise_to_stay_so(client):
    assert "Strict-Transport-Security" not in client.get("/login").headers
    promised = client.get("/login", base_url="https://localhost").headers["Strict-Transport-Security"]
    assert promised == "max-age=31536000; includeSubDomains"


def test_pages_are_not_kept_and_versioned_files_are(app, client, as_):
    signed = as_(AccountFactory())
    for answer in (signed.get("/login"), signed.get("/nosuch"), client.get("/login"), client.get("/static/nosuch.css")):
        assert answer.headers["Cache-Control"] == "no-store"
    app.config["PORTAL_MODE"] = "demo"
    page = client.get("/login").text
    for sheet in re.findall(r'href="(/static/[^"]+\.css[^"]*)"', page):
        answer = client.get(sheet)
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable", sheet
        answer.close()
    plain = client.get("/static/css/base.css")
    assert plain.headers["Cache-Control"] == "no-cache"
    plain.close()


@pytest.mark.parametrize("what", RAISED)
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true", "HX-Target": "div#x"}], ids=["page", "fragment"])
def test_everything_that_goes_wrong_has_a_page(client, what, headers):
    answer = client.get(f"/fail/{what}", headers=headers)
    assert answer.status_code == STATUS[what]
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert re.search(r"참조 번호 (<b[^>]*>)?[0-9a-f]{8}", answer.text)
    assert ("<html" in answer.text) is not bool(headers)
    assert 'href="/"' in answer.text


def test_refusals_speak_in_their_own_words(client):
    assert "이미 신청하셨습니다." in client.get("/fail/refusal").text


def test_busy_database_asks_to_come_again(client):
    assert client.get("/fail/locked").headers["Retry-After"] == "5"


def test_every_promised_status_has_its_words():
    assert {400, 401, 403, 404, 405, 409, 413, 422, 429, 500, 503} <= set(WORDS)


def test_page_without_database_is_a_page(app, client, monkeypatch):
    client.get("/login")
    client.set_cookie("portal", "A" * 43)
    app.config["SQLALCHEMY_DATABASE_URI"] = "none"
    monkeypatch.setattr("portal.accounts.sessions.session_kept", lambda *_: fail("locked"))
    answer = client.get("/login")
    assert answer.status_code == 503
    assert "Set-Cookie" not in answer.headers


def test_even_a_failing_error_page_says_something(client, monkeypatch):
    monkeypatch.setattr("portal.core.error_pages.render_template", lambda *_, **__: fail("bug"))
    answer = client.get("/nosuch")
    assert answer.status_code == 404
    assert "찾으시는 내용이 없습니다" in answer.text


def test_wrong_method_names_the_right_ones(client):
    answer = client.post("/number/1")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize("n", ["1", "0", "2147483647"])
def test_numbers_a_database_can_hold_are_addresses(client, n):
    assert client.get(f"/number/{n}").text == n


@pytest.mark.parametrize(
    "n", ["2147483648", "9223372036854775808", "9" * 60, "9" * 5_000, "-1", "+1", "01", "１", "1.0", "x"]
)
def test_other_numbers_are_unknown_addresses(client, n):
    assert client.get(f"/number/{n}").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/%00", "/number/%00", "/%ff", "/%ed%a0%80", "/a%0d%0ab", "/login?q=%ff", "/login?%ff=1", "/login?q=%ed%a0%80"],
)
def test_bytes_that_are_no_text_are_refused(client, path):
    answer = client.get(path)
    assert answer.status_code == 400
    assert "읽을 수 없는 글자" in answer.text


@pytest.mark.parametrize("body", ["a%ff=1", "a%00=1", "text=%ff", "text=%ed%a0%80", "a=1&b=%c0%80"])
def test_bytes_of_a_form_that_are_no_text_are_refused(client, body):
    answer = client.post("/echo", data=body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400


def test_large_body_is_refused_even_where_nobody_reads_it(client):
    answer = client.post("/ignore", data=b"x" * (ORDINARY_BODY + 1), content_type="text/plain")
    assert answer.status_code == 413
    assert "너무 큽니다" in answer.text
    assert client.post("/ignore", data=b"x=" + b"1" * 1_000, content_type=PLAIN_FORM).status_code == 200
    assert client.post("/ignore").status_code == 200


def test_ten_megabytes_of_text_are_refused(client):
    assert client.post("/login", data={"login_id": "x" * 10_000_000, "password": "x"}).status_code == 413


def multipart(*parts):
    """The body of a form as a browser sends it: (name, filename or nothing, content)."""
    body = b""
    for name, filename, content in parts:
        of_file = f'; filename="{filename}"' if filename else ""
        body += f'--x\r\nContent-Disposition: form-data; name="{name}"{of_file}\r\n\r\n'.encode() + content + b"\r\n"
    return {"data": body + b"--x--\r\n", "content_type": "multipart/form-data; boundary=x"}


def test_uploads_may_be_large_where_files_are_taken(client):
    large = multipart(("file", "a.pdf", b"x" * 3_000_000))
    assert client.post("/upload", **large).text == "file"
    assert client.post("/echo", **large).status_code == 413


def test_too_many_fields_are_refused(client):
    assert client.post("/upload", **multipart(*[(f"f{n}", "", b"") for n in range(1_100)])).status_code == 413


def test_broken_multipart_is_no_error_of_ours(client):
    answer = client.post("/echo", data=b"--x\r\nbroken", content_type="multipart/form-data; boundary=x")
    assert answer.status_code < 500


def test_unknown_host_is_refused(database, tmp_path):
    app = create_app(databases.settings(database, tmp_path, TRUSTED_HOSTS=["portal.example"]))
    client = app.test_client()
    assert client.get("/login", base_url="http://portal.example").status_code == 200
    answer = client.get("/login", base_url="http://evil.example")
    assert answer.status_code == 400
    assert answer.headers["Content-Security-Policy"] == CSP
    assert "evil.example" not in answer.text


@pytest.mark.parametrize(("proxies", "seen"), [(0, "10.0.0.9"), (1, "1.2.3.4")])
def test_forwarded_address_counts_only_behind_a_known_proxy(database, tmp_path, proxies, seen):
    app = create_app(databases.settings(database, tmp_path, TRUSTED_PROXIES=proxies))
    app.add_url_rule("/address", "address", public(lambda: f"{request.remote_addr} {request.host}"))
    forwarded = {"X-Forwarded-For": "6.6.6.6, 1.2.3.4", "X-Forwarded-Host": "evil.example"}
    answer = app.test_client().get("/address", headers=forwarded, environ_base={"REMOTE_ADDR": "10.0.0.9"})
    assert answer.text == f"{seen} localhost"


@pytest.mark.parametrize("secret", [DEMO_SECRET_KEY, "", "short"])
def test_production_refuses_a_known_or_short_key(database, tmp_path, secret):
    with pytest.raises(RuntimeError, match="PORTAL_SECRET_KEY"):
        create_app(databases.settings(database, tmp_path, PORTAL_MODE="production", SECRET_KEY=secret))


def test_unknown_mode_is_refused(database, tmp_path):
    with pytest.raises(RuntimeError, match="PORTAL_MODE"):
        create_app(databases.settings(database, tmp_path, PORTAL_MODE="prod"))


@pytest.fixture
def production(app):
    app.config["PORTAL_MODE"] = "production"
    return app


def test_production_does_not_serve_demonstration_accounts(production, client):
    account = AccountFactory(is_demo=True)
    assert client.get("/login").status_code == 503
    checked = production.test_cli_runner().invoke(args=["check"])
    assert checked.exit_code == 1
    assert "demonstration accounts" in checked.output
    account.is_demo = False
    assert client.get("/login").status_code == 200


def test_production_without_them_is_served_and_asked_once(production, client, statements, clock):
    AccountFactory()
    assert client.get("/login").status_code == 200
    assert any("is_demo" in one for one in statements)
    statements.clear()
    assert client.get("/login").status_code == 200
    assert not any("is_demo" in one for one in statements)


def test_health_is_known_to_whoever_asks(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json["status"]) == (200, "ok")


def test_health_says_when_the_database_is_behind(app, client):
    app.extensions["portal_head"] = "9999"
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json["database"]) == (503, "not migrated")


def test_health_says_when_there_is_no_database(tmp_path):
    app = create_app(databases.settings(f"sqlite:///{tmp_path / 'empty.db'}", tmp_path))
    answer = app.test_client().get("/healthz")
    assert (answer.status_code, answer.json["status"]) == (503, "unavailable")


def test_style_page_is_for_development_only(app, client):
    assert client.get("/style").status_code == 200
    assert client.post("/style", data={}).status_code == 422
    app.config["PORTAL_MODE"] = "demo"
    assert client.get("/style").status_code == 404


@pytest.mark.parametrize(("cookie", "theme"), [("dark", "dark"), ("contrast", "contrast"), ('x"><b>', ""), ("", "")])
def test_theme_comes_from_its_cookie(client, cookie, theme):
    client.set_cookie("portal-theme", cookie)
    assert f'data-theme="{theme}"' in client.get("/login").text


def test_demonstration_says_which_day_it_is(app, client, clock):
    assert "체험 모드" not in client.get("/login").text
    app.config["PORTAL_MODE"] = "demo"
    assert "체험 모드: 오늘은 2025. 3. 12.(수)" in client.get("/login").text
