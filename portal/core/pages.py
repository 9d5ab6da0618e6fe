"""What every template may use: filters and the frame's variables."""

import hashlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, current_app, has_request_context, request, session
from flask_login import current_user

from portal.core import clock, korean
from portal.core.actors import NOBODY
from portal.core.messages import EVERYBODYS_NAME, EVERYBODYS_NUMBER

THEMES = ("light", "dark", "contrast")
APP_VERSION = "0.1.0"
ADDRESSES_KEPT = 4096
OFFICE_CONTACT = "서울특별시교육청 총무과"
OFFICE_PHONE = f"{EVERYBODYS_NAME} ☎{EVERYBODYS_NUMBER}"
"""The one number that the office prints for everybody; the division has none of its own in its data."""


def init_app(app: Flask) -> None:
    """Register the filters and the frame's variables."""
    app.jinja_env.globals.update(today=clock.today, url_for=addresses(app))
    app.jinja_env.filters.update(
        kdate=korean.kdate,
        short_date=korean.short_date,
        kdatetime=korean.kdatetime,
        ktime=korean.ktime,
        number=korean.number,
        josa=korean.josa,
    )
    app.context_processor(frame)
    app.url_defaults(add_version)


def addresses(app: Flask) -> Callable[..., str]:
    """Return ``url_for`` for templates: a page asks for dozens of addresses, mostly the same as the page before."""

    @lru_cache(maxsize=ADDRESSES_KEPT, typed=True)
    def built(_mounted_at: str, endpoint: str, **values: Any) -> str:
        return app.url_for(endpoint, **values)

    def address(endpoint: str, **values: Any) -> str:
        if app.config["PORTAL_MODE"] == "development":
            return app.url_for(endpoint, **values)
        return built(request.script_root, endpoint, **values)

    return address


def frame() -> dict[str, Any]:
    """Return what the layouts need on every page, whoever looks at it."""
    here = session._get_current_object() if has_request_context() else None  # type: ignore[attr-defined]  # a LocalProxy
    ends_at = getattr(here, "ends_at", None)
    theme = request.cookies.get("portal-theme", "") if has_request_context() else ""
    return {
        "actor": current_user._get_current_object() if has_request_context() else NOBODY,
        "theme": theme if theme in THEMES else "",
        "session_ends": clock.in_real_time(ends_at).isoformat(timespec="seconds") if ends_at else "",
        "idle_seconds": getattr(here, "idle_seconds", 0) if ends_at else 0,
        "app_version": APP_VERSION,
        "demo_banner": f"체험 모드: 오늘은 {korean.kdate(clock.today())}" if _is_demo() else "",
        "office_contact": OFFICE_CONTACT,
        "office_phone": OFFICE_PHONE,
    }


def add_version(endpoint: str, values: dict[str, Any]) -> None:
    """Put a mark of the content into addresses of our own style sheets and scripts, so that browsers may keep them.

    What is vendored carries its version in the name of its folder.
    """
    name = values.get("filename", "")
    if endpoint != "static" or name.startswith("vendor/") or current_app.config["PORTAL_MODE"] == "development":
        return
    marks = current_app.extensions.setdefault("portal_static_marks", {})
    if name not in marks:
        file = Path(current_app.root_path) / "static" / name
        marks[name] = hashlib.sha256(file.read_bytes()).hexdigest()[:12] if file.is_file() else ""
    values["v"] = marks[name]


def _is_demo() -> bool:
    return bool(current_app.config["PORTAL_MODE"] == "demo")
