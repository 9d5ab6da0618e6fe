"""Pages and fragments; the only reader of HX- headers."""

from collections.abc import Iterable, Mapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

MAX_ID = 2**31 - 1
MAX_PAGE = 100_000
MAX_TARGET = 2_000


def is_fragment_request() -> bool:
    """Say whether HTMX asks for a part of a page (not boosted, not a history restore)."""
    headers = request.headers
    return "HX-Request" in headers and "HX-Boosted" not in headers and "HX-History-Restore-Request" not in headers


def wanted_fragment() -> str:
    """Return the id of the region HTMX will swap (htmx 4 sends ``tag#id``)."""
    return request.headers.get("HX-Target", "").rpartition("#")[2]


def page(template: str, *, fragments: Iterable[str] = (), status: int = 200, **context: Any) -> Response:
    """Render *template*, or, when HTMX asks for one of its *fragments*, only that part.

    The fragment ``people-table`` of ``directory/people.html`` is ``directory/_people_table.html``.
    """
    wanted = wanted_fragment()
    if is_fragment_request() and wanted in fragments:
        folder = template.rpartition("/")[0]
        template = f"{folder}/_{wanted.replace('-', '_')}.html"
    response = make_response(render_template(template, **context), status)
    response.vary.update(("HX-Request", "HX-Target"))
    return response


def fragment(template: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **context: Any) -> Response:
    """Render a partial for a request that only ever wants that part."""
    response = make_response(render_template(template, **context), status)
    response.headers.extend(headers or {})
    response.vary.update(("HX-Request", "HX-Target"))
    return response


def redirect_to(endpoint: str, **values: Any) -> Response:
    """Send the browser to another page by GET (303)."""
    return see_other(url_for(endpoint, **values))


def see_other(address: str) -> Response:
    """Send the browser to an address of ours by GET (303)."""
    return redirect(address, code=303)


def page_number() -> int:
    """Return the page asked for, from 1; anything odd is page 1."""
    return page_in(request.args)


def page_in(asked: Mapping[str, str]) -> int:
    """Return the page named among what is asked, from 1; anything odd is page 1."""
    given = asked.get("page", "1")
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 7 else 1
    return min(max(number, 1), MAX_PAGE)


def safe_next(target: str | None) -> str | None:
    """Return *target* when it is a path of this site, else None."""
    if not target or len(target) > MAX_TARGET or not target.startswith("/") or target.startswith(("//", "/\\")):
        return None
    if "\\" in target or not target.isprintable() or " " in target:
        return None
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    return None if parts.scheme or parts.netloc else target


def visitors_address() -> str:
    """Return the address the request comes from; empty when the proxy in front says something that is none."""
    given = request.remote_addr or ""
    try:
        return str(ip_address(given))[:45]
    except ValueError:
        return ""


def outside_address(path: str) -> str:
    """Return the whole address of a path to hand out: production names its own, whatever Host a request has."""
    config = current_app.config
    base = config["BASE_URL"] if config["PORTAL_MODE"] == "production" else request.host_url.rstrip("/")
    return f"{base}{path}"


def is_same_origin() -> bool:
    """Say whether a page of this site sent the request; without any sign of it the answer is no."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    sender = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return sender == request.host_url.rstrip("/") or sender.startswith(request.host_url)
