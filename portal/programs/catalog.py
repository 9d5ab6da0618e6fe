"""How the catalog looks to one person: which rounds to show, in which group, and why not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from portal.core import clock
from portal.core.actors import Actor
from portal.directory.queries import PersonFacts, person_facts
from portal.programs import eligibility, messages, queries
from portal.programs.kinds import kind_by_key, plugged_keys
from portal.programs.models import Round, SelectionMethod
from portal.programs.queries import Offer
from portal.programs.records import Known, known
from portal.programs.standings import Standing, standings_of
from portal.programs.windows import Window


@dataclass(frozen=True)
class Card:
    """One round as one person sees it; an empty ``reason`` means the person is among those who may apply."""

    offer: Offer
    reason: str
    remark: str
    standing: Standing | None

    @property
    def contact(self) -> str:
        """Say whom to call."""
        return self.offer.contact

    @property
    def window(self) -> Window:
        """Say where the time of applying stands."""
        return self.offer.window

    @property
    def own_page(self) -> str | None:
        """Return where people go instead of to an application form, for a kind with a page of its own."""
        return kind_by_key(self.offer.kind).own_page

    @property
    def answers_within(self) -> int | None:
        """Return in how many working days an answer comes where the round names no day."""
        return kind_by_key(self.offer.kind).answers_within

    @property
    def selection(self) -> str:
        """Say how it is decided who takes part; of kinds where nobody is chosen, what happens instead."""
        return kind_by_key(self.offer.kind).instead_of_choosing or messages.SELECTION[self.offer.selection]

    @property
    def is_only_told(self) -> bool:
        """Say whether there is nothing to do here but to read: no form and no page of the kind's own."""
        kind = kind_by_key(self.offer.kind)
        return not kind.takes_applications and kind.own_page is None

    @property
    def may_apply(self) -> bool:
        """Say whether the person may apply now."""
        return self.offer.is_open and not self.reason and not (self.standing and self.standing.is_live)

    @property
    def is_begun(self) -> bool:
        """Say whether the person has begun to write and may still send it."""
        return self.may_apply and self.standing is not None and not self.standing.public_id

    @property
    def is_quiet(self) -> bool:
        """Say whether lists keep to themselves that the person has applied."""
        return kind_by_key(self.offer.kind).is_sensitive

    @property
    def seats(self) -> str:
        """Say how many seats are left; empty for rounds that do not count them."""
        left = self.offer.seats_left
        if left is None or self.offer.capacity is None:
            return ""
        return messages.seats_left(self.offer.capacity, left, self.offer.waiting)

    @property
    def window_words(self) -> str:
        """Say when applications are taken; empty for rounds that take none."""
        return messages.window_words(self.offer.apply_from, self.offer.closes_at, clock.today().year)

    @property
    def place_now(self) -> str:
        """Say which place on the waiting list applying now would give; empty while it would give a seat."""
        return place_now(self.offer) if self.may_apply else ""


@dataclass(frozen=True)
class Groups:
    """The catalog: open to me now, open but not to me, soon, without any application, closed."""

    open: list[Card]
    not_for_me: list[Card]
    upcoming: list[Card]
    without: list[Card]
    closed: list[Card]


def place_now(offer: Offer) -> str:
    """Say which place on the waiting list applying now would give; empty while it would give a seat."""
    if not offer.is_open or offer.selection != SelectionMethod.FIRST_COME or offer.seats_left is None:
        return ""
    return messages.waiting_place(offer.waiting + 1) if offer.waiting or not offer.seats_left else ""


def catalog(actor: Actor, *, kinds: Sequence[str] | None = None) -> Groups:
    """Return the catalog of some kinds, or of all in use, as the actor sees it."""
    cards = cards_of(actor, current(queries.offers_of_kinds(plugged_keys() if kinds is None else kinds)))
    is_open = [card for card in cards if card.window == Window.OPEN]
    return Groups(
        open=[card for card in is_open if not card.reason],
        not_for_me=[card for card in is_open if card.reason],
        upcoming=[card for card in cards if card.window == Window.UPCOMING],
        without=[card for card in cards if card.window == Window.NONE],
        closed=[card for card in cards if card.window == Window.CLOSED],
    )


def current(offers: Sequence[Offer]) -> list[Offer]:
    """Leave out closed rounds where the same program has a later or an open one for the same track."""
    best: dict[tuple[int, str], Offer] = {}
    for offer in offers:
        best[offer.program_id, offer.track] = max(best.get((offer.program_id, offer.track), offer), offer, key=_rank)
    live = (Window.OPEN, Window.UPCOMING)
    return [one for one in offers if one.window in live or best[one.program_id, one.track] is one]


def cards_of(actor: Actor, offers: Sequence[Offer]) -> list[Card]:
    """Return the rounds as the actor sees them, in a number of statements that does not grow with them."""
    facts = None if actor.person_id is None else person_facts(actor.person_id)
    if facts is not None:
        facts = known([facts], [offer.eligibility for offer in offers])[0]
    standings = standings_of(actor.person_id, [offer.round_id for offer in offers])
    refusals, remarks = _by_kind(actor, offers)
    cards = []
    for offer in offers:
        answer, refusal = judged(offer, facts), refusals.get(offer.round_id, "")
        first_the_kind = not kind_by_key(offer.kind).takes_applications  # it says how one takes part, to everybody
        cards.append(
            Card(
                offer=offer,
                reason=refusal if refusal and first_the_kind else answer.words or refusal,
                remark=remarks.get(offer.round_id, ""),
                standing=standings.get(offer.round_id),
            )
        )
    return cards


def judged(offer: Offer, facts: PersonFacts | None) -> eligibility.Answer:
    """Hold a round's rule against a person; whoever is no official does not fit."""
    if facts is None:
        return eligibility.Answer(False, reasons=(messages.NOT_AN_OFFICIAL,))
    who = facts if isinstance(facts, Known) else known([facts], [offer.eligibility])[0]
    return eligibility.answer(offer.eligibility, who, when(offer))


def who_may(offer: Offer) -> list[str]:
    """Say in words who may apply to a round."""
    return eligibility.groups(offer.eligibility, when(offer))


def when(offer: Offer) -> eligibility.When:
    """Return the days that matter for a round: today, or the first day on which it takes applications."""
    opening = offer.apply_from.date() if offer.apply_from else offer.starts_on
    applying = opening if offer.window == Window.UPCOMING else clock.today()
    return eligibility.When(applying=applying, reference=offer.reference_date, contact=offer.contact)


def when_looked_at_again(round_: Round, applied_on: date) -> eligibility.When:
    """Return the days for looking again at somebody who applied: the rules of the day of applying, facts of today."""
    return eligibility.When(applying=applied_on, reference=round_.reference_date)


def _by_kind(actor: Actor, offers: Iterable[Offer]) -> tuple[dict[int, str], dict[int, str]]:
    refusals: dict[int, str] = {}
    remarks: dict[int, str] = {}
    by_kind: dict[str, list[Offer]] = {}
    for offer in offers:
        by_kind.setdefault(offer.kind, []).append(offer)
    for key, some in by_kind.items():
        refusals |= kind_by_key(key).refusals(actor, some)
        remarks |= kind_by_key(key).remarks(actor, some)
    return refusals, remarks


def _rank(offer: Offer) -> tuple[bool, bool, object]:
    return (offer.window in (Window.OPEN, Window.UPCOMING), offer.window == Window.CLOSED, offer.ends_on)
