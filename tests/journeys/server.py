"""The portal as a user starts it: the production server and the job worker on the demonstration's data."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
