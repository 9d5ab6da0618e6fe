"""Who may do what with candidates, offers and placements; asked by services, pages and tests."""

from datetime import date, timedelta

from portal.approvals.policies import decision_is_final
from portal.core.actors import Actor, Role
from portal.core.clock import now, today
from portal.directory.models import Unit
from portal.kinds.practicum.models import LIVE, Candidate, CandidateState, HostOffer, Placement, PlacementState
from portal.kinds.practicum.workflow import TRANSITIONS, Action
from portal.programs.models import Round
from portal.programs.windows import Window, window_at

FARTHEST_APPOINTMENT = timedelta(days=366)
RUNNING = (Role.OFFICER, Role.LEAD, Role.HEAD)


def may_run(actor: Actor, owner: Unit) -> bool:
    """Say whether the actor runs the practicum: of the owning team, or above it."""
    return decision_is_final(actor, owner)


def may_answer_for(actor: Actor, unit_id: int) -> bool:
    """Say whether the actor speaks for exactly this institution; an office does not speak for the schools below it."""
    return unit_id in actor.units_as(Role.INSTITUTION)


def is_own(actor: Actor, candidate: Candidate) -> bool:
    """Say whether the actor is this candidate."""
    return actor.account_id is not None and candidate.account_id == actor.account_id


def is_appointed(candidate: Candidate, day: date | None = None) -> bool:
    """Say whether a candidate is an official on a day (today); before the first day it is only arranged."""
    on = candidate.appointed_on
    return candidate.state == CandidateState.APPOINTED and on is not None and on <= (day or today())


def may_take_back(candidate: Candidate) -> bool:
    """Say whether there is an appointment to take back; whether something is built on it the directory says."""
    return candidate.state == CandidateState.APPOINTED and candidate.person_id is not None


def may_wish(candidate: Candidate, round_: Round) -> bool:
    """Say whether a candidate may take part in a round at all: on the list when it begins, and not appointed by then.

    Nothing else counts: a willing candidate has to be given a practicum.
    """
    if candidate.state == CandidateState.REMOVED or candidate.list_valid_until < round_.starts_on:
        return False
    return candidate.appointed_on is None or candidate.appointed_on > round_.starts_on


def is_taking_wishes(round_: Round) -> bool:
    """Say whether candidates may send and change their wishes for a round now."""
    from_, to = round_.apply_from, round_.apply_to
    return window_at(now(), from_, to) == Window.OPEN


def may_change_wish(placement: Placement | None) -> bool:
    """Say whether a wish may still be changed: as long as nobody has worked with it."""
    return placement is None or placement.state == PlacementState.ELIGIBLE


def may_withdraw(placement: Placement) -> bool:
    """Say whether a candidate may still step back: until the practicum is over."""
    return placement.state in LIVE and today() <= (placement.last_day or placement.round.ends_on)


def is_ordered(placement: Placement) -> bool:
    """Say whether a placement is certain: ordered, and still so when an appointment will cut it short."""
    return placement.state == PlacementState.ORDERED or (
        placement.state == PlacementState.ENDED_BY_APPOINTMENT and placement.offer_id is not None
    )


def has_begun(placement: Placement) -> bool:
    """Say whether the practicum of a placement has begun."""
    return is_ordered(placement) and placement.first_day is not None and placement.first_day <= today()


def is_over(placement: Placement) -> bool:
    """Say whether the practicum of a certain placement is over."""
    return is_ordered(placement) and placement.last_day is not None and placement.last_day < today()


def may_take(placement: Placement, action: Action) -> bool:
    """Say whether an action is open by the table, and by the days: who has begun is no longer declined or put off."""
    if (PlacementState(placement.state), action) not in TRANSITIONS:
        return False
    return not (has_begun(placement) and action in (Action.DECLINE, Action.WITHDRAW))


def is_late(placement: Placement) -> bool:
    """Say whether the day by which the host was to answer has passed."""
    is_asked = placement.state == PlacementState.PROPOSED
    return is_asked and placement.reply_by is not None and placement.reply_by < today()


def may_offer(round_: Round) -> bool:
    """Say whether institutions may still say what they can take in a round: until it is over."""
    return today() <= round_.ends_on


def may_plan(round_: Round) -> bool:
    """Say whether the days and hours of a round may still be changed: until it is over."""
    return today() <= round_.ends_on


def may_open_now(round_: Round) -> bool:
    """Say whether wishes may be taken from now on instead of later; the hour of the end stays."""
    return may_plan(round_) and window_at(now(), round_.apply_from, round_.apply_to) == Window.UPCOMING


def room_in(offer: HostOffer) -> int:
    """Return how many seats an institution has left."""
    return max(0, offer.seats - offer.taken)


def may_appoint_on(candidate: Candidate, day: date) -> bool:
    """Say whether a candidate can become an official on a day: on the list by then, and not years ahead."""
    earliest = max(date(candidate.exam_year, 1, 1), candidate.registered_at.date())
    return earliest <= day <= today() + FARTHEST_APPOINTMENT
