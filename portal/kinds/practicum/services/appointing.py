"""임용: a candidate becomes an official, once; the practicum ends the day before, and its history stays."""

from collections.abc import Sequence
from datetime import timedelta

from portal.accounts.services import create_staff_account, join_staff
from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Refusal
from portal.core.events import emit
from portal.core.korean import kdate
from portal.core.transaction import command
from portal.directory.queries import unit_or_missing
from portal.directory.services import Entrant, enter_service
from portal.kinds.practicum import messages, policies
from portal.kinds.practicum.events import CandidateChanged
from portal.kinds.practicum.gate import admit_desk
from portal.kinds.practicum.models import Candidate, CandidateState, Placement
from portal.kinds.practicum.moving import leave_host, move
from portal.kinds.practicum.orders import Appointment
from portal.kinds.practicum.queries import candidates, placements
from portal.kinds.practicum.round_messages import BAD_APPOINTMENT_DAY
from portal.kinds.practicum.workflow import Action
from portal.programs.seats import hold_rounds

FIRST_GRADE = "9급"


@command
def appoint(actor: Actor, public_id: str, *, appointment: Appointment) -> Candidate:
    """Make a candidate an official; ordered twice, it is done once. A later day acts by itself when it comes."""
    admit_desk(actor)
    live = placements.live_placements_of(candidates.candidate_or_missing(public_id).id)
    hold_rounds({one.round_id for one in live})
    candidate = candidates.candidate_held(public_id)
    if candidate.person_id is not None:
        return _once(candidate, appointment)
    if candidate.state != CandidateState.REGISTERED:
        raise Refusal(messages.NOT_REGISTERED)
    if not policies.may_appoint_on(candidate, appointment.on):
        raise Refusal(BAD_APPOINTMENT_DAY, field="on")
    unit = unit_or_missing(appointment.unit_id)
    entrant = Entrant(appointment.personal_no, candidate.name, candidate.series, FIRST_GRADE, candidate.mobile)
    person = enter_service(actor, entrant=entrant, unit_id=unit.id, on=appointment.on)
    _open_account(actor, candidate, person.id, appointment)
    candidate.state, candidate.person_id = CandidateState.APPOINTED, person.id
    candidate.appointed_on, candidate.appointed_unit_id = appointment.on, unit.id
    for placement in placements.live_placements_of(candidate.id):
        _end(actor, placement, appointment)
    db.session.flush()
    after = {"unit": unit.full_name, "valid_from": kdate(appointment.on)}
    emit(CandidateChanged(candidate.id, actor, "appoint", after=after))
    return candidate


@command
def appoint_all(actor: Actor, orders: Sequence[tuple[str, Appointment]]) -> int:
    """Appoint everybody on a list, or nobody: one that cannot be appointed stops all."""
    admit_desk(actor)
    for public_id, appointment in orders:
        try:
            appoint(actor, public_id, appointment=appointment)
        except Refusal as no:
            name = candidates.candidate_or_missing(public_id).name
            raise Refusal(f"{name}: {no}") from no
    return len(orders)


def _once(candidate: Candidate, appointment: Appointment) -> Candidate:
    """Return a candidate who was appointed exactly so before; raises Refusal when it was different."""
    assert candidate.person is not None
    same = candidate.person.personal_no == appointment.personal_no and candidate.appointed_on == appointment.on
    if not same:
        raise Refusal(messages.APPOINTED_ALREADY)
    return candidate


def _open_account(actor: Actor, candidate: Candidate, person_id: int, appointment: Appointment) -> None:
    login_id = appointment.personal_no
    if candidate.account_id is None:
        account = create_staff_account(actor, person_id=person_id, login_id=login_id, name=candidate.name)
        candidate.account_id = account.id
        return
    reason, on = messages.BECAME_OFFICIAL, appointment.on
    join_staff(actor, candidate.account_id, person_id=person_id, login_id=login_id, reason=reason, on=on)


def _end(actor: Actor, placement: Placement, appointment: Appointment) -> None:
    """End a practicum the day before; one that is over already stays as it is."""
    day_before = appointment.on - timedelta(days=1)
    if placement.last_day is not None and placement.last_day <= min(day_before, clock.today() - timedelta(days=1)):
        return
    stays = policies.is_ordered(placement) and placement.first_day is not None and placement.first_day <= day_before
    if stays:
        placement.last_day = min(placement.last_day or day_before, day_before)
    move(placement, Action.APPOINT, actor=actor, note=kdate(appointment.on))
    if not stays:
        leave_host(placement)
