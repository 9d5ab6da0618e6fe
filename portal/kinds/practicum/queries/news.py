"""What waits for institutions here, as part of the menu's one statement."""

from sqlalchemy import bindparam, func, select

from portal.core.actors import Actor, Role
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
