"""Every SELECT of the queue's saved views: one's own and those of the teams one handles for."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, or_, select

from portal.applications.models import SavedView
from portal.approvals.policies import FINAL_ROLES
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Missing


def views_of(actor: Actor) -> Sequence[SavedView]:
    """Return the views the actor may use, by name."""
    return db.session.scalars(select(SavedView).where(_seen_by(actor)).order_by(SavedView.name, SavedView.id)).all()


def view_or_missing(actor: Actor, public_id: str) -> SavedView:
    """Return a view the actor may use; raises Missing."""
    found = db.session.scalar(select(SavedView).where(SavedView.public_id == public_id, _seen_by(actor)))
    if found is None:
        raise Missing
    return found


def own_view_named(actor: Actor, name: str) -> SavedView | None:
    """Return the actor's own view of a name."""
    return db.session.scalar(select(SavedView).where(SavedView.account_id == actor.account_id, SavedView.name == name))


def count_of_own_views(actor: Actor) -> int:
    """Count the actor's own views."""
    own = select(func.count()).select_from(SavedView).where(SavedView.account_id == actor.account_id)
    return db.session.scalar(own) or 0


def _seen_by(actor: Actor) -> ColumnElement[bool]:
    teams = actor.units_as(*FINAL_ROLES) | {actor.unit_id}
    return or_(SavedView.account_id == actor.account_id, SavedView.unit_id.in_([one for one in teams if one]))
