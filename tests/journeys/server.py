"""The portal as a user starts it: the production server and the job worker on the demonstration's data."""

import os
import shutil
import socket
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

import sqlalchemy as sa

from portal.app import create_app
from portal.applications.services.settling import settle_due
from portal.core.db import db
from tests.journeys.kept import Kept

BROWSER = shutil.which("chromium-headless-shell") or "/usr/bin/chromium"  # the shell draws no windows: far quicker
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",  # letters as wide as in a window
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
    """A served portal, its database, and a copy of it as it was when nobody had done anything."""

    address: str
    database: str
    kept: Kept

    def ask(self, statement: str, **values: Any) -> list[Any]:
        """Return the rows of a statement, committed."""
        engine = sa.create_engine(self.database, poolclass=sa.NullPool)
        with engine.begin() as connection:
            answer = connection.execute(sa.text(statement), values)
            return [tuple(row) for row in answer] if answer.returns_rows else []

    def close_undo_windows(self) -> None:
        """Let the windows of all decisions close as if their minutes had passed, and do what the job worker then does.

        Each server process keeps the clock's offset, so what is due is moved back instead of the clock forward.
        """
        for table, column in DUE:
            self.ask(f"UPDATE {table} SET {column} = {self.kept.earlier.format(column=column)}")
        app = create_app({"SQLALCHEMY_DATABASE_URI": self.database, "PORTAL_MODE": "demo"})
        with app.app_context():
            settle_due()
            db.engine.dispose()

    def worker_megabytes(self) -> float:
        """Return the resident memory of the largest process that answers at this address."""
        mine = f"PORTAL_BASE_URL={self.address}\0".encode()
        pages = [
            int((process / "statm").read_text().split()[1])
            for process in Path("/proc").glob("[0-9]*")
            if mine in _read(process / "environ") and b"granian" in _read(process / "cmdline")
        ]
        return max(pages) * os.sysconf("SC_PAGE_SIZE") / 2**20

    def end_session_of(self, login_id: str) -> None:
        """End somebody's sessions on the server, as their running out does."""
        self.ask(
            "DELETE FROM web_session WHERE account_id = (SELECT id FROM account WHERE login_id = :login_id)",
            login_id=login_id,
        )


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
        "PORTAL_KEYS": str(folder / "keys"),
        "PORTAL_MODE": "demo",
        "PORT": str(port),
        "PORTAL_BASE_URL": f"http://127.0.0.1:{port}",
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


def _read(place: Path) -> bytes:
    try:
        return place.read_bytes()
    except OSError:  # another's, or gone meanwhile
        return b""


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise RuntimeError("the portal does not answer; see server.log")
