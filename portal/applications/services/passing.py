"""What time does to seats: offers lapse, seats nobody confirms are released, lines close."""

from datetime import datetime

from portal.applications import waiting_words
from portal.applications.models import Application, Status
from portal.applications.moving import move
from portal.applications.policies import is_staged, may_promote
from portal.applications.queries import lines
from portal.applications.records import OfferState
from portal.applications.waitlist import end_offer, promote_waiting
from portal.applications.workflow import Action
from portal.core import clock
from portal.core.actors import SYSTEM
from portal.core.db import db
from portal.core.transaction import command
from portal.programs.kinds import kind_of
from portal.programs.rules import Rules, moved_on, rules_of
from portal.programs.seats import hold_rounds, leave_line, release_seat


@command
def lapse_offers() -> int:
    """End the offers whose time is over and let the next in line have the seat; return how many lapsed.

    A last day that has been declared free since moves on; where an officer is just deciding, that comes first.
    """
    hold_rounds({offer.round_id for offer in lines.offers_past(clock.now())})
    lapsed = []
    for offer in lines.offers_past(clock.now()):
        application = db.session.get_one(Application, offer.application_id, populate_existing=True)
        until = moved_on(offer.expires_at)
        if until > clock.now():
            offer.expires_at = until
        elif not is_staged(application):
            _end(application, OfferState.LAPSED, waiting_words.OFFER_OVER)
            lapsed.append(offer.round_id)
    db.session.flush()
    for round_id in sorted(set(lapsed)):
        promote_waiting(round_id)
    return len(lapsed)


@command
def move_up() -> int:
    """Give free seats to those who wait, where time alone let them: the window has closed, or somebody fits again."""
    return sum(len(promote_waiting(round_id)) for round_id in lines.rounds_with_seats_and_a_line())


@command
def close_lines() -> int:
    """End what is left of the waiting lists on which nobody moves up any more, with one message each."""
    ended = 0
    for round_ in lines.rounds_with_a_line(clock.now()):
        if may_promote(round_, clock.now(), rules_of(round_.id).moves_up_until):
            continue
        hold_rounds([round_.id])
        for application in lines.told_that_they_wait(round_.id):
            _end(application, OfferState.CLOSED, waiting_words.LINE_CLOSED)
            ended += 1
    return ended


@command
def release_unconfirmed() -> int:
    """Release the seats that nobody confirmed in time and return how many; they go to those who wait."""
    late = [one.id for one in lines.unconfirmed() if confirms_until(one, rules_of(one.round_id)) < clock.now()]
    hold_rounds(lines.rounds_of(late))
    released = []
    for application_id in late:
        application = db.session.get_one(Application, application_id, populate_existing=True)
        if application.status != Status.APPROVED or application.confirmed_at or is_staged(application):
            continue
        move(application, Action.EXPIRE, actor=SYSTEM, note=waiting_words.NOT_CONFIRMED)
        _give_back(application)
        kind_of(application.round.program).on_released(application)
        released.append(application.round_id)
    db.session.flush()
    for round_id in sorted(set(released)):
        promote_waiting(round_id)
    return len(released)


def confirms_until(application: Application, rules: Rules) -> datetime:
    """Return until when a seat is to be confirmed: the round's day, but at least the working day after the news."""
    told = application.decided_at or application.submitted_at
    day = clock.add_working_days(told.date(), 1)
    if rules.confirm_by is not None:
        day = max(day, clock.end_of_term(rules.confirm_by))
    return clock.at(day, clock.OFFICE_CLOSES)


def _end(application: Application, state: OfferState, words: str) -> None:
    end_offer(application.id, state)
    if not _give_back(application):
        leave_line(application.round_id)
    move(application, Action.EXPIRE, actor=SYSTEM, note=words)


def _give_back(application: Application) -> bool:
    held = application.holds_seat
    if held:
        release_seat(application.round_id)
        application.holds_seat = False
    return held
