"""The placing board: the candidates of a round beside the hosts with room, and which host suits whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.core.actors import Actor
from portal.kinds.practicum import policies
from portal.kinds.practicum.gate import admit_desk
from portal.kinds.practicum.matching import Match, matches, suggestions
from portal.kinds.practicum.models import HostOffer, Placement, PlacementState
from portal.kinds.practicum.queries import hosting, placements, rounds
from portal.kinds.practicum.queries.hosting import Survey
from portal.programs.models import Round

S = PlacementState
TABS: dict[str, tuple[PlacementState, ...]] = {
    "todo": (S.ELIGIBLE, S.HOST_DECLINED),
    "asked": (S.PROPOSED,),
    "accepted": (S.HOST_ACCEPTED,),
    "ordered": (S.ORDERED,),
    "gone": (S.DEFERRED, S.WITHDRAWN, S.ABANDONED, S.ENDED_BY_APPOINTMENT),
}
SHOWN_MATCHES = 6


@dataclass(frozen=True)
class Row:
    """A placement, the host suggested for it, and the next best ones."""

    placement: Placement
    suggested: Match | None
    options: Sequence[Match]


@dataclass(frozen=True)
class Board:
    """Everything on the board of one round."""

    round: Round
    all_rounds: Sequence[Round]
    next_round: Round | None
    tab: str
    counts: dict[str, int]
    rows: Sequence[Row]
    hosts: Sequence[HostOffer]
    survey: Survey
    waiting_over: int

    @property
    def suggested(self) -> int:
        """Count those for whom there is a host."""
        return sum(row.suggested is not None for row in self.rows)

    @property
    def total(self) -> int:
        """Count everybody who wished for a place in the round and did not step back."""
        return sum(count for tab, count in self.counts.items() if tab != "gone")


def board(actor: Actor, *, round_id: int | None = None, tab: str = "todo") -> Board:
    """Return the board of a round, or of the one that matters now; raises Missing for who does not run it."""
    admit_desk(actor)
    all_of_them = rounds.rounds()
    round_ = next((one for one in all_of_them if one.id == round_id), None) or rounds.current_round_or_missing()
    tab = tab if tab in TABS else "todo"
    found = placements.placements_in(round_.id, TABS[tab])
    offers = hosting.offers_in(round_.id)
    by_state = placements.counts_in(round_.id)
    return Board(
        round=round_,
        all_rounds=all_of_them,
        next_round=next((one for one in all_of_them if one.starts_on > round_.starts_on), None),
        tab=tab,
        counts={name: sum(by_state.get(state, 0) for state in states) for name, states in TABS.items()},
        rows=_rows(found, offers) if tab == "todo" else [Row(one, None, ()) for one in found],
        hosts=[offer for offer in offers if policies.room_in(offer)],
        survey=hosting.survey_of(round_.id),
        waiting_over=len(_to_take_up(round_)),
    )


def host_matches(placement: Placement) -> list[Match]:
    """Return every host with room for a placement that has not declined it, the best first."""
    declined = placements.hosts_that_declined([placement.id]).get(placement.id, set())
    return matches(placement, hosting.offers_in(placement.round_id), declined)


def _rows(found: Sequence[Placement], offers: Sequence[HostOffer]) -> list[Row]:
    declined = placements.hosts_that_declined([one.id for one in found])
    given = suggestions(found, offers, declined)
    rows = []
    for one in found:
        best = matches(one, offers, declined.get(one.id, ()))[:SHOWN_MATCHES]
        own = given.get(one.id)
        if own is not None and own.offer.id not in {match.offer.id for match in best}:
            best.append(own)
        rows.append(Row(one, own, best))
    return rows


def _to_take_up(round_: Round) -> list[Placement]:
    return [one for one in placements.waiting_for_next_round(round_.id) if one.round.starts_on < round_.starts_on]
