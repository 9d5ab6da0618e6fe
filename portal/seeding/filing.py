"""One application with its answers, its history and its trail, as if it had come through the portal."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from portal.applications.messages import consent
from portal.applications.models import SEATED, Application, Status, Step
from portal.applications.services.submitting import receipt_number
from portal.applications.workflow import Action, next_status
from portal.audit.models import AuditEntry
from portal.core import clock
from portal.core.db import new_public_id
from portal.programs.eligibility import When, answer
from portal.programs.models import Round, SelectionMethod
from portal.seeding.answers import ANSWERING
from portal.seeding.crowd import Official
from portal.seeding.rows import Rows

_DECIDED = (Action.START, Action.APPROVE)
PATHS: dict[Status, tuple[Action, ...]] = {
    Status.SUBMITTED: (),
    Status.WAITLISTED: (),
    Status.IN_REVIEW: (Action.START,),
    Status.RETURNED: (Action.START, Action.RETURN),
    Status.APPROVED: _DECIDED,
    Status.REJECTED: (Action.START, Action.REJECT),
    Status.NOT_SELECTED: (Action.START, Action.NOT_SELECT),
    Status.WITHDRAWN: (Action.WITHDRAW,),
    Status.CANCELED: (*_DECIDED, Action.CANCEL),
    Status.COMPLETED: (*_DECIDED, Action.ACTIVATE, Action.COMPLETE),
}
_DECISIONS = (Action.APPROVE, Action.REJECT, Action.RETURN, Action.NOT_SELECT)
_BY_APPLICANT = (Action.WITHDRAW, Action.CANCEL)
_OUTLIVES_EVENT = (Status.COMPLETED,)


@dataclass
class Fate:
    """What becomes of an application: its last state, the words that go with it, and when it ended."""

    status: Status
    note: str = ""
    codes: tuple[str, ...] = ()
    ends_on: date | None = None


@dataclass
class Binder:
    """All applications of one round; counts seats and places as it goes."""

    rows: Rows
    dice: Random
    round: Round
    kind: str
    title: str
    officers: list[Official]
    latest: datetime
    joined: int = 0
    seats: int = 0
    waiting: int = 0
    filed: dict[int, int] = field(default_factory=dict)

    @property
    def is_sensitive(self) -> bool:
        """Say whether answers and reasons of this kind are secret."""
        return self.kind == "hr_counseling"

    def holds_seat(self, status: Status) -> bool:
        """Say whether a seat is counted for an application that stands in this state."""
        if self.round.selection == SelectionMethod.FIRST_COME:
            return status in SEATED or status in _OUTLIVES_EVENT
        return status in (Status.APPROVED, Status.ACTIVE, *_OUTLIVES_EVENT)

    def file(self, who: Official, sent_at: datetime, fate: Fate, officer: Official | None = None) -> int:
        """File an application and return its id."""
        officer = officer or self.dice.choice(self.officers)
        self.joined += 1
        holds_seat, waits = self.holds_seat(fate.status), fate.status is Status.WAITLISTED
        self.seats += holds_seat
        self.waiting += waits
        steps = self._steps(who, sent_at, fate, officer)
        decided_at = next((at for at, action, *_ in steps if action in _DECISIONS), None)
        public_id, receipt_no = new_public_id(), receipt_number()
        application_id = self.rows.add(
            Application,
            public_id=public_id,
            receipt_no=receipt_no,
            key=new_public_id(),
            round_id=self.round.id,
            person_id=who.id,
            status=fate.status,
            told_status=fate.status,
            holds_seat=holds_seat,
            place=self.joined,
            assignee_id=officer.id if len(steps) > 1 and steps[1][1] is Action.START else None,
            submitted_at=sent_at,
            waiting_since=sent_at,
            decided_at=decided_at,
            decided_by_id=officer.id if decided_at else None,
            reason_codes=list(fate.codes),
            reason=fate.note if decided_at else "",
            return_by=date(2025, 8, 6) if fate.status is Status.RETURNED else None,
            **self._declared(who, sent_at),
        )
        self._history(application_id, public_id, receipt_no, who, steps)
        model, answers = ANSWERING[self.kind, self.round.track](self.dice, who, sent_at.date(), self.round)
        closed = {"closed_at": steps[-1][0]} if fate.status is Status.COMPLETED and self.is_sensitive else {}
        self.rows.add(model, application_id=application_id, **answers, **closed)
        self.filed[who.id] = application_id
        return application_id

    def _declared(self, who: Official, sent_at: datetime) -> dict[str, Any]:
        held = answer(self.round.eligibility, who, When(sent_at.date(), self.round.reference_date))
        consent_text = consent(self.round.consent_purpose, self.round.consent_items, self.round.retention)
        return {
            "mobile": who.mobile,
            "consent_text": consent_text,
            "consented_at": sent_at,
            "typed_by_id": who.account_id,
            "snapshot_unit_id": who.unit_id,
            "snapshot_unit_name": who.unit_name,
            "snapshot_grade": f"{who.series} {who.grade}",
            "snapshot_hired_on": who.hired_on,
            "eligibility_words": " · ".join(held.grounds)[:300],
            "is_fictional": True,
            "version": 1,
        }

    def _steps(
        self, who: Official, sent_at: datetime, fate: Fate, officer: Official
    ) -> list[tuple[datetime, Action, Status, Status, Official, str]]:
        waits = fate.status is Status.WAITLISTED
        status = Status.WAITLISTED if waits else Status.SUBMITTED
        steps = [(sent_at, Action.SUBMIT, Status.DRAFT, status, who, "")]
        at = sent_at
        for action in PATHS[fate.status]:
            after = next_status(status, action)
            at = self._later(at, fate.ends_on if action is Action.COMPLETE else None)
            note = fate.note if action in (*_DECISIONS, *_BY_APPLICANT) and after is fate.status else ""
            steps.append((at, action, status, after, who if action in _BY_APPLICANT else officer, note))
            status = after
        return steps

    def _later(self, at: datetime, day: date | None) -> datetime:
        day = day or clock.add_working_days(at.date(), 1)
        moment = clock.at(day, time(self.dice.randint(9, 17), self.dice.randrange(60)))
        if moment < self.latest:
            return moment
        return min(at + timedelta(minutes=self.dice.randint(20, 90)), self.latest)

    def _history(self, application_id: int, public_id: str, receipt_no: str, who: Official, steps: list[Any]) -> None:
        for at, action, before, after, actor, note in steps:
            self.rows.add(
                Step,
                application_id=application_id,
                at=at,
                visible_at=at,
                actor_name=actor.name,
                actor_person_id=actor.id,
                action=action,
                from_status=before,
                to_status=after,
                note=note,
            )
            self.rows.add(
                AuditEntry,
                at=at,
                actor_account_id=actor.account_id,
                actor_name=actor.name,
                actor_roles=["employee"] if actor is who else ["employee", "officer"],
                action=f"application.{action}",
                object_type="application",
                object_ref=public_id,
                object_name=receipt_no if self.is_sensitive else f"{receipt_no} {self.title}",
                subject_id=who.id,
                before={"status": before},
                after={"status": after},
                reason="" if self.is_sensitive else note,
                is_sensitive=self.is_sensitive,
            )
