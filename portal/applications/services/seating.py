"""What officers do with seats and with those who wait: pick, put forward, cancel, accept an excuse."""

from portal.applications import chosen_words, messages, waiting_words
from portal.applications.groups import groups_when_sent
from portal.applications.line import could_sit, sharing_of
from portal.applications.models import LIVE, Application, Status
from portal.applications.moving import move
from portal.applications.policies import is_own, is_staged, may_decide, may_promote
from portal.applications.queries import staged
from portal.applications.records import OfferState
from portal.applications.services.settling import settle_due
from portal.applications.waitlist import end_offer, give_seat, promote_waiting
from portal.applications.workflow import Action
from portal.core import clock
from portal.core.actors import Actor
from portal.core.errors import Missing, NotAllowed, Refusal, Stale
from portal.core.transaction import command
from portal.programs.kinds import kind_of
from portal.programs.rules import rules_of
from portal.programs.seats import leave_line, release_seat, take_seat_for_first


@command
def pick(actor: Actor, public_id: str, *, version: int, reason: str = "") -> Application:
    """Give a free seat to somebody who waits; out of their order only with a reason, and never past a quota."""
    application = _to_handle(actor, public_id, version)
    rules = rules_of(application.round_id)
    if application.status != Status.WAITLISTED or application.holds_seat:
        raise Stale(waiting_words.NOT_WAITING)
    if not may_promote(application.round, clock.now(), rules.moves_up_until):
        raise Refusal(waiting_words.MOVES_NO_MORE)
    kept = (application.id, application.snapshot_unit_id, application.snapshot_grade)
    full = sharing_of(application.round_id).full_for(groups_when_sent([kept])[application.id])
    if full is not None:
        raise Refusal(chosen_words.full(full))
    before = [one.id for one in could_sit(application.round_id)]
    if before[:1] != [application.id] and not reason:
        raise Refusal(waiting_words.JUMPS, field="reason")
    if not take_seat_for_first(application.round_id):
        raise Refusal(waiting_words.FULL)
    give_seat(application, rules, actor=actor, note=reason)
    return application


@command
def reorder(actor: Actor, public_id: str, *, version: int, priority: int, reason: str) -> Application:
    """Put somebody who waits before or behind the others; the applicant reads the reason."""
    application = _to_handle(actor, public_id, version)
    if application.status != Status.WAITLISTED or application.holds_seat:
        raise Stale(waiting_words.NOT_WAITING)
    application.waiting_priority = priority
    move(application, Action.REORDER, actor=actor, note=reason)
    promote_waiting(application.round_id)
    return application


@command
def cancel(actor: Actor, public_id: str, *, version: int, reason: str) -> Application:
    """Take a live application out for the office; the seat goes to those who wait, and nothing is deleted."""
    application = _to_handle(actor, public_id, version)
    _call_off(actor, application, reason)
    promote_waiting(application.round_id)
    return application


@command
def excuse(actor: Actor, public_id: str, *, version: int, reason: str) -> Application:
    """Accept why somebody did not come: nothing follows from it any more."""
    application = _to_handle(actor, public_id, version)
    if application.status != Status.NO_SHOW:
        raise Stale(waiting_words.NOT_MISSED)
    application.excuse = reason
    move(application, Action.EXCUSE, actor=actor, note=reason)
    return application


def _to_handle(actor: Actor, public_id: str, version: int) -> Application:
    """Return an application the actor decides on, its round held and settled; raises Stale when it has changed."""
    for round_id in staged.rounds_of_applications([public_id]):
        settle_due(round_id)
    application = staged.applications_to_decide(actor, [public_id]).get(public_id)
    if application is None:
        raise Missing
    if not may_decide(actor, application):
        raise NotAllowed(messages.OWN if is_own(actor, application) else messages.NOT_YOURS_TO_DECIDE)
    if application.version != version:
        raise Stale(messages.STALE)
    if is_staged(application):
        raise Stale(messages.STAGED)
    return application


def _call_off(actor: Actor, application: Application, reason: str) -> None:
    if application.status not in LIVE:
        raise Stale(messages.STALE)
    was_approved = application.status in (Status.APPROVED, Status.ACTIVE)
    if application.status == Status.WAITLISTED:
        end_offer(application.id, OfferState.CLOSED)
        if not application.holds_seat:
            leave_line(application.round_id)
    if application.holds_seat:
        release_seat(application.round_id)
        application.holds_seat = False
    move(application, Action.CALL_OFF, actor=actor, note=reason)
    if was_approved:
        kind_of(application.round.program).on_released(application)
