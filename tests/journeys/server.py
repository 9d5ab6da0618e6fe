"""The portal as a user starts it: the production server and the job worker on the demonstration's data."""

import os
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal.app import create_app
from portal.applications.services.settling import settle_due
from portal.core.db import db

CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_SECONDS = 60
DUE = (
    ("decision", "settles_at"),
    ("application", "settles_at"),
    ("application_step", "visible_at"),
    ("notice", "due_at"),
)


@dataclass(frozen=True)
class Portal:
    """A served portal, its SQLite file, and a copy of that file as it was when nobody had done anything."""

    address: str
    file: Path
    copy: Path

    def keep_as_it_is(self) -> None:
        """Take the copy to which every journey returns."""
        _copy(self.file, self.copy)

    def keep_sessions(self) -> None:
        """Let those who are signed in now stay so after the next return to the copy."""
        with sqlite3.connect(self.copy) as database:
            database.execute("ATTACH ? AS live", (str(self.file),))
            database.execute("INSERT OR IGNORE INTO main.web_session SELECT * FROM live.web_session")
            database.commit()

    def begin_anew(self) -> None:
        """Put everything back as it was, under the running server."""
        _copy(self.copy, self.file)

    def ask(self, statement: str, *values: Any) -> list[Any]:
        """Return the rows of a statement, committed."""
        database = sqlite3.connect(self.file, timeout=10)
        try:
            with database:
                return database.execute(statement, values).fetchall()
        finally:
            database.close()

    def close_undo_windows(self) -> None:
        """Let the windows of all decisions close as if their minutes had passed, and do what the job worker then does.

        Each server process keeps the clock's offset, so what is due is moved back instead of the clock forward.
        """
        for table, column in DUE:
            self.ask(f"UPDATE {table} SET {column} = strftime('%Y-%m-%d %H:%M:%f000', {column}, '-6 minutes')")
        app = create_app({"SQLALCHEMY_DATABASE_URI": f"sqlite:///{self.file}", "PORTAL_MODE": "demo"})
        with app.app_context():
            settle_due()
            db.engine.dispose()

    def end_session_of(self, login_id: str) -> None:
        """End somebody's sessions on the server, as their running out does."""
        self.ask("DELETE FROM web_session WHERE account_id = (SELECT id FROM account WHERE login_id = ?)", login_id)


def _copy(source: Path, target: Path) -> None:
    giving, taking = sqlite3.connect(source, timeout=10), sqlite3.connect(target, timeout=10)
    try:
        giving.backup(taking)
    finally:
        giving.close()
        taking.close()


@contextmanager
def serving(database: str, folder: Path, **settings: str) -> Iterator[str]:
    """Serve the portal on a free port; yield its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    bin_folder = Path(sys.executable).parent
    environment = {
        **os.environ,
        "PORTAL_DATABASE_URL": database,
        "PORTAL_JOBS_DATABASE": str(folder / "jobs.db"),
        "PORTAL_UPLOADS": str(folder / "uploads"),
        "PORTAL_MODE": "demo",
        "PORT": str(port),
        "WORKERS": "1",
        "PATH": f"{bin_folder}:{os.environ['PATH']}",
        **settings,
    }
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(["sh", "deploy/run.sh"], env=environment, stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address, process)
            yield address
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise RuntimeError("the portal does not answer; see server.log")
