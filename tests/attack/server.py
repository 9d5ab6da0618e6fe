"""The portal's own server in its own processes, to race and to kill; and a browser that speaks plain HTTP."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.databases import PASSWORD

PATIENCE_SECONDS = 30
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class Server:
    """Two processes of the production server on one database; it can be killed and started again."""

    def __init__(self, database: str, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            "PORTAL_MODE": "development",
            "PORTAL_DATABASE_URL": database.replace("+psycopg", ""),
            "PORTAL_UPLOADS": str(folder / "uploads"),
            "PORTAL_JOBS_DATABASE": str(folder / "jobs.db"),
        }
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    def start(self, *, processes: int = 2) -> None:
        """Start it, and wait until it answers."""
        order = [
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--host",
            "127.0.0.1",
            "--port",
            str(self.port),
        ]
        order += ["--workers", str(processes), "--blocking-threads", "1", "--log-level", "error", "wsgi:app"]
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(order, env=self.environment, stdout=log, stderr=log, start_new_session=True)
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            try:
                if Visitor(self.port).ask("GET", "/healthz")[0] == 200:
                    return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("the portal does not answer; see server.log")

    def kill(self) -> None:
        """End every process at once, as a power cut does."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Visitor:
    """Somebody with a browser and no scripts."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookie = ""

    def ask(self, method: str, path: str, **fields: Any) -> tuple[int, str, str]:
        """Send a request; return status, where it leads, and the text."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request(method, path, urlencode(fields, doseq=True) if fields else None, headers)
            answer = connection.getresponse()
            body = answer.read().decode()
        except http.client.HTTPException as error:
            raise ConnectionError(str(error)) from error
        finally:
            connection.close()
        self.cookie = (answer.headers["Set-Cookie"] or self.cookie).partition(";")[0]
        return answer.status, answer.headers["Location"] or "", body

    def token(self, path: str) -> str:
        """Open a page and return the token of its form."""
        return token_in(self.ask("GET", path)[2])

    def log_in(self, login_id: str) -> "Visitor":
        """Come in."""
        token = self.token("/login")
        status, _, text = self.ask("POST", "/login", csrf_token=token, login_id=login_id, password=PASSWORD)
        assert status == 303, text
        return self


def token_in(page: str) -> str:
    """Return the token that a page's forms carry."""
    found = TOKEN.search(page)
    assert found is not None
    return found[1]
