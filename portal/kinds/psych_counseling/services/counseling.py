"""What an institution does with its cases: first contact, sessions one by one, more sessions, the end."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Refusal
from portal.core.transaction import command
from portal.kinds.psych_counseling import messages, policies, sealing
from portal.kinds.psych_counseling.models import Allowance, Case, Ending, Extension, Kind, Session, State, Way
from portal.kinds.psych_counseling.queries import cases as queries
from portal.kinds.psych_counseling.queries import sums
from portal.kinds.psych_counseling.services.trail import note


@dataclass(frozen=True)
class Contact:
    """How to reach somebody, as they wish."""

    by: str
    to: str
    hint: str
    is_discreet: bool
    region: str
    gender: str
    times: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """A session to be entered."""

    held_on: date
    way: Way
    kind: Kind


@command
def read_contact(actor: Actor, public_id: str) -> Contact:
    """Return how to reach somebody; that it was read is written down."""
    one = _own_case(actor, public_id)
    contact = sealing.opened(one.sealed_contact, "contact", one.public_id)
    wishes = sealing.opened(one.sealed_wishes, "wishes", one.public_id)
    if contact is None or wishes is None or not policies.may_show_contact(one):
        raise Refusal(messages.CONTACT_GONE)
    note(actor, "contact", one.number)
    return Contact(
        by=contact["by"],
        to=contact["to"],
        hint=contact["hint"],
        is_discreet=contact["is_discreet"],
        region=wishes["region"],
        gender=wishes["gender"],
        times=tuple(wishes["times"]),
    )


@command
def note_contact(actor: Actor, public_id: str) -> Case:
    """Write down that somebody was reached; an urgent request is answered by it."""
    one = _own_live_case(actor, public_id)
    one.state = State.OPEN
    one.urgent_on = None
    one.has_news = True
    note(actor, "contacted", one.number)
    return one


@command
def enter_session(actor: Actor, public_id: str, *, entry: Entry) -> Session | None:
    """Enter one session, or find it entered; raises Refusal beside the field that does not fit."""
    one = _own_live_case(actor, public_id)
    added = add_session(one, entry)
    if added is not None:
        note(actor, "session", one.number)
    return added


@command
def remove_session(actor: Actor, public_id: str, session_id: int) -> None:
    """Take back a session that was entered by mistake, as long as its month is not settled."""
    one = _own_case(actor, public_id)
    session = queries.session_or_missing(one.id, session_id)
    if sums.is_settled(one.provider_id, session.held_on):
        raise Refusal(messages.MONTH_SETTLED)
    if session.uses_up:
        _give_back(one.allowance_id)
    db.session.delete(session)
    note(actor, "session_removed", one.number)


@command
def ask_extension(actor: Actor, public_id: str) -> Extension:
    """Ask the office for more sessions; the counselor's opinion is a check mark and no words."""
    one = _own_live_case(actor, public_id)
    if not policies.may_ask_extension(one, queries.latest_extension(one.id)):
        raise Refusal(messages.EXTENSION_WAITS)
    asked = Extension(case_id=one.id, sessions=queries.rule_on(clock.today()).extension, asked_on=clock.today())
    try:
        with db.session.begin_nested():
            db.session.add(asked)
    except IntegrityError:
        raise Refusal(messages.EXTENSION_WAITS) from None
    note(actor, "extension_asked", one.number)
    return asked


@command
def close(actor: Actor, public_id: str, *, ending: Ending) -> None:
    """End a case; the person may ask anew, within the sessions of the year."""
    one = _own_live_case(actor, public_id)
    one.state = State.CLOSED
    one.ending = ending
    one.closed_on = clock.today()
    one.person_mark = one.urgent_on = None
    one.has_news = True
    note(actor, "close", one.number)


def add_session(one: Case, entry: Entry) -> Session | None:
    """Add a session to a case, inside the caller's command; None: that very one is there (a second click).

    Raises Refusal when it does not fit.
    """
    refuse_misfit(one, entry)
    rule = queries.rule_on(entry.held_on)
    if (there := queries.session_on(one.id, entry.held_on)) is not None:
        if (there.way, there.kind) != (entry.way, entry.kind):
            raise Refusal(messages.DAY_TAKEN, field="held_on")
        return None
    counts = policies.uses_up(entry.kind, rule)
    if counts and not _claim(one, rule.cap):
        raise Refusal(messages.CAP_REACHED)
    added = Session(
        case_id=one.id,
        held_on=entry.held_on,
        way=entry.way,
        kind=entry.kind,
        uses_up=counts,
        entered_on=clock.today(),
    )
    db.session.add(added)
    if policies.is_live(one):
        one.state = State.OPEN
        one.urgent_on = None
    if counts and not one.is_urgent:
        db.session.refresh(one.allowance)
        one.has_news = one.has_news or policies.left_of(one.allowance, rule) == 1
    return added


def refuse_misfit(one: Case, entry: Entry) -> None:
    """Refuse a day on which nothing can have been, or whose month is settled."""
    if entry.held_on > clock.today():
        raise Refusal(messages.DAY_TO_COME, field="held_on")
    if entry.held_on < one.requested_on:
        raise Refusal(messages.DAY_TOO_EARLY, field="held_on")
    if sums.is_settled(one.provider_id, entry.held_on):
        raise Refusal(messages.MONTH_SETTLED, field="held_on")


def _claim(one: Case, cap: int) -> bool:
    """Count one more session of the year, in one statement; False: none is left."""
    order = update(Allowance).where(Allowance.id == one.allowance_id)
    if not one.is_urgent:
        order = order.where(Allowance.used < cap + Allowance.extra)
    counted = order.values(used=Allowance.used + 1).returning(Allowance.used)
    return db.session.scalar(counted.execution_options(synchronize_session=False)) is not None


def _give_back(allowance_id: int) -> None:
    order = update(Allowance).where(Allowance.id == allowance_id, Allowance.used > 0)
    db.session.execute(order.values(used=Allowance.used - 1).execution_options(synchronize_session=False))


def _own_case(actor: Actor, public_id: str) -> Case:
    return queries.case_of_provider_or_missing(queries.provider_or_missing(actor).id, public_id, to_change=True)


def _own_live_case(actor: Actor, public_id: str) -> Case:
    one = _own_case(actor, public_id)
    if not policies.is_live(one):
        raise Refusal(messages.NOT_LIVE)
    return one
