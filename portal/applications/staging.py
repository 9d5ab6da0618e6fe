"""Where a selection hands its choices on: to whoever decides, in one place that is plugged in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from portal.applications.selection import Choice
from portal.core.actors import Actor


@dataclass(frozen=True)
class Staged:
    """How many choices were taken, and which were not: (address of the application, why)."""

    done: int
    refused: tuple[tuple[str, str], ...] = ()


Stager = Callable[[Actor, int, Sequence[Choice]], Staged]
_stagers: list[Stager] = []


def stages_choices(func: Stager) -> Stager:
    """Register the one function that takes the choices of a selection; a decorator. The last one counts."""
    _stagers[:] = [func]
    return func


def stage(actor: Actor, round_id: int, choices: Sequence[Choice]) -> Staged:
    """Hand on the choices of a round, the best rank first."""
    return _stagers[0](actor, round_id, choices)
