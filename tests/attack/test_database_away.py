"""The database goes away in the midst of work and comes back: everybody is told, nobody restarts anything."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from portal.applications.models import Application
from portal.core.actors import Role
from portal.core.db import db
from tests import databases
from tests.factories.applications import employee, form_address
from tests.factories.programs import open_round

pytestmark = [
    pytest.mark.usefixtures("app", "clock"),
    pytest.mark.skipif(not databases.SERVER, reason="SQLite is a file; it does not go away"),
]
PAGES = ("/", "/people?q=김", "/programs", "/applications", "/admin/applications", "/notices")


@pytest.fixture
def server(app) -> Iterator[sa.Engine]:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    engine = sa.create_engine(databases.SERVER, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    yield engine
    order(engine, "ALTER DATABASE {} WITH ALLOW_CONNECTIONS true")


def order(server: sa.Engine, *orders: str) -> None:
    name = sa.make_url(str(db.engine.url)).database
    with server.connect() as connection:
        for one in orders:
            connection.exec_driver_sql(one.format(name))


def throw_out(server: sa.Engine) -> None:
    """End every connection, as a restart of the database does."""
    order(server, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'")


@contextmanager
def away(server: sa.Engine) -> Iterator[None]:
    order(server, "ALTER DATABASE {} WITH ALLOW_CONNECTIONS false")
    throw_out(server)
    try:
        yield
    finally:
        order(server, "ALTER DATABASE {} WITH ALLOW_CONNECTIONS true")


def test_every_page_says_so_and_is_back_when_the_database_is(server, as_, client, htmx) -> None:
    browser = as_(employee(Role.OFFICER))
    headers = htmx("main")
    assert [browser.get(page, headers=headers).status_code for page in PAGES] == [200] * len(PAGES)
    db.session.close()
    with away(server):
        for page in PAGES:
            answer = browser.get(page, headers=headers)
            assert answer.status_code == 503, page
            assert answer.headers["Retry-After"]
            assert "다시 시도해 주시기 바랍니다" in answer.text
            assert ("<html" in answer.text) is not htmx.on
            assert "psycopg" not in answer.text and "Traceback" not in answer.text
        health = client.get("/healthz")
        assert (health.status_code, health.json["status"]) == (503, "unavailable")
        assert client.get("/static/css/base.css").status_code == 200
        assert client.get("/login").status_code == 200  # a visitor's page needs no database to ask who it is
    assert client.get("/healthz").status_code == 200
    assert [browser.get(page, headers=headers).status_code for page in PAGES] == [200] * len(PAGES)


def test_a_database_that_was_restarted_in_a_quiet_moment_lets_nobody_down(server, as_) -> None:
    browser = as_(employee())
    assert browser.get("/programs").status_code == 200
    db.session.close()
    throw_out(server)
    assert browser.get("/programs").status_code == 200


def test_nothing_is_half_written_when_it_goes_in_the_midst_of_sending(server, as_) -> None:
    round_ = open_round()
    browser = as_(employee())
    address = form_address(round_)
    db.session.close()
    with away(server):
        assert browser.post(address, data={"expect": "쉬고 싶습니다."}).status_code == 503
    assert browser.get(address).status_code == 200
    db.session.rollback()
    assert db.session.scalars(sa.select(Application)).all() == []
