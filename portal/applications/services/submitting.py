"""Sending an application: seat, place in line, answers, history and event in one transaction."""

from collections.abc import Mapping
from secrets import choice
from typing import Any

from sqlalchemy.exc import IntegrityError

from portal.applications import asked, extra, messages
from portal.applications.admission import admit
from portal.applications.events import ApplicationMoved
from portal.applications.models import Application, Status
from portal.applications.moving import record
from portal.applications.queries import mine
from portal.applications.selection import arrive
from portal.applications.services import drafts, files
from portal.applications.services.settling import settle_due
from portal.applications.workflow import Action
from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import NotAllowed
from portal.core.events import emit
from portal.core.transaction import command
from portal.directory.queries import PersonFacts, person_facts
from portal.programs.kinds import kind_of
from portal.programs.queries import Offer, offer_of_round, round_with_program

RECEIPT_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""32 letters and digits that nobody mistakes for each other on paper."""


@command
def apply_for(
    actor: Actor,
    round_id: int,
    *,
    key: str,
    mobile: str,
    details: dict[str, Any],
    extras: Mapping[str, Any] | None = None,
) -> Application:
    """Send the actor's own application and return it; sent twice, or from two tabs, it is the first one again.

    ``key`` is the draft's. Raises Refusal, with the reason for the person, when the round is not open to them.
    """
    if actor.person_id is None or actor.account_id is None:
        raise NotAllowed(messages.NOT_AN_OFFICIAL)
    settle_due(round_id)
    earlier = mine.already_sent(actor.person_id, round_id, key)
    if earlier is not None:
        return earlier
    offer = offer_of_round(round_id)
    facts = person_facts(actor.person_id)
    grounds = admit(actor, offer, facts)
    try:
        with db.session.begin_nested():
            application = _arrived(actor, offer, facts, key=key, mobile=mobile, grounds=grounds)
    except IntegrityError:  # a second tab was quicker by a moment: the savepoint gave the seat back
        earlier = mine.already_sent(actor.person_id, round_id, key)
        if earlier is None:
            raise
        return earlier
    application.round = round_with_program(round_id)  # read whole, once, for all who listen
    agreed = asked.consented(application.round, details)
    application.consent_text = "\n\n".join([application.consent_text, *agreed])
    kind_of(offer).keep_details(application, details)
    extra.keep(application, extras or {})
    if kind_of(offer).most_files.get(offer.track) or asked.takes_files(offer.questions):
        files.hand_over(application)
    drafts.clear(actor.person_id, round_id)
    _tell(actor, application)
    return application


def receipt_number() -> str:
    """Return a receipt number that says nothing but the year."""
    return f"{clock.today().year}-{''.join(choice(RECEIPT_LETTERS) for _ in range(8))}"


def _arrived(actor: Actor, offer: Offer, facts: PersonFacts, *, grounds: str, **given: Any) -> Application:
    arrival = arrive(offer.selection, offer.round_id)
    now = clock.now()
    application = Application(
        receipt_no=receipt_number(),
        round_id=offer.round_id,
        person_id=actor.person_id,
        status=arrival.status,
        told_status=arrival.status,
        holds_seat=arrival.holds_seat,
        place=arrival.place,
        submitted_at=now,
        waiting_since=now,
        consent_text=messages.consent(offer.consent_purpose, offer.consent_items, offer.retention),
        consented_at=now,
        typed_by_id=actor.account_id,
        snapshot_unit_id=facts.unit_id,
        snapshot_unit_name=facts.unit_name[:120],
        snapshot_grade=" ".join(filter(None, (facts.series, facts.grade)))[:40],
        snapshot_hired_on=facts.hired_on,
        eligibility_words=grounds,
        **given,
    )
    db.session.add(application)
    db.session.flush()
    return application


def _tell(actor: Actor, application: Application) -> None:
    now = application.submitted_at
    record(application, Action.SUBMIT, actor=actor, before=Status.DRAFT, at=now)
    emit(
        ApplicationMoved(
            application_id=application.id,
            actor=actor,
            action=Action.SUBMIT,
            before=Status.DRAFT,
            after=application.status,
            reason="",
            told_at=now,
        )
    )
