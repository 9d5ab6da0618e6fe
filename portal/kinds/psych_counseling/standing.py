"""How the closed room stands to one person: may they ask, and what became of what they asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.core import clock
from portal.core.actors import Actor
from portal.core.errors import Missing
from portal.directory.queries import person_facts
from portal.kinds.psych_counseling import messages, policies
from portal.kinds.psych_counseling.models import Case, Extension, Opening, Session
from portal.kinds.psych_counseling.queries import cases as queries
from portal.kinds.psych_counseling.queries.contract import providers_in_use
from portal.kinds.psych_counseling.services.openings import reason_of
from portal.programs.catalog import judged
from portal.programs.queries import Offer, offers_of_kinds


@dataclass(frozen=True)
class Door:
    """Whether the person may ask now; ``reason`` says why not. The contact is the owner's team."""

    offer: Offer | None
    reason: str
    contact: str
    left: int
    cap: int


@dataclass(frozen=True)
class Read:
    """Somebody was allowed to open the person's name and contact: who, when, why, and how often they looked."""

    opening: Opening
    who: str
    reason: str


@dataclass(frozen=True)
class Standing:
    """A person's own page."""

    live: Case | None
    past: Sequence[Case]
    sessions: Mapping[int, Sequence[Session]]
    extension: Extension | None
    openings: Sequence[Read]
    has_news: bool
    door: Door


def of(actor: Actor) -> Standing:
    """Return a person's own page, in a number of statements that does not grow with it."""
    own = queries.own_cases(actor)
    live = next((one for one in own if policies.is_live(one)), None)
    openings = queries.openings_of([one.id for one in own]) if own else []
    return Standing(
        live=live,
        past=[one for one in own if one is not live],
        sessions=queries.sessions_by_case([one.id for one in own]) if own else {},
        extension=queries.latest_extension(live.id) if live else None,
        openings=[_read(opening) for opening in openings],
        has_news=any(one.has_news for one in own),
        door=door(actor),
    )


def door(actor: Actor) -> Door:
    """Say whether the person may ask now, and if not, why."""
    offer = _current()
    if offer is None or actor.person_id is None:
        return Door(None, messages.NOT_OPEN, "", 0, 0)
    rule = queries.rule_on(clock.today())
    allowance = queries.allowance_of(actor.person_id, offer.year)
    left, cap = policies.left_of(allowance, rule), rule.cap + (allowance.extra if allowance else 0)
    answer = judged(offer, person_facts(actor.person_id))
    reason = answer.words or ("" if offer.is_open else messages.NOT_OPEN)
    if not reason and not providers_in_use():
        reason = messages.NO_PROVIDER
    return Door(offer, reason, offer.contact, left, cap)


def offer_or_missing() -> Offer:
    """Return the round that takes requests now, or the latest; raises Missing without any."""
    offer = _current()
    if offer is None:
        raise Missing
    return offer


def _current() -> Offer | None:
    offers = offers_of_kinds([queries.KEY])
    return next((one for one in offers if one.is_open), offers[-1] if offers else None)


def _read(opening: Opening) -> Read:
    day = (opening.decided_at or opening.asked_at).date()
    return Read(opening, messages.opened_by(opening.asked_by_name, opening.decided_by_name, day), reason_of(opening))
