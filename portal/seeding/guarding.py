"""What waits for the privacy officer of a demonstration: reads that stand out, and requests about one's own data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from portal.applications.models import Application
from portal.audit.models import AuditEntry
from portal.core.actors import Role
from portal.core.db import SEOUL, new_public_id
from portal.notifications import messages
from portal.notifications.models import Notice
from portal.privacy.models import Outcome, PrivacyRequest, RequestKind
from portal.privacy.policies import DAYS_TO_ANSWER
from portal.programs.kinds import kind_by_key
from portal.seeding import accounts, filed, queries
from portal.seeding.crowd import Official
from portal.seeding.division import words
from portal.seeding.rows import Rows


@dataclass
class Trail:
    """Writes acts down as if the portal had noted them."""

    rows: Rows
    people: dict[int, Official]

    def note(self, who: int, at: datetime, action: str, roles: Sequence[Role] = (), **facts: Any) -> None:
        """Write one act down."""
        actor = self.people[who]
        self.rows.add(
            AuditEntry,
            at=at,
            actor_account_id=actor.account_id,
            actor_name=actor.name,
            actor_roles=sorted((Role.EMPLOYEE, *roles)),
            action=action,
            before={},
            after={},
            **facts,
        )

    def read(self, who: int, at: datetime, role: Role, application: Application) -> None:
        """Write down that somebody opened an application."""
        program = application.round.program
        is_sensitive = kind_by_key(program.kind).is_sensitive
        self.note(
            who,
            at,
            "application.read",
            (role,),
            object_type="application",
            object_ref=application.public_id,
            object_name=application.receipt_no if is_sensitive else f"{application.receipt_no} {program.title}",
            subject_id=application.person_id,
            is_sensitive=is_sensitive,
        )


def load(rows: Rows) -> None:
    """Load reads of two months and two requests."""
    trail = Trail(rows, {one.id: one for one in queries.officials({})})
    extensions = queries.people_by_extension()
    for own in words("guarding")["read"]:
        _reads(trail, extensions[own["who"]], own)
    cast = accounts.personas()
    for own in words("guarding")["request"]:
        _request(trail, cast[own["who"]], cast["privacy"], own)


def _reads(trail: Trail, who: int, own: dict[str, Any]) -> None:
    """Let somebody open some applications one after the other; of a colleague's, those of one person only."""
    begins: datetime = own["at"].replace(tzinfo=SEOUL)
    there = filed.filed_in(own["program"], begins, track=own.get("track", ""))
    if "about" in own:
        about = queries.people_by_extension()[own["about"]]
        there = [one for one in there if one.person_id == about]
    for number, application in enumerate(there[: own["count"]]):
        at = begins + timedelta(seconds=number * own["seconds"] + number * number % 47)
        trail.read(who, at, Role(own["role"]), application)


def _request(trail: Trail, who: int, officer: int, own: dict[str, Any]) -> None:
    asked_at = own["asked_at"].replace(tzinfo=SEOUL)
    answered_at = own["answered_at"].replace(tzinfo=SEOUL) if "answered_at" in own else None
    public_id = new_public_id()
    answered: dict[str, Any] = {}
    if answered_at:
        answered = {
            "outcome": Outcome(own["outcome"]),
            "answer": own["answer"],
            "answered_at": answered_at,
            "answered_by_id": trail.people[officer].account_id,
            "answered_by_name": trail.people[officer].name,
        }
    trail.rows.add(
        PrivacyRequest,
        public_id=public_id,
        account_id=trail.people[who].account_id,
        kind=RequestKind(own["kind"]),
        about=own["about"],
        text=own["text"],
        asked_at=asked_at,
        due_on=asked_at.date() + timedelta(days=DAYS_TO_ANSWER),
        version=2 if answered else 1,
        **answered,
    )
    thing: dict[str, Any] = {"object_type": "request", "object_ref": public_id, "subject_id": who}
    trail.note(who, asked_at, "request.ask", **thing)
    _tell(trail.rows, officer, messages.REQUEST_ASKED, f"/admin/privacy-requests/{public_id}", asked_at, answered_at)
    if answered_at:
        trail.note(officer, answered_at, "request.answer", (Role.PRIVACY,), **thing)
        read_at = answered_at + timedelta(hours=2)
        _tell(trail.rows, who, messages.REQUEST_ANSWERED, "/me#requests", answered_at, read_at)


def _tell(rows: Rows, person_id: int, title: str, link: str, at: datetime, read_at: datetime | None) -> None:
    rows.add(
        Notice,
        person_id=person_id,
        title=title,
        link=link,
        created_at=at,
        due_at=at,
        mailed_at=at,
        read_at=read_at,
    )
