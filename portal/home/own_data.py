"""What the office holds about a person, and who read it, put together from the rooms that know it."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.applications.progress import Progress, progress_of
from portal.applications.queries.mine import applications_of
from portal.audit.models import AuditEntry
from portal.audit.queries import reads_about
from portal.core.actors import Actor
from portal.core.errors import Missing
from portal.directory.models import Assignment, Person
from portal.directory.queries import posts_of, record_of
from portal.privacy.models import PrivacyRequest
from portal.privacy.queries import own_requests


@dataclass(frozen=True)
class OwnData:
    """The official's record, posts, applications with the consents given, requests, and the reads of others."""

    person: Person
    posts: Sequence[Assignment]
    applications: Sequence[Progress]
    requests: Sequence[PrivacyRequest]
    reads: Sequence[AuditEntry]


def own_data(actor: Actor) -> OwnData:
    """Return all of it in a number of statements that does not grow; raises Missing for who is no official."""
    if actor.person_id is None:
        raise Missing
    return OwnData(
        person=record_of(actor.person_id),
        posts=posts_of(actor.person_id),
        applications=progress_of(actor, applications_of(actor.person_id)),
        requests=own_requests(actor),
        reads=reads_about(actor.person_id),
    )
