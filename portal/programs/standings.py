"""How a person stands to some rounds: the catalog shows it, the room of applications answers."""

from collections.abc import Callable, Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Standing:
    """A person's application to a round, or the draft of one (then ``public_id`` is empty).

    Who has a live application does not apply again.
    """

    round_id: int
    word: str
    tone: str
    public_id: str = ""
    is_live: bool = False


Answerer = Callable[[int, Collection[int]], dict[int, Standing]]
_answerers: list[Answerer] = []


def answers_standings(func: Answerer) -> Answerer:
    """Register the one function that knows; a decorator."""
    _answerers[:] = [func]
    return func


def standings_of(person_id: int | None, round_ids: Collection[int]) -> dict[int, Standing]:
    """Return how a person stands to each of some rounds; rounds without application or draft are left out."""
    if person_id is None or not round_ids or not _answerers:
        return {}
    return _answerers[0](person_id, round_ids)
