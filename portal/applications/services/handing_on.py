"""Hands the choices of a selection on: onto the list that goes up, or to the officer's own final decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from portal.applications.models import Application
from portal.applications.queries.lines import applications_by_id
from portal.applications.selection import Choice
from portal.applications.services.deciding import Mark, Order, decide_many
from portal.applications.services.staging import stage
from portal.applications.workflow import Action
from portal.approvals.queries import goes_up
from portal.core.actors import Actor
from portal.core.transaction import command
from portal.programs.queries import round_with_program

LONGEST = 300


@dataclass(frozen=True)
class Handed:
    """How many choices were taken, and which were not: (address of the application, why)."""

    done: int
    refused: tuple[tuple[str, str], ...] = ()


@command
def hand_on(actor: Actor, round_id: int, choices: Sequence[Choice]) -> Handed:
    """Hand on the choices of a round, the best rank first; a row that cannot be taken stops no other."""
    if not goes_up(round_with_program(round_id).program_id):
        return _decide(actor, choices)
    outcome = stage(actor, round_id, choices)
    return Handed(len(outcome.done), tuple((one.public_id, one.why) for one in outcome.refused))


def _decide(actor: Actor, choices: Sequence[Choice]) -> Handed:
    """Decide on every choice in the order given, as an officer would from the queue."""
    found = applications_by_id([one.application_id for one in choices])
    done, refused = 0, []
    for (action, note), some in groupby(choices, key=_same_order):
        marks = [_mark(found[one.application_id]) for one in some]
        reasons = ("not_eligible",) if action is Action.REJECT else ()
        outcome = decide_many(actor, marks, Order(action, reasons=reasons, note=note))
        done += len(outcome.done)
        refused += [(one.public_id, one.why) for one in outcome.refused]
    return Handed(done, tuple(refused))


def _same_order(choice: Choice) -> tuple[Action, str]:
    return choice.action, choice.grounds[:LONGEST] if choice.action is Action.REJECT else ""


def _mark(application: Application) -> Mark:
    return Mark(application.public_id, application.version)
