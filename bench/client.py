"""A lean client: keep-alive, cookies and the page's token, nothing else."""

import re
import time
from collections.abc import Mapping
from http.client import HTTPConnection
from urllib.parse import urlencode

from portal.config import DEMO_PASSWORD

IDLE_SECONDS = 5
TOKEN = re.compile(r'name="csrf[-_]token"[^>]*?(?:value|content)="([^"]+)"')


class Client:
    """One browser's worth of state."""

    def __init__(self, port: int, session: str = "") -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies = {"portal": session} if session else {}
        self.token = ""
        self.used_at = 0.0

    def request(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, str, dict[str, str]]:
        """Send one request; return status, text and headers."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if method == "POST":
            sent.setdefault("Content-Type", "application/x-www-form-urlencoded")
        if time.monotonic() - self.used_at > IDLE_SECONDS:  # the server closes idle connections
            self.connection.close()
        self.used_at = time.monotonic()
        self.connection.request(method, path, body=body or None, headers=sent)
        answer = self.connection.getresponse()
        raw = answer.read()
        for value in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = value.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        text = raw.decode("utf-8", "replace")
        found = TOKEN.search(text)
        if found:
            self.token = found.group(1)
        return answer.status, text, {name.lower(): value for name, value in answer.headers.items()}

    def get(self, path: str, **headers: str) -> tuple[int, str, dict[str, str]]:
        """GET a page."""
        return self.request("GET", path, **headers)

    def post(self, path: str, fields: Mapping[str, object], **headers: str) -> tuple[int, str, dict[str, str]]:
        """POST a form with the token of the last page."""
        return self.request("POST", path, urlencode({"csrf_token": self.token, **fields}, doseq=True), **headers)

    def log_in(self, login_id: str, password: str = DEMO_PASSWORD) -> "Client":
        """Log in as somebody of the demonstration."""
        self.get("/login")
        status, _, _ = self.post("/login", {"login_id": login_id, "password": password})
        if status != 303:
            raise RuntimeError(f"{login_id} could not log in: {status}")
        self.get("/")
        return self
