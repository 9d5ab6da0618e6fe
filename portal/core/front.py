"""The front door: settings that must be safe, limits on what comes in, and headers on all that goes out."""

import re
from typing import Any
from urllib.parse import unquote_to_bytes

from flask import Flask, Response, abort, current_app, request
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, Map, ValidationError

from portal import config
from portal.core import error_pages, health
from portal.core.access import access_of
from portal.core.web import MAX_ID

ORDINARY_BODY = 1024 * 1024
SHORTEST_SECRET = 32
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
A_YEAR = 365 * 24 * 3600
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_UNFIT = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffd]")


class Id(IntegerConverter):
    """A whole number in an address, no larger than a database's integer; anything else is an unknown address."""

    regex = "[0-9]{1,10}"

    def __init__(self, url_map: Map, **options: Any) -> None:
        super().__init__(url_map, **{"max": MAX_ID, **options})

    def to_python(self, value: str) -> int:
        """Read the number; of leading zeros only plain 0 is one."""
        if len(value) > 1 and value.startswith("0"):
            raise ValidationError
        return int(super().to_python(value))


def check_settings(app: Flask) -> None:
    """Refuse to start in an unknown mode, or in production with a default or short secret key."""
    mode = app.config["PORTAL_MODE"]
    if mode not in config.MODES:
        raise RuntimeError(f"PORTAL_MODE is {mode!r}; it must be one of {', '.join(config.MODES)}.")
    secret = app.config["SECRET_KEY"]
    if mode == "production" and (secret == config.DEMO_SECRET_KEY or len(secret) < SHORTEST_SECRET):
        raise RuntimeError(
            f"Production needs its own PORTAL_SECRET_KEY of at least {SHORTEST_SECRET} characters, for example from "
            "`python3 -c 'import secrets; print(secrets.token_hex(32))'`."
        )


def init_app(app: Flask) -> None:
    """Attach the limits, headers and error pages."""
    proxies = app.config["TRUSTED_PROXIES"]
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies)  # type: ignore[method-assign]  # Flask's own way
    app.url_map.converters["int"] = Id
    app.before_request(refuse_bad_bytes)
    app.before_request(refuse_large_bodies)
    app.after_request(add_headers)
    error_pages.init_app(app)
    app.register_blueprint(health.bp)


def refuse_bad_bytes() -> None:
    """Answer 400 to addresses that are not text; what stands in a form's fields is the form's to judge."""
    _text_or_400(request.query_string)
    if _UNFIT.search(request.path):
        abort(400)


def refuse_large_bodies() -> None:
    """Answer 413 by the length announced, whether or not the view would read the body."""
    access = access_of(request.endpoint)
    most = current_app.config["MAX_CONTENT_LENGTH"] if access is not None and access.takes_files else ORDINARY_BODY
    request.max_content_length = most
    if (request.content_length or 0) > most:
        abort(413)
    refuse_bad_fields()


def refuse_bad_fields() -> None:
    """Answer 415 to what is no form, 400 to one whose bytes are no text, and to names that no field of ours has."""
    if has_body() and request.mimetype not in FORMS:  # forms would read JSON as well, where anything may stand
        abort(415)
    if request.mimetype == "application/x-www-form-urlencoded":
        if len(request.get_data()) > current_app.config["MAX_FORM_MEMORY_SIZE"]:  # sent in chunks it told no length
            abort(413)
        _text_or_400(request.get_data())
    names: list[str | None] = [*request.form, *request.files]  # a part without a name has none
    if any(name is None or _UNFIT.search(name) for name in names):
        abort(400)


def has_body() -> bool:
    """Say whether something comes with the request, be its length told or not."""
    return bool(request.content_length) or "Transfer-Encoding" in request.headers


def _text_or_400(encoded: bytes) -> None:
    try:
        unquote_to_bytes(encoded.replace(b"+", b" ")).decode()
    except UnicodeDecodeError:
        abort(400)


def add_headers(response: Response) -> Response:
    """Add the security headers, and say who may keep the answer."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = f"max-age={A_YEAR}; includeSubDomains"
    if request.endpoint == "static" and response.status_code in (200, 206, 304):
        lasting = request.path.startswith("/static/vendor/") or "v" in request.args
        response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable" if lasting else "no-cache"
    else:
        response.headers["Cache-Control"] = "no-store"
    return response
