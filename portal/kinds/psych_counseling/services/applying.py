"""What the person concerned does: ask, call for help at once, take everything back."""

import hashlib
import secrets
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db, new_public_id
from portal.core.errors import NotAllowed, Refusal
from portal.core.keys import keyring
from portal.core.resident_numbers import refuse_resident_numbers
from portal.core.transaction import command
from portal.directory.queries import person_facts
from portal.kinds.psych_counseling import messages, policies, sealing
from portal.kinds.psych_counseling.models import Allowance, Case, Consent, Provider, State, Way
from portal.kinds.psych_counseling.queries import cases as queries
from portal.kinds.psych_counseling.queries.contract import providers_in_use
from portal.kinds.psych_counseling.services.trail import note
from portal.programs import messages as words
from portal.programs.catalog import judged
from portal.programs.queries import Offer

ALPHABET = "34679ACDEFGHJKMNPQRTVWXY"
"""Without 0 O, 1 I L, 2 Z, 5 S, 8 B and the U beside V, which are mistaken for each other on paper and on the phone."""
TRIES = 50


@dataclass(frozen=True)
class Wish:
    """What somebody asks for; no reason is asked."""

    way: Way
    contact_by: str
    contact: str
    region: str = ""
    gender: str = ""
    times: tuple[str, ...] = ()
    hint: str = ""
    is_discreet: bool = True
    is_urgent: bool = False


def ask(actor: Actor, offer: Offer, *, wish: Wish) -> Case:
    """Open a case with a number at once; asking again while one goes on returns that one. Raises Refusal.

    The data key is made first, because a key without rows harms nobody, and destroyed when the rows are not kept.
    """
    ref = keyring().new_data_key()
    try:
        one = _ask(actor, offer, wish=wish, ref=ref)
    except BaseException:
        keyring().destroy(ref)
        raise
    if one.key_ref != ref:
        keyring().destroy(ref)
    return one


@command
def _ask(actor: Actor, offer: Offer, *, wish: Wish, ref: str) -> Case:
    if actor.person_id is None:
        raise NotAllowed(words.NOT_AN_OFFICIAL)
    if (earlier := queries.own_live_case(actor)) is not None:
        return earlier
    refuse_resident_numbers(wish.hint, field="hint")
    facts = person_facts(actor.person_id)
    if not offer.is_open:
        raise Refusal(messages.NOT_OPEN)
    answer = judged(offer, facts)
    if not answer.fits:
        raise Refusal(answer.words)
    allowance = _allowance(actor.person_id, offer.year)
    if not wish.is_urgent and policies.left_of(allowance, queries.rule_on(clock.today())) == 0:
        raise Refusal(messages.USED_UP)
    one = _case(actor, offer, allowance, wish, ref)
    try:
        with db.session.begin_nested():
            db.session.add(one)
    except IntegrityError:  # the other of two tabs was quicker
        earlier = queries.own_live_case(actor)
        if earlier is None:
            raise Refusal(messages.ALREADY) from None
        return earlier
    db.session.add(_consent(one))
    note(actor, "urgent" if wish.is_urgent else "request", one.number, is_client=True)
    return one


@command
def call_for_help(actor: Actor) -> Case:
    """Put one's own case on top of the institution's list; from now on no cap applies to it."""
    one = queries.own_live_case_or_missing(actor)
    one.is_urgent = True
    one.urgent_on = clock.today()
    note(actor, "urgent", one.number, is_client=True)
    return one


def cancel(actor: Actor) -> None:
    """End one's own case and take back the consent: what was sealed is destroyed at once, in backups too.

    What stays is the number, the days of sessions and a mark that counts them, until the year is settled.
    """
    ref = _cancel(actor)
    keyring().destroy(ref)


@command
def _cancel(actor: Actor) -> str:
    one = queries.own_live_case_or_missing(actor)
    one.state = State.CANCELED
    one.closed_on = clock.today()
    one.person_mark = one.urgent_on = None
    one.has_news = False
    forget(one)
    consent = queries.consent_of(one.id)
    if consent is not None:
        consent.withdrawn_on = clock.today()
        consent.sealed_moment = ""
    note(actor, "cancel", one.number, is_client=True)
    return one.key_ref


@command
def see_news(actor: Actor) -> None:
    """Take note that the person has seen what is new in their own cases."""
    for one in queries.own_cases(actor):
        one.has_news = False


def forget(one: Case) -> None:
    """Empty what is sealed of a case; its key is destroyed besides."""
    one.sealed_identity = one.sealed_contact = one.sealed_wishes = ""


def new_number(year: int) -> str:
    """Return a number nobody has: easy to read out, impossible to guess in order."""
    for _ in range(TRIES):
        number = f"SC{year % 100:02d}-{''.join(secrets.choice(ALPHABET) for _ in range(4))}"
        if not queries.number_is_taken(number):
            return number
    raise Refusal(messages.NOT_OPEN)


def provider_for(region: str) -> Provider:
    """Return the institution that serves a region, or the first under contract; raises Refusal without any."""
    found = providers_in_use()
    if not found:
        raise Refusal(messages.NO_PROVIDER)
    return next((one for one in found if region and region in one.regions), found[0])


def _allowance(person_id: int, year: int) -> Allowance:
    found = queries.allowance_of(person_id, year)
    if found is not None:
        return found
    new = Allowance(mark=sealing.year_mark(person_id, year), year=year)
    try:
        with db.session.begin_nested():
            db.session.add(new)
    except IntegrityError:  # the other of two tabs was quicker
        found = queries.allowance_of(person_id, year)
        if found is None:
            raise
        return found
    return new


def _case(actor: Actor, offer: Offer, allowance: Allowance, wish: Wish, ref: str) -> Case:
    row = new_public_id()
    contact = {"by": wish.contact_by, "to": wish.contact, "hint": wish.hint, "is_discreet": wish.is_discreet}
    wishes = {"region": wish.region, "gender": wish.gender, "times": list(wish.times)}
    return Case(
        public_id=row,
        number=new_number(offer.year),
        round_id=offer.round_id,
        provider_id=provider_for(wish.region).id,
        allowance=allowance,
        person_mark=sealing.round_mark(actor.person_id, offer.round_id),
        key_ref=ref,
        state=State.REQUESTED,
        is_urgent=wish.is_urgent,
        urgent_on=clock.today() if wish.is_urgent else None,
        way=wish.way,
        sealed_identity=sealing.sealed(ref, "identity", row, {"person_id": actor.person_id, "name": actor.name}),
        sealed_contact=sealing.sealed(ref, "contact", row, contact),
        sealed_wishes=sealing.sealed(ref, "wishes", row, wishes),
        requested_on=clock.today(),
    )


def _consent(one: Case) -> Consent:
    moment = clock.now().isoformat(timespec="seconds")
    return Consent(
        case_id=one.id,
        version=messages.CONSENT_VERSION,
        text=messages.CONSENT_TEXT,
        text_hash=hashlib.sha256(messages.CONSENT_TEXT.encode()).hexdigest(),
        agreed_on=clock.today(),
        sealed_moment=sealing.sealed(one.key_ref, "moment", one.public_id, moment, "psych_consent"),
    )
