"""Sending an application: seat, place in line, answers, history and event in one transaction."""

from collections.abc import Mapping
from secrets import choice
from typing import Any

from sqlalchemy.exc import IntegrityError

from portal.applications import asked, extra, messages
from portal.applications.admission import Admitted, admit
from portal.applications.events import ApplicationMoved
from portal.applications.groups import groups_of_person
from portal.applications.models import Application, Status
from portal.applications.moving import record
from portal.applications.policies import may_apply_for
from portal.applications.queries import mine
from portal.applications.selection import Arrival, Newcomer, arrive
from portal.applications.services import drafts, files
from portal.applications.services.settling import settle_due
from portal.applications.waiting_words import on_behalf
from portal.applications.workflow import Action
from portal.core import clock
from portal.core.actors import Actor, Held, Role
from portal.core.db import db
from portal.core.errors import NotAllowed, Refusal
from portal.core.events import emit
from portal.core.transaction import command
from portal.directory.queries import PersonFacts, person_facts
from portal.directory.queries.institutions import belonging_of
from portal.programs.kinds import kind_of
from portal.programs.queries import Offer, offer_of_round, round_with_program

RECEIPT_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""32 letters and digits that nobody mistakes for each other on paper."""


@command
def apply_for(
    actor: Actor, round_id: int, *, key: str, mobile: str, person_id: int | None = None, **answers: Any
) -> Application:
    """Send the actor's own application and return it; sent twice, or from two tabs, it is the first one again.

    ``key`` is the draft's; ``answers`` are the kind's ``details`` and the round's ``extras``. With ``person_id`` it is
    sent for somebody else, who is told and may take it back. Raises Refusal, with the reason for the person, when the
    round is not open to them.
    """
    whose = person_id or actor.person_id
    if whose is None or actor.account_id is None:
        raise NotAllowed(messages.NOT_AN_OFFICIAL)
    settle_due(round_id)
    earlier = mine.already_sent(whose, round_id, key)
    if earlier is not None:
        return earlier
    offer, facts = offer_of_round(round_id), person_facts(whose)
    is_own = whose == actor.person_id
    if not is_own and not may_apply_for(actor, round_with_program(round_id), facts.unit_path):
        raise NotAllowed(messages.NOT_YOURS_TO_APPLY_FOR)
    admitted = admit(actor if is_own else applicant(facts), offer, facts)
    given: dict[str, Any] = {"key": key, "mobile": mobile, "eligibility_words": admitted.grounds}
    given["for_unit_id"] = institution_of(actor, offer)
    try:
        with db.session.begin_nested():
            arrival = arrive(offer.selection, newcomer(offer, facts, admitted))
            application = write_down(actor, offer, facts, arrival, **given)
    except IntegrityError:  # a second tab or colleague was quicker by a moment: the savepoint gave the seat back
        earlier = mine.already_sent(whose, round_id, key)
        if earlier is None and given["for_unit_id"]:
            raise Refusal(messages.INSTITUTION_APPLIED) from None
        if earlier is None:
            raise
        return earlier
    words = arrival.words if is_own else f"{on_behalf(actor.name, actor.unit_name)} {arrival.words}".strip()
    fill_in(actor, application, offer, words=words, **answers)
    return application


def applicant(facts: PersonFacts) -> Actor:
    """Return somebody for whom another applies, as the rules of a kind ask about them."""
    return Actor(person_id=facts.person_id, name=facts.name, unit_id=facts.unit_id, held=(Held(Role.EMPLOYEE),))


def newcomer(offer: Offer, facts: PersonFacts, admitted: Admitted) -> Newcomer:
    """Return somebody who arrives, as the ways of choosing see them."""
    groups = groups_of_person(facts) if offer.is_divided else {}
    return Newcomer(offer.round_id, groups, offer.is_divided, admitted.goes_last)


def institution_of(actor: Actor, offer: Offer) -> int | None:
    """Return the institution for which the actor speaks in a round where institutions apply, else None."""
    if offer.track not in kind_of(offer).tracks_of_institutions:
        return None
    return min(actor.units_as(Role.INSTITUTION), default=None) or belonging_of(actor.unit_id).institution_id


def fill_in(
    actor: Actor,
    application: Application,
    offer: Offer,
    *,
    details: dict[str, Any],
    words: str,
    extras: Mapping[str, Any] | None = None,
) -> None:
    """Keep the answers of an application that was just written down, and tell of it."""
    application.round = round_with_program(offer.round_id)  # read whole, once, for all who listen
    agreed = asked.consented(application.round, details)
    application.consent_text = "\n\n".join([application.consent_text, *agreed])
    kind_of(offer).keep_details(application, details)
    extra.keep(application, extras or {})
    if kind_of(offer).most_files.get(offer.track) or asked.takes_files(offer.questions):
        files.hand_over(application)
    drafts.clear(application.person_id, offer.round_id)
    _tell(actor, application, words)


def receipt_number() -> str:
    """Return a receipt number that says nothing but the year."""
    return f"{clock.today().year}-{''.join(choice(RECEIPT_LETTERS) for _ in range(8))}"


def write_down(actor: Actor, offer: Offer, facts: PersonFacts, arrival: Arrival, **given: Any) -> Application:
    """Add the row of an application with what is known of the person now."""
    now = clock.now()
    application = Application(
        receipt_no=receipt_number(),
        round_id=offer.round_id,
        person_id=facts.person_id,
        status=arrival.status,
        told_status=arrival.status,
        holds_seat=arrival.holds_seat,
        place=arrival.place,
        waiting_priority=arrival.priority,
        submitted_at=now,
        waiting_since=now,
        consent_text=messages.consent(offer.consent_purpose, offer.consent_items, offer.retention),
        consented_at=now,
        typed_by_id=actor.account_id,
        snapshot_unit_id=facts.unit_id,
        snapshot_unit_name=facts.unit_name[:120],
        snapshot_grade=" ".join(filter(None, (facts.series, facts.grade)))[:40],
        snapshot_hired_on=facts.hired_on,
        **given,
    )
    db.session.add(application)
    db.session.flush()
    return application


def _tell(actor: Actor, application: Application, words: str) -> None:
    now = application.submitted_at
    action = Action.TAKE_OVER if application.status == Status.APPROVED else Action.SUBMIT
    record(application, action, actor=actor, before=Status.DRAFT, at=now, note=words)
    emit(
        ApplicationMoved(
            application_id=application.id,
            actor=actor,
            action=action,
            before=Status.DRAFT,
            after=application.status,
            reason=words,
            told_at=now,
        )
    )
