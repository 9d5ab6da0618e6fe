"""Every change of the queue's saved views."""

from portal.applications import messages
from portal.applications.events import ViewSaved
from portal.applications.models import SavedView
from portal.applications.queries import saved
from portal.approvals.policies import FINAL_ROLES
from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Missing, Refusal
from portal.core.events import emit
from portal.core.transaction import command

MOST_VIEWS = 30


@command
def save(actor: Actor, *, name: str, query: str, shared: bool) -> SavedView:
    """Keep filters under a name; the actor's own view of that name is written over. Raises Refusal."""
    view = saved.own_view_named(actor, name)
    if view is None:
        if saved.count_of_own_views(actor) >= MOST_VIEWS:
            raise Refusal(messages.too_many_views(MOST_VIEWS))
        view = SavedView(account_id=actor.account_id, account_name=actor.name[:40], name=name)
        db.session.add(view)
    view.query, view.unit_id, view.made_at = query, _team_of(actor) if shared else None, clock.now()
    db.session.flush()
    emit(ViewSaved(actor, view.public_id, name, query, view.unit_id is not None, "save"))
    return view


@command
def drop(actor: Actor, public_id: str) -> None:
    """Give up one's own view; raises Missing."""
    view = saved.view_or_missing(actor, public_id)
    if view.account_id != actor.account_id:
        raise Missing
    emit(ViewSaved(actor, view.public_id, view.name, view.query, view.unit_id is not None, "drop"))
    db.session.delete(view)


def _team_of(actor: Actor) -> int:
    """Return the team with which the actor shares: the one they handle for, else their own."""
    team = min(actor.units_as(*FINAL_ROLES), default=actor.unit_id)
    if team is None:
        raise Refusal(messages.NO_TEAM)
    return team
