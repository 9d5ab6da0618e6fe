"""Decides on the choices of a selection at once, as an officer would from the queue."""

from collections.abc import Sequence
from itertools import groupby

from portal.applications.models import Application
from portal.applications.queries.lines import applications_by_id
from portal.applications.selection import Choice
from portal.applications.services.deciding import Mark, Order, decide_many
from portal.applications.staging import Staged, stages_choices
from portal.applications.workflow import Action
from portal.core.actors import Actor

LONGEST = 300


@stages_choices
def decide_straight(actor: Actor, round_id: int, choices: Sequence[Choice]) -> Staged:
    """Decide on every choice in the order given; each row keeps the reason for which it was turned down."""
    found = applications_by_id([one.application_id for one in choices])
    done, refused = 0, []
    for (action, note), some in groupby(choices, key=_same_order):
        marks = [_mark(found[one.application_id]) for one in some]
        reasons = ("not_eligible",) if action is Action.REJECT else ()
        outcome = decide_many(actor, marks, Order(action, reasons=reasons, note=note))
        done += len(outcome.done)
        refused += [(one.public_id, one.why) for one in outcome.refused]
    return Staged(done, tuple(refused))


def _same_order(choice: Choice) -> tuple[Action, str]:
    return choice.action, choice.grounds[:LONGEST] if choice.action is Action.REJECT else ""


def _mark(application: Application) -> Mark:
    return Mark(application.public_id, application.version)
