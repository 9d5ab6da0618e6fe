"""What the seed looks up of the applications that are filed already."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from portal.applications.models import Application
from portal.core.db import db
from portal.programs.models import Program, Round


def filed_in(key: str, before: datetime, *, track: str = "") -> list[Application]:
    """Return the applications to a program's rounds of a track sent before a moment, by round and place."""
    chosen = (
        select(Application)
        .join(Application.round)
        .join(Round.program)
        .where(Program.key == key, Round.track == track, Application.submitted_at < before)
        .options(contains_eager(Application.round).contains_eager(Round.program))
        .order_by(Application.round_id, Application.place)
    )
    return list(db.session.scalars(chosen))
