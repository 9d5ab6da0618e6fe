"""What the office holds about a person, and who read it, put together from the rooms that know it."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.applications.progress import Progress, progress_of
from portal.applications.queries.mine import applications_of
from portal.audit.models import AuditEntry
from portal.audit.queries import reads_about
from portal.core.actors import Actor, Role
from portal.core.errors import Missing
from portal.directory.models import Assignment, Person
from portal.directory.queries import posts_of, record_of
from portal.exports.models import Export
from portal.exports.queries import files_about
from portal.kinds.practicum.mine import MyPracticum, practicum_of
from portal.kinds.practicum.models import Candidate, Wish
from portal.kinds.practicum.queries.candidates import candidacy_of, candidate_of, wishes_of
from portal.privacy.models import PrivacyRequest
from portal.privacy.queries import own_requests


@dataclass(frozen=True)
class OwnData:
    """What is held of officials and of candidates alike: requests, what others read or took, a candidate's wishes."""

    requests: Sequence[PrivacyRequest]
    reads: Sequence[AuditEntry]
    files: Sequence[Export]
    candidate: Candidate | None
    wishes: Sequence[Wish]

    def may_take_back(self, _wish: Wish) -> bool:
        """Say whether the consent to a wish can still be taken back: an official's practicum is over."""
        return False


@dataclass(frozen=True)
class OfficialsData(OwnData):
    """The official's record, posts, and applications with the consents given."""

    person: Person
    posts: Sequence[Assignment]
    applications: Sequence[Progress]


@dataclass(frozen=True)
class CandidatesData(OwnData):
    """The candidate's way through the practicum, which says what may still be taken back."""

    my: MyPracticum

    def may_take_back(self, wish: Wish) -> bool:
        """Say whether the candidate can still step back from what this wish was for."""
        return self.my.may_step_back and self.my.placement is not None and self.my.placement.wish_id == wish.id


def is_candidate(actor: Actor) -> bool:
    """Say whether the actor is no official yet."""
    return Role.EMPLOYEE not in actor.roles


def own_data(actor: Actor) -> OfficialsData:
    """Return all of it in a number of statements that does not grow; raises Missing for who is no official."""
    if actor.person_id is None:
        raise Missing
    candidate = candidacy_of(actor)
    return OfficialsData(
        person=record_of(actor.person_id),
        posts=posts_of(actor.person_id),
        applications=progress_of(actor, applications_of(actor.person_id)),
        requests=own_requests(actor),
        reads=reads_about(actor, candidacy=candidate.public_id if candidate else ""),
        files=files_about(actor, candidacy=candidate.public_id if candidate else ""),
        candidate=candidate,
        wishes=wishes_of(candidate.id) if candidate else (),
    )


def candidates_data(actor: Actor) -> CandidatesData:
    """Return what the office holds of a candidate; raises Missing for who is none."""
    candidate = candidate_of(actor)
    return CandidatesData(
        my=practicum_of(candidate),
        requests=own_requests(actor),
        reads=reads_about(actor, candidacy=candidate.public_id),
        files=files_about(actor, candidacy=candidate.public_id),
        candidate=candidate,
        wishes=wishes_of(candidate.id),
    )
