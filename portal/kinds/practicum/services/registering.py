"""The list of candidates: one by hand, many from a file, a mistake mended, somebody taken off it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.exc import IntegrityError

from portal.accounts.services import shut_out
from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Refusal, Stale
from portal.core.events import emit
from portal.core.resident_numbers import refuse_resident_numbers
from portal.core.transaction import command
from portal.kinds.practicum import messages, policies
from portal.kinds.practicum.events import CandidateChanged
from portal.kinds.practicum.gate import admit_desk
from portal.kinds.practicum.models import Candidate, CandidateState
from portal.kinds.practicum.orders import Facts
from portal.kinds.practicum.queries import candidates, placements


@command
def register(actor: Actor, *, facts: Facts) -> Candidate:
    """Put somebody on the list; an exam number is given once a year."""
    admit_desk(actor)
    _refuse_numbers(facts)
    candidate = Candidate(**vars(facts), registered_at=clock.now())
    try:
        with db.session.begin_nested():
            db.session.add(candidate)
    except IntegrityError:
        raise Refusal(messages.TAKEN_EXAM_NO, field="exam_no") from None
    emit(CandidateChanged(candidate.id, actor, "register"))
    return candidate


@command
def register_all(actor: Actor, entries: Sequence[Facts]) -> int:
    """Put everybody of a list on the list, or nobody; raises Refusal naming who cannot be."""
    for facts in entries:
        try:
            register(actor, facts=facts)
        except Refusal as no:
            raise Refusal(f"{facts.exam_no} {facts.name}: {no}") from no
    return len(entries)


@command
def remove(actor: Actor, public_id: str, *, version: int, reason: str) -> Candidate:
    """Take somebody off the list for a reason; what is still to come of the practicum is taken back first."""
    admit_desk(actor)
    candidate = candidates.candidate_or_missing(public_id)
    if candidate.version != version or candidate.state != CandidateState.REGISTERED:
        raise Stale(messages.CHANGED_MEANWHILE)
    if any(not policies.is_over(one) for one in placements.live_placements_of(candidate.id)):
        raise Refusal(messages.STILL_PLACED)
    refuse_resident_numbers(reason, field="reason")
    candidate.state, candidate.state_reason = CandidateState.REMOVED, reason
    if candidate.account_id is not None:
        shut_out(actor, candidate.account_id, reason=messages.CANDIDACY_OVER)
    db.session.flush()
    emit(CandidateChanged(candidate.id, actor, "remove", reason=reason))
    return candidate


@command
def correct(actor: Actor, public_id: str, *, version: int, facts: Facts) -> Candidate:
    """Mend what the office keeps of a candidate who is not appointed yet."""
    admit_desk(actor)
    _refuse_numbers(facts)
    candidate = candidates.candidate_or_missing(public_id)
    if candidate.version != version or candidate.state != CandidateState.REGISTERED:
        raise Stale(messages.CHANGED_MEANWHILE)
    changed = [name for name, value in vars(facts).items() if getattr(candidate, name) != value]
    for name in changed:
        setattr(candidate, name, getattr(facts, name))
    try:
        with db.session.begin_nested():
            db.session.flush()
    except IntegrityError:
        raise Refusal(messages.TAKEN_EXAM_NO, field="exam_no") from None
    if candidate.account is not None:
        candidate.account.name = candidate.name
    emit(CandidateChanged(candidate.id, actor, "correct", after=_labels(changed)))
    return candidate


def _labels(changed: list[str]) -> dict[str, Any]:
    return {"changed": [messages.FIELD[name] for name in changed]}


def _refuse_numbers(facts: Facts) -> None:
    for name in ("exam_no", "name", "mobile", "series", "district"):
        refuse_resident_numbers(getattr(facts, name), field=name)
