"""What every test may ask for: a portal on an empty database, a browser signed in, a clock that stands still."""

from collections.abc import Callable, Iterator
from contextvars import Context
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache

from portal.app import create_app
from portal.core import clock as portal_clock
from portal.core.db import db
from tests import databases
from tests.quick import compiled_addresses as compiled_addresses
from tests.quick import pytest_collection_finish as pytest_collection_finish

WEDNESDAY_MORNING = datetime(2025, 3, 12, 10, 0, tzinfo=portal_clock.SEOUL)


class Browser(FlaskClient):
    """A test client whose every request stands alone, as in life: no context and no session of the test leaks in."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        if kwargs.pop("follow_redirects", False):
            return self._followed(self.open(*args, **kwargs), kwargs.get("headers"))
        db.session.commit()  # what the test arranged must be there
        kwargs.setdefault("buffered", True)  # a downloaded file is read and closed
        try:
            return Context().run(super().open, *args, **kwargs)
        finally:
            db.session.rollback()
            db.session.expire_all()  # what the test holds is read anew

    def _followed(self, answer: Any, headers: Any) -> Any:
        return (
            self._followed(self.get(answer.location, headers=headers), headers) if answer.status_code == 303 else answer
        )


class Htmx:
    """Headers of an HTMX request for a region, or none: ``client.get("/people", headers=htmx("people-table"))``."""

    def __init__(self, on: bool) -> None:
        self.on = on

    def __call__(self, target: str = "") -> dict[str, str]:
        return {"HX-Request": "true", "HX-Target": f"section#{target}"} if self.on else {}


@pytest.fixture(scope="session")
def template_database(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    """Migrate once: a file to copy (SQLite), or this worker's own database (PostgreSQL)."""
    yield from databases.template(tmp_path_factory.mktemp("database"), worker_id)


@pytest.fixture
def database(template_database: str) -> str:
    """The address of an empty database with every table, the same in every test of a worker."""
    return databases.emptied(template_database)


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Compile each template once a session, though every test has its own application."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(
    database: str, tmp_path: Path, compiled_templates: FileSystemBytecodeCache, request: pytest.FixtureRequest
) -> Iterator[Flask]:
    """The portal on an empty database; its context is open, so services, queries and factories can be called."""
    csrf = request.node.get_closest_marker("csrf") is not None
    app = create_app(databases.settings(database, tmp_path, WTF_CSRF_ENABLED=csrf))
    app.jinja_env.bytecode_cache = compiled_templates
    app.test_client_class = Browser
    with app.app_context():
        databases.share_engine()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser in which nobody is signed in."""
    return app.test_client()


@pytest.fixture
def as_(app: Flask) -> Callable[..., FlaskClient]:
    """Sign an account in at the log-in page: ``as_(account).get("/programs")``."""

    def sign_in(account: Any, password: str = databases.PASSWORD) -> FlaskClient:
        client = app.test_client()
        answer = client.post("/login", data={"login_id": account.login_id, "password": password})
        assert answer.status_code == 303, answer.get_data(as_text=True)
        return client

    return sign_in


@pytest.fixture(params=[False, True], ids=["whole", "as-region"])
def htmx(request: pytest.FixtureRequest) -> Htmx:
    """Run the test twice: as a plain browser, and as HTMX asking for a region."""
    return Htmx(request.param)


@pytest.fixture
def clock() -> Iterator[Any]:
    """Stop the portal's clock on a working day; ``clock.freeze(moment)`` moves it."""
    portal_clock.freeze(WEDNESDAY_MORNING)
    yield portal_clock
    portal_clock.unfreeze()


@pytest.fixture
def statements(app: Flask) -> Iterator[list[str]]:
    """The SQL sent to the database: ``statements.clear()`` before the act, ``len(statements)`` after it."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE", "SELECT pg_advisory")):
            sent.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", note)
    yield sent
    sa.event.remove(db.engine, "before_cursor_execute", note)
