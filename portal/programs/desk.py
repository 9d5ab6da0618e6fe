"""What lies on the desk of who runs programs, put together for the templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from portal.core import clock
from portal.core.actors import Actor
from portal.directory.queries import facts_of_everybody
from portal.programs import catalog, eligibility
from portal.programs import messages as seen
from portal.programs.kinds import kind_by_key, kind_of, plugged_keys
from portal.programs.models import Program, Round, RoundState
from portal.programs.policies import RUNNING_ROLES
from portal.programs.queries import desk as queries
from portal.programs.queries import offer_of_round
from portal.programs.records import Known, known
from portal.programs.windows import Window, window_at

SAMPLES = 5


@dataclass(frozen=True)
class Shown:
    """A round with where it stands."""

    round: Round
    window: Window

    @property
    def chooses_openly(self) -> bool:
        """Say whether there is a selection to run and a line to look after."""
        return kind_of(self.round.program).chooses_openly

    @property
    def is_draft(self) -> bool:
        """Say whether nobody else sees it yet."""
        return self.round.state == RoundState.DRAFT

    @property
    def is_called_off(self) -> bool:
        """Say whether it will not take place."""
        return self.round.state == RoundState.CALLED_OFF


@dataclass(frozen=True)
class Run:
    """A program with its rounds by year, newest first."""

    program: Program
    years: Sequence[tuple[int, Sequence[Shown]]]


@dataclass(frozen=True)
class Sample:
    """Somebody who fits, or not, with the words."""

    name: str
    unit: str
    grade: str
    words: str


@dataclass(frozen=True)
class Preview:
    """How many may apply as things stand, with some who may and some who may not."""

    count: int
    of: int
    fitting: Sequence[Sample]
    others: Sequence[Sample]


def overview(actor: Actor) -> list[Run]:
    """Return the programs the actor runs: two statements, however many rounds there are."""
    keys = [key for key in plugged_keys() if kind_by_key(key).takes_applications]
    programs = queries.programs_run_by(actor, RUNNING_ROLES, keys)
    rounds = queries.rounds_of([one.id for one in programs])
    return [Run(program, _by_year([one for one in rounds if one.program_id == program.id])) for program in programs]


def shown(round_: Round) -> Shown:
    """Return a round with where its window stands; one that was called off is closed."""
    if round_.state == RoundState.CALLED_OFF:
        return Shown(round_, Window.CLOSED)
    return Shown(round_, window_at(clock.now(), round_.apply_from, round_.apply_to))


def as_applicants_see(round_: Round) -> dict[str, Any]:
    """Return what the template of a round on the program's page needs."""
    offer = offer_of_round(round_.id)
    card = catalog.Card(offer=offer, reason="", remark="", standing=None)
    kind = kind_by_key(offer.kind)
    return {
        "card": card,
        "facts": seen.round_facts(card, catalog.who_may(offer), kind.more_facts([offer]).get(offer.round_id, [])),
        "steps": seen.steps_ahead(offer, card.answers_within),
        "next_steps": offer.next_steps,
    }


def preview(round_: Round) -> Preview:
    """Hold a round's rule against every official: three statements at most; only the samples are put into words."""
    when = catalog.when(offer_of_round(round_.id))
    people = known(facts_of_everybody(), [round_.eligibility])
    fits = eligibility.fitting(round_.eligibility, people, when)
    yes = _spread([who for who, one in zip(people, fits, strict=True) if one])
    no = _spread([who for who, one in zip(people, fits, strict=True) if not one])
    return Preview(
        count=sum(fits),
        of=len(people),
        fitting=[_sample(who, " · ".join(eligibility.answer(round_.eligibility, who, when).grounds)) for who in yes],
        others=[_sample(who, eligibility.answer(round_.eligibility, who, when).words) for who in no],
    )


def _spread(people: Sequence[Known]) -> list[Known]:
    """Take a few from all over the list: neighbors in it are too much alike."""
    step = max(1, len(people) // SAMPLES)
    return list(people[::step][:SAMPLES])


def _sample(who: Known, words: str) -> Sample:
    return Sample(who.name, who.unit_name, f"{who.series} {who.grade}".strip(), words)


def _by_year(rounds: Sequence[Round]) -> list[tuple[int, list[Shown]]]:
    return [(year, [shown(one) for one in some]) for year, some in groupby(rounds, key=lambda one: one.year)]
