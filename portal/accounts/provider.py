"""The office's sign-on provider, spoken to in OpenID Connect by Authlib: where to send people, and who came back.

Nothing is believed that the provider has not signed for this portal, this browser and this moment.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import current_app

from portal.accounts import messages
from portal.core import clock
from portal.core.db import SEOUL
from portal.core.errors import Refusal

SECONDS = 5
"""How long one question to the provider may take; a worker waits meanwhile."""
SKEW = timedelta(seconds=60)
KNOWN_FOR = timedelta(hours=1)
QUIET_FOR = timedelta(seconds=10)
"""How long a provider that did not answer is left alone: who comes meanwhile is told at once."""
SIGNATURES = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""Signatures that only the provider can make; a shared secret or none at all proves nothing."""
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
LATEST = 2**33


class NoAnswer(Refusal):
    """The provider did not answer, or not in a way that can be read (503)."""

    status = 503


class BadAnswer(Refusal):
    """What came back proves nothing about anybody (400)."""

    status = 400


@dataclass(frozen=True)
class Identity:
    """Whom the provider vouches for: the personal number, and when they proved it there, if it says so."""

    number: str
    proved_at: datetime | None


class Provider:
    """The provider of the settings; what it says of itself is kept for an hour."""

    def __init__(self, config: dict[str, Any]) -> None:
        self.issuer: str = config["OIDC_ISSUER"]
        self.client_id: str = config["OIDC_CLIENT_ID"]
        self.secret: str = config["OIDC_CLIENT_SECRET"]
        self.claim: str = config["OIDC_NUMBER_CLAIM"]
        self.scope: str = config["OIDC_SCOPE"]
        self._kept: Any = None
        self._kept_since = self._silent_since = clock.now() - KNOWN_FOR

    def address_for(self, back: str, *, state: str, nonce: str, verifier: str, again: bool) -> str:
        """Return where somebody proves who they are; *again* means even if they did so a moment ago."""
        more = {"prompt": "login", "max_age": 0} if again else {}
        with self._talking():
            client = self._client()
            made = client.create_authorization_url(back, state=state, nonce=nonce, code_verifier=verifier, **more)
            return str(made["url"])

    def who_came(self, back: str, *, code: str, nonce: str, verifier: str) -> Identity:
        """Return whom a code stands for; raises BadAnswer unless the signed token holds in every point."""
        with self._talking():
            client = self._client()
            try:
                token = client.fetch_access_token(back, code=code, code_verifier=verifier)
            except Exception as error:
                if (
                    getattr(error, "error", "") == "invalid_grant"
                ):  # the code is at fault, neither settings nor provider
                    raise _bad(error) from error
                raise
            try:
                claims = client.parse_id_token(
                    token, nonce, claims_options=self._wanted(nonce), leeway=SKEW.total_seconds()
                )
                return self._identity(claims)
            except OSError:
                raise
            except Exception as error:
                self._kept = None  # its keys may have changed: whoever comes next asks for them anew
                raise _bad(error) from error

    def way_out(self, back: str) -> str | None:
        """Return where somebody ends the session at the provider; None when it has no such place."""
        with self._talking():
            client = self._client()
            if not client.server_metadata.get("end_session_endpoint"):
                return None
            return str(client.create_logout_url(back, client_id=self.client_id)["url"])

    def _wanted(self, nonce: str) -> dict[str, Any]:
        said = {"iss": self.issuer, "aud": self.client_id, "nonce": nonce}
        there = {name: {"essential": True} for name in ("sub", "exp", "iat")}
        return {name: {"essential": True, "value": value} for name, value in said.items()} | there

    def _identity(self, claims: Any) -> Identity:
        number, proved = claims.get(self.claim), claims.get("auth_time")
        if number is None:
            current_app.logger.error("The sign-on provider's ID token carries no claim %r", self.claim)
        known = isinstance(number, str | int) and not isinstance(number, bool)
        dated = isinstance(proved, int | float) and not isinstance(proved, bool) and 0 < proved < LATEST
        return Identity(
            number=str(number).strip() if known else "",
            proved_at=datetime.fromtimestamp(proved, SEOUL) if dated else None,
        )

    def _client(self) -> Any:
        if self._kept is None or clock.now() - self._kept_since > KNOWN_FOR:
            self._kept, self._kept_since = self._met(), clock.now()
        return self._kept

    def _met(self) -> Any:
        """Read what the provider says of itself, and take it only when it is the one of the settings."""
        from authlib.integrations.flask_client import FlaskOAuth2App  # noqa: PLC0415 - 9 MB that few portals need

        client = FlaskOAuth2App(
            None,
            "office",
            client_id=self.client_id,
            client_secret=self.secret,
            server_metadata_url=f"{self.issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={"scope": self.scope, "code_challenge_method": "S256", "default_timeout": SECONDS},
        )
        said = client.load_server_metadata()
        if said.get("issuer") != self.issuer:
            raise ValueError(f"PORTAL_OIDC_ISSUER is {self.issuer!r}, but the provider says {said.get('issuer')!r}")
        scheme = f"{self.issuer.partition(':')[0]}://"
        if not all(str(said[name]).startswith(scheme) for name in ENDPOINTS):
            raise ValueError(f"not all of its addresses begin with {scheme}")
        offered = said.get("id_token_signing_alg_values_supported") or ["RS256"]
        said["id_token_signing_alg_values_supported"] = [name for name in SIGNATURES if name in offered]
        methods = said.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        if self.secret and "client_secret_basic" not in methods:
            said["token_endpoint_auth_method"] = "client_secret_post"  # noqa: S105 - the name of a way, not a secret
        return client

    @contextmanager
    def _talking(self) -> Iterator[None]:
        """Turn whatever goes wrong into an answer; a silent provider is left alone for a moment."""
        if timedelta() <= clock.now() - self._silent_since < QUIET_FOR:
            raise NoAnswer(messages.OFFICE_SILENT)
        try:
            yield
        except Refusal:
            raise
        except Exception as error:  # whatever a stranger's answer does to the library, here it is none
            self._silent_since = clock.now()
            current_app.logger.error("The sign-on provider cannot be used: %r", str(error))
            raise NoAnswer(messages.OFFICE_SILENT) from error


def _bad(error: Exception) -> BadAnswer:
    current_app.logger.warning("What came from the sign-on provider is not believed: %r", str(error))
    return BadAnswer(messages.OFFICE_UNPROVED)
