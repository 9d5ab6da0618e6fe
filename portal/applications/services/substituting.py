"""Somebody comes instead: a seat passes to a colleague of the same unit, without going to the waiting list."""

from typing import Any

from sqlalchemy.exc import IntegrityError

from portal.applications import chosen_words, messages, substitute_words, waiting_words
from portal.applications.conduct import conduct_of
from portal.applications.events import SubstituteAsked
from portal.applications.models import Application, Status
from portal.applications.moving import move
from portal.applications.policies import is_staged, may_choose
from portal.applications.queries import mine, substitutes
from portal.applications.records import Substitution, SubstitutionState
from portal.applications.selection import Arrival
from portal.applications.services.settling import settle_due
from portal.applications.services.submitting import fill_in, write_down
from portal.applications.services.withdrawing import own_settled
from portal.applications.workflow import Action
from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Missing, NotAllowed, Refusal, Stale
from portal.core.events import emit
from portal.core.transaction import command
from portal.directory.models import ServiceState
from portal.directory.queries import PersonFacts, person_facts
from portal.programs.catalog import judged
from portal.programs.kinds import kind_of
from portal.programs.models import SubstitutionRule
from portal.programs.queries import Offer, offer_of_round
from portal.programs.rules import rules_of
from portal.programs.seats import join_line


@command
def ask(actor: Actor, public_id: str, *, colleague: str) -> Substitution:
    """Ask that a colleague comes in one's own place; where the round says so, an officer has to agree first."""
    application = own_settled(actor, public_id)
    rule = rules_of(application.round_id).substitution
    if rule is SubstitutionRule.NONE or not is_passable(application):
        raise Refusal(substitute_words.NOT_NOW)
    found = substitutes.colleagues_called(application.person_id, colleague)
    if len(found) != 1:
        raise Refusal(substitute_words.SEVERAL if found else substitute_words.NOBODY, field="colleague")
    facts = person_facts(found[0])
    _check(offer_of_round(application.round_id), facts)
    agreed = rule is SubstitutionRule.AUTOMATIC
    new = Substitution(
        application_id=application.id,
        colleague_id=facts.person_id,
        state=SubstitutionState.AGREED if agreed else SubstitutionState.ASKED,
        asked_at=clock.now(),
        asked_by_name=actor.name,
    )
    try:
        with db.session.begin_nested():
            db.session.add(new)
    except IntegrityError:
        raise Stale(substitute_words.ASKED_ALREADY) from None
    emit(SubstituteAsked(new.id, actor, "agree" if agreed else "ask"))
    return new


@command
def answer(actor: Actor, public_id: str, *, agrees: bool) -> Substitution:
    """Agree that somebody comes instead, or refuse, as the round's officer."""
    asked = substitutes.substitution_or_missing(public_id)
    application = asked.application
    if not may_choose(actor, application.round):
        raise Missing
    if actor.person_id in (application.person_id, asked.colleague_id):
        raise NotAllowed(messages.OWN)
    if asked.state != SubstitutionState.ASKED:
        raise Stale(substitute_words.ANSWERED)
    asked.state = SubstitutionState.AGREED if agrees else SubstitutionState.REFUSED
    asked.ended_at = None if agrees else clock.now()
    emit(SubstituteAsked(asked.id, actor, "agree" if agrees else "refuse"))
    return asked


@command
def drop(actor: Actor, public_id: str) -> Substitution:
    """Take back that a colleague comes instead, as long as the colleague has not taken over."""
    asked = substitutes.substitution_or_missing(public_id)
    if actor.person_id not in (asked.application.person_id, asked.colleague_id):
        raise Missing
    if asked.state not in (SubstitutionState.ASKED, SubstitutionState.AGREED):
        raise Stale(substitute_words.ANSWERED)
    asked.state, asked.ended_at = SubstitutionState.DROPPED, clock.now()
    emit(SubstituteAsked(asked.id, actor, "drop"))
    return asked


@command
def take_over(actor: Actor, public_id: str, *, key: str, mobile: str, details: dict[str, Any]) -> Application:
    """Send one's own application in the place of a colleague's; the seat passes on in the same moment."""
    asked = substitutes.substitution_or_missing(public_id)
    if actor.person_id is None or asked.colleague_id != actor.person_id:
        raise Missing
    settle_due(asked.application.round_id)
    earlier = mine.already_sent(actor.person_id, asked.application.round_id, key)
    if earlier is not None and earlier.key == key:
        return earlier
    db.session.refresh(asked)
    given_up = mine.own_application(asked.application.person_id, asked.application.public_id)
    if asked.state != SubstitutionState.AGREED or not is_passable(given_up):
        raise Stale(substitute_words.ANSWERED)
    offer, facts = offer_of_round(given_up.round_id), person_facts(actor.person_id)
    grounds = _check(offer, facts)
    arrival = Arrival(join_line(offer.round_id), Status.APPROVED, holds_seat=True)
    now, name = clock.now(), given_up.person.name
    given = {"decided_at": now, "confirmed_at": now, "eligibility_words": grounds, "key": key, "mobile": mobile}
    new = write_down(actor, offer, facts, arrival, **given)
    given_up.holds_seat = False
    move(given_up, Action.CANCEL, actor=actor, note=waiting_words.replaced_by(actor.name))
    fill_in(actor, new, offer, details=details, words=waiting_words.in_place_of(name))
    kind_of(offer).on_released(given_up)
    kind_of(offer).on_approved(new)
    asked.state, asked.ended_at, asked.followed_by_id = SubstitutionState.TAKEN, now, new.id
    emit(SubstituteAsked(asked.id, actor, "take_over"))
    return new


def is_passable(application: Application) -> bool:
    """Say whether a seat may still pass to a colleague: chosen, told, and not after the first day."""
    is_due = clock.today() <= application.round.starts_on
    return application.status == Status.APPROVED and application.holds_seat and not is_staged(application) and is_due


def _check(offer: Offer, facts: PersonFacts) -> str:
    """Return on what grounds a colleague may take part; raises Refusal."""
    found = judged(offer, facts)
    if facts.state == ServiceState.RETIRED or not found.fits:
        raise Refusal(found.words or chosen_words.GONE, field="colleague")
    until = conduct_of(facts.person_id, offer.program_id).barred_until
    if until is not None:
        raise Refusal(waiting_words.barred(until), field="colleague")
    if mine.live_application(facts.person_id, offer.round_id) is not None:
        raise Refusal(substitute_words.HAS_APPLIED, field="colleague")
    return " · ".join(found.grounds)[:300]
