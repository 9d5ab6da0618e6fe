"""What the services of this room share: who may, and who is the chief of a shift."""

from collections.abc import Iterable

from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import NotAllowed, Refusal
from portal.watch import messages, policies, queries
from portal.watch.models import WatchSetting, WatchTurn


def rules() -> WatchSetting:
    """Return the rules; raises Refusal where there are none."""
    setting = queries.setting()
    if setting is None:
        raise Refusal(messages.NO_RULES)
    return setting


def rules_for_runner(actor: Actor) -> WatchSetting:
    """Return the rules to who runs the roster; raises NotAllowed."""
    setting = rules()
    if not policies.runs(actor, setting.unit):
        raise NotAllowed(messages.NOT_YOURS)
    return setting


def rules_for_commander(actor: Actor) -> WatchSetting:
    """Return the rules to who commands; raises NotAllowed."""
    setting = rules()
    if not policies.commands(actor, setting.unit):
        raise NotAllowed(messages.ONLY_COMMANDER)
    return setting


def name_chiefs(turns: Iterable[WatchTurn]) -> None:
    """Let the highest grade of a shift answer for it; of equals, who came first."""
    db.session.flush()
    line = sorted(turns, key=lambda turn: (policies.rank(turn.person.grade), turn.id))
    for place, turn in enumerate(line):
        turn.is_chief = place == 0
