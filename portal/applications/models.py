"""Applications, their history, drafts, attachments and decisions that can still be undone."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.db import Model, public_id_column
from portal.directory.models import Person, Unit
from portal.programs.models import Round


class Status(StrEnum):
    """The one list of states (domain §2.0); "draft" is a row of Draft, the others are rows of Application."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    WAITLISTED = "waitlisted"
    NOT_SELECTED = "not_selected"
    REJECTED = "rejected"
    ACTIVE = "active"
    COMPLETED = "completed"
    INCOMPLETE = "incomplete"
    NO_SHOW = "no_show"
    WITHDRAWN = "withdrawn"
    CANCELED = "canceled"
    EXPIRED = "expired"


LIVE = (
    Status.SUBMITTED,
    Status.RETURNED,
    Status.IN_REVIEW,
    Status.APPROVED,
    Status.WAITLISTED,
    Status.ACTIVE,
)
SEATED = (Status.SUBMITTED, Status.RETURNED, Status.IN_REVIEW, Status.APPROVED, Status.ACTIVE)
AWAITING = (Status.SUBMITTED, Status.IN_REVIEW)
_LIVE_SQL = text("status IN ('submitted', 'returned', 'in_review', 'approved', 'waitlisted', 'active')")
_OPEN_SQL = text("settled_at IS NULL AND undone_at IS NULL")
_ON_A_LIST_SQL = text("ended_at IS NULL")


class Application(Model):
    """One person's application to one round.

    ``told_status`` is what the applicant is told; it follows ``status`` when the undo window closes (``settles_at``).
    ``holds_seat`` says whether a seat of the round is counted for it; ``place`` is the number in the line of arrival.
    The ``snapshot_…`` columns keep unit, grade and hire date as they were when it was sent. In line a higher
    ``waiting_priority`` comes first, then the place; below zero are those who let others go first. ``for_unit_id`` is
    the institution an application speaks for; ``excuse`` lifts what follows from not having come.
    ``extra`` holds the answers to the round's own questions, each with the question as it was asked (``extra.py``).
    ``recheck_words`` says why the person no longer fits, ``recheck_kept`` what of that an officer has accepted.
    ``confirm_by`` is set while the applicant has not said whether a moved round suits them.
    """

    __tablename__ = "application"
    __table_args__ = (
        Index(
            "uq_application_one_live_per_person",
            "round_id",
            "person_id",
            unique=True,
            sqlite_where=_LIVE_SQL,
            postgresql_where=_LIVE_SQL,
        ),
        Index(
            "uq_application_one_live_per_institution",
            "round_id",
            "for_unit_id",
            unique=True,
            sqlite_where=_LIVE_SQL,
            postgresql_where=_LIVE_SQL,
        ),
        Index("ix_application_round_id_status_place", "round_id", "status", "place"),
        Index("ix_application_status_waiting_since_id", "status", "waiting_since", "id"),
        Index("ix_application_person_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id_column()
    receipt_no: Mapped[str] = mapped_column(String(20), unique=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    status: Mapped[Status] = mapped_column(String(16))
    told_status: Mapped[Status] = mapped_column(String(16))
    settles_at: Mapped[datetime | None]
    holds_seat: Mapped[bool] = mapped_column(default=False)
    place: Mapped[int]
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    submitted_at: Mapped[datetime]
    waiting_since: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason_codes: Mapped[list[str]] = mapped_column(default=list)
    reason: Mapped[str] = mapped_column(String(500), default="")
    return_by: Mapped[date | None]
    return_fields: Mapped[list[str]] = mapped_column(default=list)
    mobile: Mapped[str] = mapped_column(String(20))
    consent_text: Mapped[str] = mapped_column(Text)
    consented_at: Mapped[datetime]
    typed_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    snapshot_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    snapshot_unit_name: Mapped[str] = mapped_column(String(120))
    snapshot_grade: Mapped[str] = mapped_column(String(40))
    snapshot_hired_on: Mapped[date | None]
    eligibility_words: Mapped[str] = mapped_column(String(300), default="")
    waiting_priority: Mapped[int] = mapped_column(default=0, server_default="0")
    confirmed_at: Mapped[datetime | None]
    excuse: Mapped[str] = mapped_column(String(300), default="", server_default="")
    for_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    extra: Mapped[dict[str, Any]] = mapped_column(default=dict)
    extra_purge_on: Mapped[date | None] = mapped_column(index=True)
    recheck_words: Mapped[str] = mapped_column(String(300), default="")
    recheck_kept: Mapped[str] = mapped_column(String(300), default="")
    confirm_by: Mapped[date | None]
    is_fictional: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(nullable=False)

    round: Mapped[Round] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    assignee: Mapped[Person | None] = relationship(foreign_keys=[assignee_id])
    snapshot_unit: Mapped[Unit | None] = relationship(foreign_keys=[snapshot_unit_id])

    __mapper_args__ = {"version_id_col": version}


class Step(Model):
    """One line of an application's history; ``visible_at`` is when the applicant may see it, of a note never."""

    __tablename__ = "application_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    at: Mapped[datetime]
    visible_at: Mapped[datetime]
    actor_name: Mapped[str] = mapped_column(String(40))
    actor_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    action: Mapped[str] = mapped_column(String(16))
    from_status: Mapped[Status | None] = mapped_column(String(16))
    to_status: Mapped[Status] = mapped_column(String(16))
    note: Mapped[str] = mapped_column(String(600), default="")
    undone: Mapped[bool] = mapped_column(default=False)


class Decision(Model):
    """One officer's decision on one application, until it settles or is undone.

    ``before`` keeps what undoing restores; ``batch`` ties the rows of one bulk decision.
    """

    __tablename__ = "decision"
    __table_args__ = (
        Index("ix_decision_settled_at_settles_at", "settled_at", "settles_at"),
        Index("ix_decision_actor_account_id_settles_at", "actor_account_id", "settles_at"),
        Index(
            "uq_decision_one_open_per_application",
            "application_id",
            unique=True,
            sqlite_where=_OPEN_SQL,
            postgresql_where=_OPEN_SQL,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    batch: Mapped[str] = mapped_column(String(32), index=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    action: Mapped[str] = mapped_column(String(16))
    actor_account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime]
    settles_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    frees_seat: Mapped[bool] = mapped_column(default=False)
    before: Mapped[dict[str, Any]]

    application: Mapped[Application] = relationship()


class SavedView(Model):
    """The queue's filters under a name: an officer's own, or (with a ``unit``) its team's."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("account_id", "name"), Index("ix_saved_view_unit_id", "unit_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id_column()
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    account_name: Mapped[str] = mapped_column(String(40))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    name: Mapped[str] = mapped_column(String(40))
    query: Mapped[str] = mapped_column(String(600))
    made_at: Mapped[datetime]


class StagedDecision(Model):
    """What an officer means to decide on one application, on a list that goes up an approval line.

    Nobody outside sees it, and the application's state does not move; ``took_seat`` says that a seat was taken for it.
    Without a document it has not been sent up. ``ended_how`` says what became of it: published, taken back, taken out.
    ``recheck`` says why it was left out when the list was published.
    """

    __tablename__ = "staged_decision"
    __table_args__ = (
        Index(
            "uq_staged_decision_one_open_per_application",
            "application_id",
            unique=True,
            sqlite_where=_ON_A_LIST_SQL,
            postgresql_where=_ON_A_LIST_SQL,
        ),
        Index("ix_staged_decision_round_id_ended_at", "round_id", "ended_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    batch: Mapped[str] = mapped_column(String(32), index=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("approval_document.id"), index=True)
    action: Mapped[str] = mapped_column(String(16))
    reason_codes: Mapped[list[str]] = mapped_column(default=list)
    note: Mapped[str] = mapped_column(String(500), default="")
    rank: Mapped[int | None]
    score: Mapped[float | None]
    grounds: Mapped[str] = mapped_column(String(300), default="")
    took_seat: Mapped[bool] = mapped_column(default=False)
    staged_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    staged_by_name: Mapped[str] = mapped_column(String(40))
    staged_at: Mapped[datetime]
    recheck: Mapped[str] = mapped_column(String(300), default="")
    ended_at: Mapped[datetime | None]
    ended_how: Mapped[str] = mapped_column(String(12), default="")
    ended_words: Mapped[str] = mapped_column(String(500), default="")
    published_batch: Mapped[str] = mapped_column(String(32), default="", index=True)

    application: Mapped[Application] = relationship()


class Draft(Model):
    """What a person has typed for a round and not yet sent; ``key`` becomes the application's idempotency key."""

    __tablename__ = "application_draft"
    __table_args__ = (UniqueConstraint("person_id", "round_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    key: Mapped[str] = mapped_column(String(32), unique=True)
    answers: Mapped[dict[str, Any]]
    checked: Mapped[bool] = mapped_column(default=False)
    saved_at: Mapped[datetime]


class Attachment(Model):
    """A file given with a draft and then with its application; the bytes lie outside the web root (``stored_as``).

    ``question`` is the key of the round's own question that it answers, if it answers one.
    """

    __tablename__ = "attachment"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id_column()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("application_draft.id"), index=True)
    application_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"), index=True)
    question: Mapped[str] = mapped_column(String(12), default="")
    file_name: Mapped[str] = mapped_column(String(200))
    content_type: Mapped[str] = mapped_column(String(80))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    stored_as: Mapped[str] = mapped_column(String(64))
    uploaded_at: Mapped[datetime]
