"""What waits for institutions here, for the menu's one statement and for the first page."""

from datetime import date

from sqlalchemy import bindparam, func, select

from portal.core.actors import Actor, Role
from portal.core.db import db
from portal.kinds.practicum.models import HostOffer, Placement, PlacementState

_offer, _placement = HostOffer.__table__.c, Placement.__table__.c
COUNT_OF_ASKED = (
    select(func.count())
    .select_from(Placement.__table__.join(HostOffer.__table__, _offer.id == _placement.offer_id))
    .where(_offer.unit_id.in_(bindparam("hosts", expanding=True)), _placement.state == PlacementState.PROPOSED)
    .scalar_subquery()
)
"""How many candidates institutions are asked to take; ``hosts_of`` gives its parameter."""


def hosts_of(actor: Actor) -> list[int]:
    """Return the institutions the actor speaks for."""
    return sorted(actor.units_as(Role.INSTITUTION))


def first_reply_due(actor: Actor) -> date | None:
    """Return the first day by which an institution the actor speaks for is to answer; None when none is asked."""
    due = select(func.min(Placement.reply_by)).join(HostOffer, HostOffer.id == Placement.offer_id)
    return db.session.scalar(
        due.where(HostOffer.unit_id.in_(hosts_of(actor)), Placement.state == PlacementState.PROPOSED)
    )
