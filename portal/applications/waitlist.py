"""The one promotion service: a freed seat goes to the first in line, whoever freed it, by the rule of the round."""

from portal.applications import waiting_words
from portal.applications.line import in_turn
from portal.applications.models import Application
from portal.applications.moving import move
from portal.applications.policies import is_staged, may_promote
from portal.applications.queries import lines
from portal.applications.queries.lists import open_staged_on
from portal.applications.records import OfferState, WaitingOffer
from portal.applications.workflow import Action
from portal.core import clock
from portal.core.actors import SYSTEM, Actor
from portal.core.db import db
from portal.core.transaction import command
from portal.programs.models import Round, WaitingPolicy
from portal.programs.rules import Rules, offered_until, rules_of
from portal.programs.seats import has_free_seat, hold_rounds, take_seat_for_first


@command
def promote_waiting(round_id: int) -> list[Application]:
    """Seat those who wait, or offer them the seat, in their order while seats are free; return whose turn it was.

    Nobody passes those who wait: when the first in line has a decision that can still be undone, or one on a list that
    goes up, the seat stays free until it settles. A promoted application is as one that arrives: it still has to be
    decided on. Where an officer picks, and after the last day of moving up, nobody is promoted.
    """
    hold_rounds([round_id])
    round_, rules = db.session.get_one(Round, round_id, populate_existing=True), rules_of(round_id)
    promoted: list[Application] = []
    if rules.waiting is WaitingPolicy.MANUAL or not may_promote(round_, clock.now(), rules.moves_up_until):
        return promoted
    if round_.waiting <= 0 or not has_free_seat(round_id):
        return promoted
    for one in in_turn(round_):
        if is_staged(one) or open_staged_on(one.id) or not take_seat_for_first(round_id):
            break
        give_seat(one, rules)
        promoted.append(one)
    return promoted


@command
def give_seat(application: Application, rules: Rules, *, actor: Actor = SYSTEM, note: str = "") -> None:
    """Let somebody who waits have a seat that was just taken for them, or keep it for their answer."""
    now = clock.now()
    application.holds_seat = True
    if rules.waiting is not WaitingPolicy.OFFER:
        application.waiting_since = now
        move(application, Action.PROMOTE, actor=actor, note=note)
        return
    until = offered_until(now, rules.offer_days)
    if rules.moves_up_until is not None:
        until = min(until, clock.at(rules.moves_up_until, clock.OFFICE_CLOSES))
    db.session.add(
        WaitingOffer(application_id=application.id, round_id=application.round_id, offered_at=now, expires_at=until)
    )
    move(application, Action.OFFER, actor=actor, note=waiting_words.kept_until(until))


@command
def end_offer(application_id: int, state: OfferState) -> WaitingOffer | None:
    """End the offer of a seat that an application has, if it has one; the seat itself is the caller's business."""
    offer = lines.live_offer(application_id)
    if offer is not None:
        offer.state, offer.ended_at = state, clock.now()
        db.session.flush()
    return offer
