"""Every change of the directory."""

from sqlalchemy import update

from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.transaction import command
from portal.directory.models import DirectoryVersion


@command
def note_change(_actor: Actor) -> None:
    """Move the directory's version, so that every process reads its index anew; call it in whatever changes people."""
    moved = db.session.execute(
        update(DirectoryVersion).values(number=DirectoryVersion.number + 1, changed_at=clock.now())
    )
    if moved.rowcount == 0:  # type: ignore[attr-defined]  # an UPDATE's result counts its rows
        db.session.add(DirectoryVersion(id=1, number=1, changed_at=clock.now()))
        db.session.flush()
