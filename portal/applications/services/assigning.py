"""Whose hands an application is in, and what its handlers note among themselves."""

from portal.applications import messages
from portal.applications.events import ApplicationNoted
from portal.applications.models import Application, Step
from portal.applications.moving import NEVER, move, record
from portal.applications.policies import is_own, is_staged, may_assign, may_note
from portal.applications.queries import panel, staged
from portal.applications.services.settling import settle_due
from portal.applications.workflow import Action
from portal.core import clock
from portal.core.actors import Actor
from portal.core.errors import Missing, NotAllowed, Refusal, Stale
from portal.core.events import emit
from portal.core.transaction import command

"""When an applicant may see a note."""


@command
def assign(actor: Actor, public_id: str, *, version: int, handler_id: str) -> Application:
    """Put an application into the hands of one of those who may handle it; the applicant sees whose they are.

    Nobody handles an application of their own. Raises Stale when somebody else changed it since the page was shown.
    """
    for round_id in staged.rounds_of_applications([public_id]):
        settle_due(round_id)
    application = staged.applications_to_decide(actor, [public_id]).get(public_id)
    if application is None:
        raise Missing
    if is_own(actor, application):
        raise NotAllowed(messages.OWN)
    if application.version != version:
        raise Stale(messages.STALE)
    if is_staged(application):
        raise Stale(messages.STAGED)
    if not may_assign(actor, application):
        raise NotAllowed(messages.NOT_YOURS_TO_DECIDE)
    handlers = panel.handlers_for(application, clock.today())
    handler = next((one for one in handlers if one.public_id == handler_id), None)
    if handler is None:
        raise Refusal(messages.NOT_A_HANDLER)
    if application.assignee_id != handler.person_id:
        application.assignee_id = handler.person_id
        move(application, Action.ASSIGN, actor=actor, note=handler.name)
    return application


@command
def note(actor: Actor, public_id: str, *, words: str) -> Step:
    """Write a note on an application for those who handle it; neither its applicant nor the audit reads it."""
    application = panel.application_for_officer(actor, public_id)
    if not may_note(actor, application):
        raise NotAllowed(messages.OWN if is_own(actor, application) else messages.NOT_YOURS_TO_NOTE)
    step = record(application, Action.NOTE, actor=actor, note=words, visible_at=NEVER)
    emit(ApplicationNoted(application_id=application.id, actor=actor))
    return step
