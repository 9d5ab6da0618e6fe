"""Servers under measurement: started as a user starts them, watched by their processor time and memory."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

PATIENCE_SECONDS = 60


class Server:
    """A running server: its port, and what its processes have used."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process = process
        self.port = port

    def pids(self) -> list[int]:
        """Return the main process and its children."""
        found = [self.process.pid]
        for pid in found:
            children = Path(f"/proc/{pid}/task/{pid}/children")
            found += [int(child) for child in children.read_text().split()] if children.exists() else []
        return found

    def cpu_seconds(self) -> float:
        """Return the processor time used so far by all its threads, to the nanosecond."""
        kept = [one for pid in self.pids() for one in Path(f"/proc/{pid}/task").glob("*/schedstat")]
        return sum(int(one.read_text().split()[0]) for one in kept) / 1e9

    def worker_megabytes(self) -> float:
        """Return the resident memory of its largest process."""
        pages = max(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in self.pids())
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


@contextmanager
def serving(target: str, database: str, folder: Path, *, workers: int = 1) -> Iterator[Server]:
    """Serve a WSGI application with the production server; ends it afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "PORTAL_DATABASE_URL": database,
        "PORTAL_MODE": "demo",
        "PORTAL_UPLOADS": str(folder / "uploads"),
        "PYTHONPATH": str(Path.cwd()),
        "MALLOC_MMAP_THRESHOLD_": "131072",  # as deploy/run.sh has it, like the two below
        "PYTHONOPTIMIZE": "2",
        "MALLOC_TRIM_THRESHOLD_": "131072",
    }
    command = [str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--host", "127.0.0.1"]
    command += [
        "--port",
        str(port),
        "--workers",
        str(workers),
        "--blocking-threads",
        "1",
        "--log-level",
        "error",
        target,
    ]
    with subprocess.Popen(command, env=environment) as process:
        try:
            _wait(port, process)
            yield Server(process, port)
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status < 500:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server under measurement does not answer")
