"""Writes down what becomes of programs and rounds, with before and after, and of who was looked at again."""

from collections.abc import Mapping
from typing import Any

from portal.applications.events import ApplicationConfirmed, EligibilityKept, RoundMoved
from portal.applications.models import Application
from portal.audit.listeners import note
from portal.core.db import db
from portal.core.events import listen
from portal.programs.events import ProgramChanged, RoundChanged
from portal.programs.kinds import kind_of
from portal.programs.models import Program

LONGEST = 200
ACTS = {EligibilityKept: "keep", RoundMoved: "move", ApplicationConfirmed: "confirm"}


@listen(ProgramChanged)
def note_program(event: ProgramChanged) -> None:
    """Note that the words of a program changed; of long ones their beginning."""
    program = db.session.get_one(Program, event.program_id)
    note(
        event.actor, "program.change", object_type="program", object_ref=str(program.id), object_name=program.title,
        subject_id=None, before=_short(event.before), after=_short(event.after), reason="",
    )  # fmt: skip


@listen(RoundChanged)
def note_round(event: RoundChanged) -> None:
    """Note what was done with a round."""
    note(
        event.actor, f"round.{event.action}", object_type="round", object_ref=str(event.round_id),
        object_name=event.name[:160], subject_id=None, before=_short(event.before), after=_short(event.after),
        reason=event.reason,
    )  # fmt: skip


@listen(*ACTS)
def note_application(event: EligibilityKept | RoundMoved | ApplicationConfirmed) -> None:
    """Note what happened to one application of a round."""
    application = db.session.get_one(Application, event.application_id)
    is_sensitive = kind_of(application.round.program).is_sensitive
    title = "" if is_sensitive else f" {application.round.program.title}"
    note(
        event.actor, f"application.{ACTS[type(event)]}", object_type="application", object_ref=application.public_id,
        object_name=f"{application.receipt_no}{title}", subject_id=application.person_id, before={}, after={},
        reason="" if is_sensitive else getattr(event, "reason", ""), is_sensitive=is_sensitive,
    )  # fmt: skip


def _short(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value[:LONGEST] if isinstance(value, str) else value for name, value in values.items()}
