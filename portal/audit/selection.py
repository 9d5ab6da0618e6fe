"""Writes down what officers do with a round as a whole, and seats that pass to colleagues."""

from portal.applications.events import RoundHandled, SubstituteAsked
from portal.applications.records import Substitution
from portal.audit.listeners import note
from portal.core.db import db
from portal.core.events import listen
from portal.programs.events import SeatsChanged
from portal.programs.queries import round_with_program


@listen(RoundHandled, SeatsChanged)
def note_round(event: RoundHandled | SeatsChanged) -> None:
    """Note what was done with a round: its draw, a run of its method, its rules, its seats."""
    round_ = round_with_program(event.round_id)
    action = event.action if isinstance(event, RoundHandled) else "seats"
    note(
        event.actor,
        f"selection.{action}",
        object_type="selection",
        object_ref=str(round_.id),
        object_name=f"{round_.program.title} {round_.name}",
        subject_id=None,
        before={"what": event.before} if event.before else {},
        after={"what": event.after} if event.after else {},
        reason=event.reason,
    )


@listen(SubstituteAsked)
def note_substitution(event: SubstituteAsked) -> None:
    """Note that somebody is to come in the place of another, and the answers."""
    asked = db.session.get_one(Substitution, event.substitution_id)
    application = asked.application
    note(
        event.actor,
        f"substitution.{event.action}",
        object_type="substitution",
        object_ref=asked.public_id,
        object_name=f"{application.receipt_no} {application.round.program.title}",
        subject_id=asked.colleague_id,
        before={},
        after={},
        reason="",
    )
