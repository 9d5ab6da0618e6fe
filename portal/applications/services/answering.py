"""What somebody answers who was offered a seat or was chosen: taking the seat, confirming it."""

from portal.applications import waiting_words
from portal.applications.models import Application, Status
from portal.applications.moving import move
from portal.applications.policies import may_promote
from portal.applications.queries import lines
from portal.applications.records import OfferState
from portal.applications.services.withdrawing import own_settled, withdraw
from portal.applications.waitlist import end_offer
from portal.applications.workflow import Action
from portal.core import clock
from portal.core.actors import Actor
from portal.core.errors import Refusal
from portal.core.transaction import command
from portal.programs.rules import moved_on, rules_of


@command
def take_offer(actor: Actor, public_id: str) -> Application:
    """Take the seat that is kept for one's own application; it is then as one that arrives."""
    application = own_settled(actor, public_id)
    offer = lines.live_offer(application.id)
    if offer is None or application.status != Status.WAITLISTED:
        raise Refusal(waiting_words.NO_OFFER)
    now = clock.now()
    if now > moved_on(offer.expires_at):
        raise Refusal(waiting_words.OFFER_OVER)
    if not may_promote(application.round, now, rules_of(application.round_id).moves_up_until):
        raise Refusal(waiting_words.MOVES_NO_MORE)
    end_offer(application.id, OfferState.TAKEN)
    application.waiting_since = now
    move(application, Action.PROMOTE, actor=actor)
    return application


@command
def decline_offer(actor: Actor, public_id: str) -> Application:
    """Give the seat that is kept for one's own application to the next; who declines waits no longer."""
    application = own_settled(actor, public_id)
    if lines.live_offer(application.id) is None:
        raise Refusal(waiting_words.NO_OFFER)
    return withdraw(actor, public_id, reason="")


@command
def confirm(actor: Actor, public_id: str) -> Application:
    """Confirm that one will come; said twice it is said once."""
    application = own_settled(actor, public_id)
    if application.status != Status.APPROVED or rules_of(application.round_id).confirm_by is None:
        raise Refusal(waiting_words.NOTHING_TO_CONFIRM)
    if application.confirmed_at is None:
        application.confirmed_at = clock.now()
        move(application, Action.CONFIRM, actor=actor)
    return application
