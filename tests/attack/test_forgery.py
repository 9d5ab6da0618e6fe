"""Requests that no page of ours sent: no act without its token, and none by another method than the door's."""

import re

import pytest
from sqlalchemy import select

from portal.core.access import READING
from portal.core.db import Model, db
from portal.core.front import HEADERS
from tests.attack.test_junk import CASES
from tests.attack.turns import in_turn
from tests.conftest import Htmx
from tests.databases import PASSWORD
from tests.factories.applications import employee

pytestmark = pytest.mark.usefixtures("app", "clock")

POSTS = {name: make for name, (method, make) in CASES.items() if method == "POST"} | {
    "accounts.log_out": lambda _office: ("/logout", {})
}
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def rows(*, but: tuple[str, ...] = ()) -> dict[str, list[object]]:
    """Return what every table but some holds, except for when a session was last used."""
    db.session.rollback()
    found: dict[str, list[object]] = {}
    for table in (table for table in Model.metadata.sorted_tables if table.name not in but):
        columns = [column for column in table.columns if column.name not in ("last_seen_at", "expires_at", "data")]
        found[table.name] = [tuple(map(str, row)) for row in db.session.execute(select(*columns))]
    return found


def signed_in(app, account):
    """Sign somebody in past the token, as their own browser did."""
    client = app.test_client()
    token = TOKEN.search(client.get("/login").text)[1]
    data = {"login_id": account.login_id, "password": PASSWORD, "csrf_token": token}
    assert client.post("/login", data=data).status_code == 303
    return client


def changed(before: dict[str, list[object]], after: dict[str, list[object]]) -> dict[str, set[object]]:
    """Return of each table the rows that are in one of the two only."""
    return {name: set(before[name]) ^ set(after[name]) for name in before if before[name] != after[name]}


@pytest.mark.csrf
def test_nothing_is_done_without_the_token_of_this_very_session(app, office) -> None:
    """Each token is sent as a field and in the head, one of the two by HTMX, and the right one where it counts not."""
    client, other = signed_in(app, office.account), signed_in(app, employee())
    theirs = TOKEN.search(other.get("/").text)[1]
    own = TOKEN.search(client.get("/").text)[1]
    tokens = {"none": "", "garbage": "x" * 90, "cut": own[:-2], "anothers": theirs, "NUL": "\0", "Korean": "토큰"}
    made = {case: make(office) for case, make in POSTS.items()}
    before, wrong = rows(), {}
    for n, (case, (path, fields)) in enumerate(made.items()):
        htmx, plain = Htmx(bool(n % 2))("main"), Htmx(not n % 2)("main")
        for what, token in in_turn(list(tokens.items()), n, of=3):
            in_form = client.post(path, data={**fields, "csrf_token": token}, headers=htmx)
            in_head = client.post(path, data=fields, headers={**plain, "X-CSRFToken": token.encode().decode("latin-1")})
            if {in_form.status_code, in_head.status_code} != {400}:
                wrong[case, what] = (in_form.status_code, in_head.status_code)
        in_query = client.post(f"{path}?csrf_token={own}", data=fields, headers=htmx)
        if in_query.status_code != 400:
            wrong[case, "in the query"] = in_query.status_code
    assert wrong == {}
    assert changed(before, rows()) == {}
    assert client.get("/notices").status_code == 200  # nobody was thrown out


def addresses(app, office) -> dict[str, tuple[str, set[str]]]:
    """Return of each address one that is there, and what it may be asked with."""
    adapter, found = app.url_map.bind(""), {}
    for case, (_method, make) in CASES.items():
        path, _ = make(office)
        found[path] = (case, set(adapter.allowed_methods(path)))
    return found


WHO_READ = ("audit_entry", "audit_link")
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "GIBBERISH")
OVERRIDES = {"X-HTTP-Method-Override": "POST", "X-HTTP-Method": "DELETE", "X-Method-Override": "PUT"}


def test_every_other_method_is_refused_and_reading_changes_nothing(app, as_, office) -> None:
    client, wrong = as_(office.account), {}
    doors = addresses(app, office)
    before = rows(but=WHO_READ)
    for n, (path, (case, allowed)) in enumerate(doors.items()):
        # of GET and HEAD, which do the same, one comes by HTMX
        for m, method in enumerate((*METHODS[:3], *in_turn(METHODS[3:], n, of=2))):
            if method in allowed and method not in READING:
                continue
            answer = client.open(
                f"{path}?_method=POST", method=method, headers={**OVERRIDES, **Htmx(bool((n + m) % 2))("main")},
                data={"_method": "DELETE"} if method not in READING else None,
            )  # fmt: skip
            if method in allowed:
                good = answer.status_code < 500 and (method == "GET" or answer.data == b"")
            else:
                good = answer.status_code == 405 and set(answer.headers["Allow"].split(", ")) == allowed
                good = good and all(name in answer.headers for name in HEADERS)
            if not good:
                wrong[case, method] = (answer.status_code, answer.headers.get("Allow"))
    assert wrong == {}
    assert changed(before, rows(but=WHO_READ)) == {}
