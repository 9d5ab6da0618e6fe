"""Whether the portal can work: for the machine that watches it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Blueprint, current_app, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from portal.core.access import passive, public
from portal.core.db import db

bp = Blueprint("health", __name__)
_more: dict[str, Callable[[], Any]] = {}


@bp.get("/healthz")
@passive
@public
def healthz() -> tuple[Response, int]:
    """Say whether the database can be reached and has every migration."""
    try:
        stands_at = db.session.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    except SQLAlchemyError:
        db.session.rollback()
        return jsonify(status="unavailable", database="unreachable or empty"), 503
    if stands_at != [_head()]:
        return jsonify(status="unavailable", database="not migrated"), 503
    return jsonify(status="ok", database="ok", **{name: state() for name, state in _more.items()}), 200


def also(name: str, state: Callable[[], Any]) -> None:
    """Let the answer say one thing more; *state* gives what JSON can carry, without names of people."""
    _more[name] = state


def _head() -> str:
    known = current_app.extensions.get("portal_head")
    if known is None:
        file = Path(current_app.root_path).parent / "migrations" / ".current-head"
        known = current_app.extensions["portal_head"] = file.read_text().strip()
    return str(known)
