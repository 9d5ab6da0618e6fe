"""What rules may ask of people beyond the directory: breaks of service, and what they took part in."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from portal.directory.queries import PersonFacts
from portal.directory.queries.breaks import breaks_of
from portal.programs import eligibility
from portal.programs.eligibility import Break, Part, Rule


@dataclass(frozen=True)
class Known(PersonFacts):
    """What the office knows of a person today, as far as rules ask for it."""

    service_breaks: Sequence[Break] = ()
    parts: Sequence[Part] = ()


PartsOf = Callable[[Collection[int] | None], Mapping[int, Sequence[Part]]]
_tellers: list[PartsOf] = []


def tells_parts(func: PartsOf) -> PartsOf:
    """Register the one function that knows who took part in what; a decorator."""
    _tellers[:] = [func]
    return func


def known(people: Sequence[PersonFacts], rules: Iterable[Rule]) -> list[Known]:
    """Return people as some rules ask of them: at most two statements, and none where the directory says it all.

    Of more than a few people everybody's are read, which costs the database less than a long list of ids.
    """
    needs = eligibility.needs_of(rules)
    ids = [one.person_id for one in people] if len(people) <= MOST_IDS else None
    breaks = breaks_of(ids) if needs.breaks else {}
    parts = _tellers[0](ids) if needs.parts and _tellers else {}
    return [
        Known(
            **vars(one),
            service_breaks=[Break(*row) for row in breaks.get(one.person_id, ())],
            parts=parts.get(one.person_id, ()),
        )
        for one in people
    ]


MOST_IDS = 500
