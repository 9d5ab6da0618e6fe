"""Signs of life of what works beside the web server."""

from datetime import datetime, timedelta

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.core import clock
from portal.core.db import Model, db
from portal.core.transaction import command

LATE_AFTER = timedelta(minutes=3)


class Beat(Model):
    """When something last showed that it is alive."""

    __tablename__ = "beat"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    at: Mapped[datetime]


@command
def beat(name: str) -> None:
    """Show that *name* is alive."""
    db.session.merge(Beat(name=name, at=clock.now()))


def last_beat(name: str) -> datetime | None:
    """Return when *name* was last alive, or None when it never was."""
    found = db.session.get(Beat, name)
    return found.at if found else None


def state_of(name: str) -> str:
    """Say "ok", "late" after three minutes of silence, or "never"."""
    at = last_beat(name)
    if at is None:
        return "never"
    return "ok" if clock.now() - at < LATE_AFTER else "late"
