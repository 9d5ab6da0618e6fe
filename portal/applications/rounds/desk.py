"""What lies on the desk of whoever chooses: the round, its last proposal, its line and its seats."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.applications import chosen_words
from portal.applications.groups import groups_when_sent
from portal.applications.line import sharing_of
from portal.applications.models import Application
from portal.applications.policies import is_own, may_choose, may_promote
from portal.applications.queries import choosing, lines, substitutes
from portal.applications.records import Result, ReviewScore, Run, Substitution, WaitingOffer
from portal.core import clock
from portal.core.actors import Actor
from portal.core.errors import Missing
from portal.directory.queries.institutions import names_of_hard_schools
from portal.programs.models import Draw, Round, SelectionMethod
from portal.programs.queries import round_with_program
from portal.programs.rules import DRAWN, Rules, draw_of, limits_of, rules_of
from portal.programs.windows import Window, window_at

TABS = ("all", "approve", "waitlist", "not_select", "reject")


@dataclass(frozen=True)
class Proposal:
    """A run with the results that are shown, and how many there are of each kind."""

    run: Run
    results: Sequence[Result]
    counts: Mapping[str, int]
    shown: str
    is_open: bool

    @property
    def words(self) -> str:
        """Count what is proposed."""
        return " · ".join(f"{words} {self.counts[name]:,}" for name, words in chosen_words.DONE.items())


@dataclass(frozen=True)
class Choosing:
    """The selection of a round."""

    round: Round
    rules: Rules
    draw: Draw | None
    wants_draw: bool
    is_closed: bool
    awaiting: int
    proposal: Proposal | None
    runs: Sequence[Run]
    counts: Mapping[int, Mapping[str, int]]


@dataclass(frozen=True)
class Waiting:
    """One place on the waiting list."""

    application: Application
    place: int
    offer: WaitingOffer | None
    why: str


@dataclass(frozen=True)
class Line:
    """The seats of a round and those who wait."""

    round: Round
    rules: Rules
    division: str
    moves: bool
    waiting: Sequence[Waiting]
    overflow: Sequence[Application]
    asked: Sequence[Substitution]
    missed: Sequence[Application]


@dataclass(frozen=True)
class Reviewed:
    """One application under review, with all points and one's own."""

    application: Application
    scores: Sequence[ReviewScore]
    own: ReviewScore | None
    is_own: bool


def round_for(actor: Actor, round_id: int) -> Round:
    """Return a round the actor chooses for; raises Missing for all others."""
    round_ = round_with_program(round_id)
    if not may_choose(actor, round_):
        raise Missing
    return round_


def choosing_of(actor: Actor, round_id: int, shown: str) -> Choosing:
    """Put the page of a selection together."""
    round_ = round_for(actor, round_id)
    runs = choosing.runs_of(round_id)
    window = window_at(clock.now(), round_.apply_from, round_.apply_to)
    return Choosing(
        round=round_,
        rules=rules_of(round_id),
        draw=draw_of(round_id),
        wants_draw=round_.selection in DRAWN,
        is_closed=window not in (Window.OPEN, Window.UPCOMING) or round_.selection == SelectionMethod.FIRST_COME,
        awaiting=len(choosing.awaiting_in(round_id)),
        proposal=_proposal(runs[0], shown) if runs else None,
        runs=runs,
        counts=choosing.counts_of_runs([one.id for one in runs]),
    )


def result_for(actor: Actor, round_id: int, run_id: str, application_id: str) -> Result:
    """Return what a run proposes for one application; raises Missing."""
    round_for(actor, round_id)
    run = choosing.run_or_missing(round_id, run_id)
    for result in choosing.results_of(run.id):
        if result.application.public_id == application_id:
            return result
    raise Missing


def line_of(actor: Actor, round_id: int) -> Line:
    """Put the page of the seats and the waiting list together."""
    round_ = round_for(actor, round_id)
    rules, waiting = rules_of(round_id), lines.on_the_list(round_id)
    sharing, offers = sharing_of(round_id), lines.live_offers([one.id for one in waiting])
    groups = groups_when_sent((one.id, one.snapshot_unit_id, one.snapshot_grade) for one in waiting) if sharing else {}
    full = {one.id: sharing.full_for(groups.get(one.id, {})) for one in waiting}
    return Line(
        round=round_,
        rules=rules,
        division=chosen_words.divided(limits_of(round_id)) if sharing else "",
        moves=may_promote(round_, clock.now(), rules.moves_up_until),
        waiting=[
            Waiting(one, number, offers.get(one.id), chosen_words.full(limit) if (limit := full[one.id]) else "")
            for number, one in enumerate(waiting, 1)
        ],
        overflow=lines.overflow_of(round_),
        asked=substitutes.asked_in(round_id),
        missed=lines.missed_in(round_id),
    )


def one_in(actor: Actor, round_id: int, public_id: str) -> tuple[Round, Application]:
    """Return one application of a round the actor chooses for; raises Missing."""
    round_ = round_for(actor, round_id)
    found = lines.one_of(round_id, public_id)
    if found is None:
        raise Missing
    return round_, found


def review_of(actor: Actor, round_id: int) -> tuple[Round, list[Reviewed]]:
    """Put the page of a review together."""
    round_ = round_for(actor, round_id)
    found = choosing.awaiting_in(round_id)
    points = choosing.points_given([one.id for one in found])
    return round_, [
        Reviewed(
            one,
            points.get(one.id, []),
            next((score for score in points.get(one.id, []) if score.reviewer_id == actor.person_id), None),
            is_own(actor, one),
        )
        for one in found
    ]


def hard_schools_of(round_: Round) -> list[str]:
    """Return the names of the schools with a heavy load of a round's year."""
    return names_of_hard_schools(round_.year)


def _proposal(run: Run, shown: str) -> Proposal:
    results = choosing.results_of(run.id)
    counts: Counter[str] = Counter(one.changed_to or one.action for one in results)
    some = [one for one in results if shown in ("all", one.changed_to or one.action)]
    return Proposal(
        run, some, {**dict.fromkeys(TABS, 0), **counts, "all": len(results)}, shown, run.accepted_at is None
    )
