"""Lists that wait for an officer's yes: put aside, taken as a whole, thrown away."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import delete

from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.transaction import command
from portal.kinds.practicum.gate import admit_desk
from portal.kinds.practicum.models import StagedList
from portal.kinds.practicum.orders import Appointment, Facts
from portal.kinds.practicum.queries import candidates
from portal.kinds.practicum.services.appointing import appoint_all
from portal.kinds.practicum.services.registering import register_all

KEPT = timedelta(days=1)


@command
def put_aside(actor: Actor, *, purpose: str, file_name: str, rows: list[dict[str, Any]]) -> StagedList:
    """Keep what was read from a file until its officer decides; what nobody decided on is deleted after a day."""
    admit_desk(actor)
    assert actor.account_id is not None
    db.session.execute(delete(StagedList).where(StagedList.read_at < clock.now() - KEPT))
    staged = StagedList(account_id=actor.account_id, purpose=purpose, file_name=file_name[:200], read_at=clock.now())
    staged.rows = {"rows": rows}
    db.session.add(staged)
    db.session.flush()
    return staged


@command
def take(actor: Actor, public_id: str) -> tuple[str, int]:
    """Do what a list says, all of it or nothing; return its purpose and how many rows it had."""
    admit_desk(actor)
    staged = candidates.staged_list_or_missing(actor, public_id)
    rows = staged.rows["rows"]
    if staged.purpose == "register":
        count = register_all(actor, [_facts(row) for row in rows])
    else:
        count = appoint_all(actor, [_appointment(row) for row in rows])
    db.session.delete(staged)
    return staged.purpose, count


@command
def throw_away(actor: Actor, public_id: str) -> str:
    """Delete a list that is not wanted; return its purpose."""
    admit_desk(actor)
    staged = candidates.staged_list_or_missing(actor, public_id)
    db.session.delete(staged)
    return staged.purpose


def _facts(row: dict[str, Any]) -> Facts:
    days = {name: date.fromisoformat(row[name]) for name in ("birth_date", "list_valid_until")}
    return Facts(**{**row, **days})


def _appointment(row: dict[str, Any]) -> tuple[str, Appointment]:
    return row["public_id"], Appointment(row["personal_no"], row["unit_id"], date.fromisoformat(row["on"]))
