"""To which groups applicants belong when the seats of a round are divided: as it was when they applied."""

from collections.abc import Iterable

from portal.directory.queries.institutions import Belonging, belonging_of, belongings_of
from portal.directory.queries.people import PersonFacts
from portal.programs.models import Dimension
from portal.programs.quotas import Groups


def groups_of_person(facts: PersonFacts) -> Groups:
    """Return the groups of somebody who applies now."""
    return _groups(belonging_of(facts.unit_id), facts.series, facts.grade)


def groups_when_sent(rows: Iterable[tuple[int, int | None, str]]) -> dict[int, Groups]:
    """Return by application its groups, from (application, unit, "직렬 직급") as they were kept when it was sent."""
    kept = list(rows)
    places = belongings_of({unit_id for _application, unit_id, _grade in kept})
    found = {}
    for application_id, unit_id, words in kept:
        series, _space, grade = words.rpartition(" ")
        found[application_id] = _groups(places.get(unit_id or 0, Belonging()), series, grade)
    return found


def _groups(place: Belonging, series: str, grade: str) -> Groups:
    return {
        Dimension.INSTITUTION: place.institution,
        Dimension.DISTRICT: place.district,
        Dimension.GRADE: grade,
        Dimension.SERIES: series,
    }
