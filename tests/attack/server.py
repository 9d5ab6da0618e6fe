"""The portal's own server in its own processes, to race and to kill; and a browser that speaks plain HTTP."""

import http.client
import multiprocessing
import os
import re
import signal
import socket
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import granian.cli
from werkzeug.serving import make_server

from portal.app import create_app
from tests.databases import PASSWORD

PATIENCE_SECONDS = 30
LOADED = multiprocessing.get_context("forkserver")
LOADED.set_forkserver_preload(["pytest", "portal.app", "granian.cli", "tests.attack.server"])
"""Starts a process from one that has read all the code already: twenty starts need not read it twenty times."""
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
        """Start it, and wait until it answers; with no *processes* it is the bare application, which starts sooner."""
        order = ["granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port)]
        order += ["--workers", str(processes), "--blocking-threads", "1", "--log-level", "error", "wsgi:app"]
        self.process = LOADED.Process(
            target=serve, args=(order if processes else None, self.port, self.environment, self.folder / "server.log")
        )
        self.process.start()
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
        assert self.process.pid is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.join()


def serve(order: list[str] | None, port: int, environment: dict[str, str], log: Path) -> None:
    """Be the production server, as its command line would start it, or a bare one, in a process group of its own."""
    os.setsid()
    os.environ.update(environment)
    with log.open("ab") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    if order is None:
        make_server("127.0.0.1", port, create_app(), threaded=True).serve_forever()
    else:
        sys.argv = order
        granian.cli.entrypoint()


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
