"""A sign-on provider of our own, on a free port: honest unless told to lie, and it checks the proof key."""

import base64
import hashlib
import hmac
import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

PATIENCE_SECONDS = 60
CLIENT = "portal-client"
SECRET = "a secret of the client"
KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}, auto_kid=False)
STRANGE_KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}, auto_kid=False)


class Provider:
    """What it answers: ``claims`` are laid over the honest ones, ``metadata`` over its own description."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.number = "102030"
        self.claims: dict[str, Any] = {}
        self.metadata: dict[str, Any] = {}
        self.key: Any = KEY
        self.algorithm = "RS256"
        self.broken: dict[str, tuple[int, bytes]] = {}
        self.asked: list[str] = []
        self.used: set[str] = set()

    def authorize(self, address: str, **claims: Any) -> str:
        """Let somebody prove who they are at an address the portal sent them to; return the query they bring back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        asked |= {"claims": claims, "number": self.number}
        code = base64.urlsafe_b64encode(json.dumps(asked).encode()).decode()
        return f"code={code}&state={asked['state']}"

    def answer(self, path: str, form: dict[str, str]) -> tuple[int, bytes]:
        """Answer one request."""
        self.asked.append(path)
        if path in self.broken:
            return self.broken[path]
        if path == "/.well-known/openid-configuration":
            return 200, json.dumps(self.description()).encode()
        if path == "/keys":
            return 200, json.dumps({"keys": [KEY.as_dict(private=False)]}).encode()
        return self.token(form) if path == "/token" else (404, b"")

    def description(self) -> dict[str, Any]:
        """Return what it says of itself."""
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
            **self.metadata,
        }

    def token(self, form: dict[str, str]) -> tuple[int, bytes]:
        """Trade a code for a token, once, and only for whoever holds the proof key."""
        asked = json.loads(base64.urlsafe_b64decode(form["code"]))
        proof = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        fits = proof.decode().rstrip("=") == asked["code_challenge"] and asked["code_challenge_method"] == "S256"
        if not fits or form["code"] in self.used or form["redirect_uri"] != asked["redirect_uri"]:
            return 400, b'{"error": "invalid_grant"}'
        self.used.add(form["code"])
        return 200, json.dumps(
            {"access_token": "of no use", "token_type": "Bearer", "id_token": self.signed(asked)}
        ).encode()

    def signed(self, asked: dict[str, Any]) -> str:
        """Return the ID token."""
        now = int(time.time())
        claims = {
            "iss": self.address,
            "sub": "somebody",
            "aud": CLIENT,
            "exp": now + 300,
            "iat": now,
            "nonce": asked["nonce"],
            "employee_number": asked["number"],
            **self.claims,
            **asked["claims"],
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        if self.algorithm == "RS256":
            return jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key)
        return forged(self.algorithm, claims)


def forged(algorithm: str, claims: dict[str, Any]) -> str:
    """Sign as anybody could: not at all, or with the provider's public key taken as a shared secret."""
    body = b".".join(_packed(json.dumps(part).encode()) for part in ({"alg": algorithm, "kid": "one"}, claims))
    made = hmac.digest(KEY.as_pem(private=False), body, "sha256") if algorithm == "HS256" else b""
    return (body + b"." + _packed(made)).decode()


def _packed(part: bytes) -> bytes:
    return base64.urlsafe_b64encode(part).rstrip(b"=")


@contextmanager
def running() -> Iterator[Provider]:
    """Serve a provider in a thread."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say(*provider.answer(urlsplit(self.path).path, {}))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self._say(*provider.answer(urlsplit(self.path).path, form))

        def _say(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = Provider(f"http://127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def mocked(**numbers: str) -> Iterator[str]:
    """Serve oidc-provider-mock, which nobody here wrote, in a process of its own; yield its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    people = [
        f"--user-claims={json.dumps({'sub': name, 'employee_number': number})}" for name, number in numbers.items()
    ]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), *people]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        address = f"http://127.0.0.1:{port}"
        until = time.monotonic() + PATIENCE_SECONDS
        while not _answers(address):
            assert process.poll() is None and time.monotonic() < until, "the mock provider does not answer"
            time.sleep(0.1)
        try:
            yield address
        finally:
            process.terminate()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/.well-known/openid-configuration", timeout=5):
            return True
    except OSError:
        return False
