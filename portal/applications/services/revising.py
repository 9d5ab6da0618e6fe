"""A result that was told is taken up again: its applicant hears that it is corrected, and history keeps both."""

from sqlalchemy.exc import IntegrityError

from portal.applications import list_messages, messages
from portal.applications.models import Application, Status
from portal.applications.moving import move
from portal.applications.policies import is_own, may_revise
from portal.applications.queries import staged
from portal.applications.services.settling import settle_due
from portal.applications.workflow import Action
from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Missing, NotAllowed, Refusal, Stale
from portal.core.transaction import command
from portal.programs.kinds import kind_of
from portal.programs.seats import leave_line


@command
def revise(actor: Actor, public_id: str, *, version: int, reason: str) -> Application:
    """Take a told result back into review; a seat stays with it, a place in line does not."""
    for round_id in staged.rounds_of_applications([public_id]):
        settle_due(round_id)
    application = staged.applications_to_decide(actor, [public_id]).get(public_id)
    if application is None:
        raise Missing
    if is_own(actor, application):
        raise NotAllowed(messages.OWN)
    if application.version != version:
        raise Stale(messages.STALE)
    if not reason:
        raise Refusal(list_messages.WHY_REVISED, field="reason")
    if not may_revise(actor, application):
        raise Refusal(list_messages.NOT_REVISABLE)
    before = Status(application.status)
    application.reason, application.reason_codes = "", []
    application.waiting_since = clock.now()
    try:
        with db.session.begin_nested():
            move(application, Action.REVISE, actor=actor, note=reason)
    except IntegrityError:
        raise Refusal(list_messages.LIVE_ELSEWHERE) from None
    if before is Status.WAITLISTED:
        leave_line(application.round_id)
    if before is Status.APPROVED:
        kind_of(application.round.program).on_released(application)
    db.session.flush()
    return application
