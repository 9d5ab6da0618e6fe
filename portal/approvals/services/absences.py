"""Who is away, and who stands in; the directory's cards and the steps of documents both read it."""

from datetime import timedelta

from portal.approvals import messages
from portal.approvals.events import AbsenceChanged
from portal.approvals.queries import absences
from portal.approvals.wishes import Away
from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import NotAllowed, Refusal
from portal.core.events import emit
from portal.core.korean import kdate
from portal.core.transaction import command
from portal.directory.models import Absence
from portal.directory.services import note_change


@command
def register(actor: Actor, away: Away) -> Absence:
    """Register one's own absence; a deputy's deputy is the last to stand in, and nobody stands in for themselves."""
    if actor.person_id is None:
        raise NotAllowed(messages.NOT_A_DEPUTY)
    if absences.absences_between(actor.person_id, away.first_day, away.last_day):
        raise Refusal(messages.ABSENT_TWICE, field="first_day")
    deputy_id = _deputy(actor.person_id, away) if away.deputy else None
    absence = Absence(
        person_id=actor.person_id,
        first_day=away.first_day,
        last_day=away.last_day,
        reason=away.reason,
        deputy_id=deputy_id,
        registered_at=clock.now(),
        registered_by=actor.name,
    )
    db.session.add(absence)
    db.session.flush()
    _tell(actor, absence, "register")
    return absence


@command
def cancel(actor: Actor, absence_id: int) -> Absence:
    """Cancel one's own absence; what was done on the days before stays done, from now on one acts oneself."""
    absence = absences.absence_or_missing(actor.person_id, absence_id)
    today = clock.today()
    if absence.canceled_at is not None or absence.last_day < today:
        raise Refusal(messages.ABSENCE_OVER)
    if absence.first_day < today:  # the days gone by are true: the absence ends yesterday
        absence.last_day = today - timedelta(days=1)
    else:
        absence.canceled_at, absence.canceled_by = clock.now(), actor.name
    db.session.flush()
    _tell(actor, absence, "cancel")
    return absence


def _deputy(person_id: int, away: Away) -> int:
    deputy = absences.person_in_service(away.deputy)
    if deputy is None:
        raise Refusal(messages.NOT_A_DEPUTY, field="deputy")
    if deputy.id == person_id:
        raise Refusal(messages.ABSENT_SELF, field="deputy")
    for theirs in absences.absences_between(deputy.id, away.first_day, away.last_day):
        if theirs.deputy_id == person_id:
            raise Refusal(messages.CIRCLE, field="deputy")
        if theirs.deputy_id is None:
            words = messages.deputy_not_there(deputy.name, theirs.first_day, theirs.last_day)
            raise Refusal(words, field="deputy")
        if absences.absences_between(theirs.deputy_id, away.first_day, away.last_day):
            raise Refusal(messages.TOO_LONG_A_CHAIN, field="deputy")
        if absences.stood_in_for(person_id, away.first_day, away.last_day):
            raise Refusal(messages.TOO_LONG_A_CHAIN, field="deputy")
    return deputy.id


def _tell(actor: Actor, absence: Absence, action: str) -> None:
    note_change(actor)
    after = {"first_day": kdate(absence.first_day), "last_day": kdate(absence.last_day)}
    emit(AbsenceChanged(actor, absence.person_id, action, after))
