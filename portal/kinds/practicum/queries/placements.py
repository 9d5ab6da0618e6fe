"""Where the candidates of a round stand, and how each of them came there."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from portal.core.db import db
from portal.core.errors import Missing
from portal.kinds.practicum.models import LIVE, Choice, HostOffer, Placement, PlacementState, PlacementStep, Wish
from portal.programs.models import Program, Round

NOT_FOUND = "찾으시는 배치가 없습니다."
SHOWN_TO_HOST = (
    PlacementState.PROPOSED,
    PlacementState.HOST_ACCEPTED,
    PlacementState.ORDERED,
    PlacementState.ABANDONED,
    PlacementState.ENDED_BY_APPOINTMENT,
)


def placements_in(round_id: int, states: Collection[PlacementState]) -> Sequence[Placement]:
    """Return the placements of a round in some states with wish, choices and host, who wished first on top."""
    return db.session.scalars(
        _whole()
        .where(Placement.round_id == round_id, Placement.state.in_(states))
        .order_by(Wish.submitted_at, Placement.id)
    ).all()


def counts_in(round_id: int) -> dict[PlacementState, int]:
    """Count the placements of a round by state."""
    chosen = select(Placement.state, func.count()).where(Placement.round_id == round_id).group_by(Placement.state)
    return {PlacementState(state): count for state, count in db.session.execute(chosen)}


def placement_or_missing(public_id: str) -> Placement:
    """Return a placement with all that belongs to it; raises Missing."""
    found = db.session.scalar(_whole().where(Placement.public_id == public_id))
    if found is None:
        raise Missing(NOT_FOUND)
    return found


def live_placement(candidate_id: int, round_id: int) -> Placement | None:
    """Return where a candidate stands in a round, if something is still to come there."""
    return db.session.scalar(
        _whole().where(
            Placement.candidate_id == candidate_id, Placement.round_id == round_id, Placement.state.in_(LIVE)
        )
    )


def live_placements_of(candidate_id: int) -> Sequence[Placement]:
    """Return the placements of a candidate in which something is still to come or under way."""
    return db.session.scalars(
        _whole().where(Placement.candidate_id == candidate_id, Placement.state.in_(LIVE)).order_by(Placement.id)
    ).all()


def placements_ended_by_appointment(candidate_id: int) -> Sequence[Placement]:
    """Return the placements of a candidate that an appointment ended."""
    chosen = _whole().where(Placement.candidate_id == candidate_id)
    return db.session.scalars(
        chosen.where(Placement.state == PlacementState.ENDED_BY_APPOINTMENT).order_by(Placement.id)
    ).all()


def placements_of(candidate_id: int) -> Sequence[Placement]:
    """Return every placement a candidate has had, the newest first."""
    return db.session.scalars(
        _whole().where(Placement.candidate_id == candidate_id).order_by(Placement.id.desc())
    ).all()


def placements_at(unit_id: int, round_id: int) -> Sequence[Placement]:
    """Return the placements that name an institution as host in a round and are its business."""
    return db.session.scalars(
        _whole()
        .join(HostOffer, HostOffer.id == Placement.offer_id)
        .where(HostOffer.unit_id == unit_id, HostOffer.round_id == round_id, Placement.state.in_(SHOWN_TO_HOST))
        .order_by(Placement.first_day, Placement.id)
    ).all()


def placement_at_or_missing(unit_id: int, public_id: str) -> Placement:
    """Return a placement that names an institution as host; raises Missing for everybody else's."""
    found = db.session.scalar(
        _whole()
        .join(HostOffer, HostOffer.id == Placement.offer_id)
        .where(Placement.public_id == public_id, HostOffer.unit_id == unit_id, Placement.state.in_(SHOWN_TO_HOST))
    )
    if found is None:
        raise Missing(NOT_FOUND)
    return found


def waiting_for_next_round(round_id: int) -> Sequence[Placement]:
    """Return the placements put off before a round that no later round has taken up yet."""
    later = select(Placement.came_from_id).where(Placement.came_from_id.is_not(None))
    return db.session.scalars(
        _whole()
        .where(Placement.state == PlacementState.DEFERRED, Placement.round_id != round_id, Placement.id.not_in(later))
        .order_by(Placement.id)
    ).all()


def hosts_that_declined(placement_ids: Collection[int]) -> dict[int, set[int]]:
    """Return which institutions have declined each of some placements."""
    declined: dict[int, set[int]] = {}
    chosen = select(PlacementStep.placement_id, PlacementStep.unit_id).where(
        PlacementStep.placement_id.in_(placement_ids), PlacementStep.to_state == PlacementState.HOST_DECLINED
    )
    for placement_id, unit_id in db.session.execute(chosen) if placement_ids else ():
        if unit_id is not None:
            declined.setdefault(placement_id, set()).add(unit_id)
    return declined


def steps_of(placement_ids: Collection[int]) -> Sequence[PlacementStep]:
    """Return the history of some placements, the oldest first."""
    return db.session.scalars(
        select(PlacementStep)
        .where(PlacementStep.placement_id.in_(placement_ids))
        .options(joinedload(PlacementStep.unit))
        .order_by(PlacementStep.at, PlacementStep.id)
    ).all()


def _whole() -> Select[Placement]:
    return (
        select(Placement)
        .join(Placement.wish)
        .options(
            joinedload(Placement.candidate),
            joinedload(Placement.round).joinedload(Round.program).joinedload(Program.owner_unit),
            joinedload(Placement.offer).joinedload(HostOffer.unit),
            joinedload(Placement.wish).selectinload(Wish.choices).joinedload(Choice.unit),
        )
    )
