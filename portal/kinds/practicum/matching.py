"""Which host suits which candidate: where somebody lives, then what was wished for, then how much room there is.

It only suggests, with the reason in words; an officer proposes. Nothing is stored.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from portal.kinds.practicum.areas import area_of
from portal.kinds.practicum.models import HostOffer, Placement
from portal.kinds.practicum.policies import room_in

HOME = 100
OF_SCHOOL = (60, 50, 40)
OF_AREA = (30, 20, 10)
MOST_FOR_ROOM = 5


@dataclass(frozen=True)
class Match:
    """A host that could take a candidate: the score and what it is made of, in words, and the days it would be."""

    placement: Placement
    offer: HostOffer
    score: int
    reasons: tuple[str, ...]
    first_day: date
    last_day: date


def days_at(placement: Placement, offer: HostOffer) -> tuple[date, date] | None:
    """Return the days a candidate would be at a host, or None when the two have no day in common."""
    first = max(offer.first_day, placement.wish.available_from or offer.first_day)
    return (first, offer.last_day) if first <= offer.last_day else None


def matches(placement: Placement, offers: Sequence[HostOffer], declined: Collection[int] = ()) -> list[Match]:
    """Return the hosts with room for a candidate, the best first; those that have declined are left out."""
    found = []
    for offer in offers:
        days = days_at(placement, offer)
        if days is not None and room_in(offer) and offer.unit_id not in declined:
            score, reasons = _judged(placement, offer)
            found.append(Match(placement, offer, score, reasons, *days))
    return sorted(found, key=lambda one: (-one.score, one.offer.unit.sort_order))


def suggestions(
    placements: Sequence[Placement], offers: Sequence[HostOffer], declined: Mapping[int, Collection[int]]
) -> dict[int, Match]:
    """Return one host for each placement, the best pairs first, never more than a host has seats.

    Among equals, who wished first comes first.
    """
    pairs = [match for one in placements for match in matches(one, offers, declined.get(one.id, ()))]
    pairs.sort(key=lambda one: (-one.score, one.placement.wish.submitted_at, one.placement.id))
    left = {offer.id: room_in(offer) for offer in offers}
    given: dict[int, Match] = {}
    for match in pairs:
        if match.placement.id not in given and left[match.offer.id]:
            left[match.offer.id] -= 1
            given[match.placement.id] = match
    return given


def _judged(placement: Placement, offer: HostOffer) -> tuple[int, tuple[str, ...]]:
    area, reasons, score = offer.unit.district, [], 0
    if area and area == area_of(placement.candidate.district):
        score += HOME
        reasons.append(f"거주지({placement.candidate.district}) 관할")
    wished, words = _wished(placement, offer)
    if wished:
        score += wished
        reasons.append(words)
    room = room_in(offer)
    return score + min(room, MOST_FOR_ROOM), (*reasons, f"남은 자리 {room}")


def _wished(placement: Placement, offer: HostOffer) -> tuple[int, str]:
    best = (0, "")
    for choice in placement.wish.choices:
        if choice.unit_id == offer.unit_id:
            best = max(best, (OF_SCHOOL[choice.rank - 1], f"{choice.rank}순위 희망 기관"))
        elif choice.area == offer.unit.district and choice.unit_id is None:
            best = max(best, (OF_AREA[choice.rank - 1], f"{choice.rank}순위 희망 지역"))
    return best
