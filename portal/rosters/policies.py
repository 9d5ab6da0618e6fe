"""Who may bring files of officials in, and what may be done with one."""

from datetime import timedelta

from portal.core.actors import SYSTEM, Actor, Role
from portal.rosters.models import Outcome, Roster, Stage

AT_ONCE = 500
"""So many rows are compared and applied while the page is waited for; more are the worker's."""


KEPT_FOR = timedelta(days=30)
"""So long after its last step an import's rows lie in the database; then nothing can be looked at or taken back."""


def may_bring_in(actor: Actor) -> bool:
    """Say whether the actor keeps the directory: an administrator, or the portal itself at the command line."""
    return actor.is_everywhere(Role.ADMIN) or actor == SYSTEM


def may_apply(roster: Roster, *, only_good: bool) -> bool:
    """Say whether an import may be applied: something changes, and no row is wrong unless those are left out."""
    changes = any(roster.counts.get(outcome) for outcome in (Outcome.NEW, Outcome.CHANGED))
    return roster.stage == Stage.READY and changes and (only_good or not roster.counts.get(Outcome.WRONG))
