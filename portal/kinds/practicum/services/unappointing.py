"""임용 taken back: a mistake is mended as long as nothing is built on it, and the candidate goes on where it stood."""

from datetime import timedelta

from portal.accounts.services import leave_staff
from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Refusal, Stale
from portal.core.events import emit
from portal.core.korean import kdate
from portal.core.resident_numbers import refuse_resident_numbers
from portal.core.transaction import command
from portal.directory.services import take_entry_back
from portal.kinds.practicum import matching, messages
from portal.kinds.practicum import round_messages as words
from portal.kinds.practicum.events import CandidateChanged
from portal.kinds.practicum.gate import admit_desk
from portal.kinds.practicum.models import Candidate, CandidateState, Placement
from portal.kinds.practicum.moving import leave_host, move
from portal.kinds.practicum.queries import candidates, placements
from portal.kinds.practicum.workflow import Action
from portal.programs.seats import hold_rounds

NAMED_ANYWAY = frozenset({"account", "assignment", "audit_entry", "candidate", "letter", "mail_choice", "notice"})
"""Tables that name an official who has done nothing yet: what was made with the appointment, and what was told."""


@command
def take_back_appointment(actor: Actor, public_id: str, *, version: int, reason: str) -> Candidate:
    """Make an official a candidate again, once; raises Refusal when something is built on the appointment.

    A practicum that the appointment cut short goes on at its host; one that had lost its seat is placed anew.
    """
    admit_desk(actor)
    ended = placements.placements_ended_by_appointment(candidates.candidate_or_missing(public_id).id)
    hold_rounds({one.round_id for one in ended})
    candidate = candidates.candidate_held(public_id)
    if candidate.version != version:
        raise Stale(messages.CHANGED_MEANWHILE)
    if candidate.state != CandidateState.APPOINTED or candidate.person_id is None or candidate.appointed_on is None:
        raise Refusal(words.NOT_APPOINTED)
    if not reason.strip():
        raise Refusal(messages.NO_REASON, field="reason")
    refuse_resident_numbers(reason, field="reason")
    after = {"valid_from": kdate(candidate.appointed_on)}
    person_id, day = candidate.person_id, candidate.appointed_on
    candidate.state, candidate.person_id = CandidateState.REGISTERED, None
    candidate.appointed_on = candidate.appointed_unit_id = None
    _close_account(actor, candidate)
    db.session.flush()
    take_entry_back(actor, person_id, on=day, besides=NAMED_ANYWAY)
    for placement in placements.placements_ended_by_appointment(candidate.id):
        _go_on(actor, placement)
    emit(CandidateChanged(candidate.id, actor, "unappoint", after=after, reason=reason))
    return candidate


def _close_account(actor: Actor, candidate: Candidate) -> None:
    assert candidate.account_id is not None  # there is one from the appointment on
    login_id = f"C{candidate.exam_year}-{candidate.exam_no}"
    until = candidate.list_valid_until + timedelta(days=1)
    leave_staff(actor, candidate.account_id, login_id=login_id, reason=words.WHY_TAKE_BACK, until=until)


def _go_on(actor: Actor, placement: Placement) -> None:
    """Give a placement back what the appointment took; what is over by now stays as it is."""
    round_ = placement.round
    is_elsewhere = placements.live_placement(placement.candidate_id, round_.id) is not None
    if round_.ends_on < clock.today() or is_elsewhere or placement.wish.withdrawn_at is not None:
        return
    days = matching.days_at(placement, placement.offer) if placement.offer else None
    if placement.holds_seat and days is not None and days[1] >= clock.today():
        placement.last_day = days[1]
        move(placement, Action.RESUME, actor=actor, note=words.WHY_TAKE_BACK)
        return
    leave_host(placement)
    move(placement, Action.REINSTATE, actor=actor, note=words.WHY_TAKE_BACK)
