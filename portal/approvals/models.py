"""Approval lines, the documents that go up them, and each step with who took it in whose place."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.db import Model, public_id_column
from portal.directory.models import Person, Post
from portal.programs.models import Program, Round

_IN_FORCE_SQL = text("ended_at IS NULL")
_OPEN_SQL = text("state IN ('pending', 'later')")


class StepKind(StrEnum):
    """What a step of a line is."""

    REVIEW = "review"
    COOPERATION = "cooperation"
    FINAL = "final"


class Seat(StrEnum):
    """How a line names a post; the drafter's own is no post but whoever drafts."""

    DRAFTER = "drafter"
    TEAM_HEAD = "team_head"
    DIVISION_HEAD = "division_head"
    POST = "post"


class DocumentState(StrEnum):
    """Where a document stands."""

    RUNNING = "running"
    APPROVED = "approved"
    RETURNED = "returned"
    RECALLED = "recalled"


class StepState(StrEnum):
    """Where a step of a document stands; ``later`` was passed over and is still to be taken (후결)."""

    WAITING = "waiting"
    PENDING = "pending"
    APPROVED = "approved"
    RETURNED = "returned"
    SKIPPED = "skipped"
    LATER = "later"
    POST_APPROVED = "post_approved"


UNTAKEN = (StepState.WAITING, StepState.PENDING, StepState.LATER)


class Line(Model):
    """The approval line of a program; a change ends it and begins another, so that the old one stays to be read."""

    __tablename__ = "approval_line"
    __table_args__ = (
        Index(
            "uq_approval_line_one_in_force",
            "program_id",
            unique=True,
            sqlite_where=_IN_FORCE_SQL,
            postgresql_where=_IN_FORCE_SQL,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"), index=True)
    reason: Mapped[str] = mapped_column(String(200), default="")
    made_by: Mapped[str] = mapped_column(String(40))
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    program: Mapped[Program] = relationship()
    steps: Mapped[list["LineStep"]] = relationship(order_by="LineStep.position")

    @property
    def goes_up(self) -> bool:
        """Say whether decisions go up it as a list; otherwise who drafts decides (담당 전결)."""
        return any(step.seat != Seat.DRAFTER for step in self.steps)


class LineStep(Model):
    """One step of a line: a post and what it does."""

    __tablename__ = "approval_line_step"
    __table_args__ = (
        UniqueConstraint("line_id", "position"),
        CheckConstraint("(seat = 'post') = (post_id IS NOT NULL)", name="post_where_named"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("approval_line.id"))
    position: Mapped[int]
    kind: Mapped[StepKind] = mapped_column(String(12))
    seat: Mapped[Seat] = mapped_column(String(16))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"))

    post: Mapped[Post | None] = relationship()


class Document(Model):
    """A list of decisions on its way up; the rows that hang on it are another room's.

    ``applied`` is how many had applied when it went up. What was split off for somebody's own application names the
    list it came from (``parent_id``).
    """

    __tablename__ = "approval_document"
    __table_args__ = (Index("ix_approval_document_state_drafted_at", "state", "drafted_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id_column()
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("approval_document.id"))
    title: Mapped[str] = mapped_column(String(120))
    words: Mapped[str] = mapped_column(Text, default="")
    related_no: Mapped[str] = mapped_column(String(60), default="")
    applied: Mapped[int]
    state: Mapped[DocumentState] = mapped_column(String(10))
    drafter_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    drafter_name: Mapped[str] = mapped_column(String(40))
    drafter_title: Mapped[str] = mapped_column(String(40))
    drafted_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    moved_at: Mapped[datetime]
    is_fictional: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(nullable=False)

    round: Mapped[Round] = relationship()
    drafter: Mapped[Person] = relationship()
    steps: Mapped[list["DocumentStep"]] = relationship(order_by="DocumentStep.position", back_populates="document")

    __mapper_args__ = {"version_id_col": version}


class DocumentStep(Model):
    """One step of a document: the post the line named when it went up, and who took it.

    ``actor_…`` is who did, ``for_…`` in whose place; both stay as they were then. ``reported_at`` is when the absent
    one read what was done for them.
    """

    __tablename__ = "approval_step"
    __table_args__ = (
        UniqueConstraint("document_id", "position"),
        Index("ix_approval_step_open", "state", sqlite_where=_OPEN_SQL, postgresql_where=_OPEN_SQL),
        Index("ix_approval_step_for_id", "for_id"),
        Index("ix_approval_step_actor_id", "actor_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("approval_document.id"))
    position: Mapped[int]
    kind: Mapped[StepKind] = mapped_column(String(12))
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"))
    post_name: Mapped[str] = mapped_column(String(80))
    state: Mapped[StepState] = mapped_column(String(14))
    pending_since: Mapped[datetime | None]
    acted_at: Mapped[datetime | None]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    actor_name: Mapped[str] = mapped_column(String(40), default="")
    actor_title: Mapped[str] = mapped_column(String(80), default="")
    for_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    for_name: Mapped[str] = mapped_column(String(40), default="")
    words: Mapped[str] = mapped_column(String(500), default="")
    reported_at: Mapped[datetime | None]

    document: Mapped[Document] = relationship(back_populates="steps")


class DocumentMove(Model):
    """One line of a document's history; nothing here is ever changed, whatever becomes of the steps."""

    __tablename__ = "approval_move"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("approval_document.id"), index=True)
    at: Mapped[datetime]
    action: Mapped[str] = mapped_column(String(16))
    actor_name: Mapped[str] = mapped_column(String(40))
    actor_title: Mapped[str] = mapped_column(String(80), default="")
    for_name: Mapped[str] = mapped_column(String(40), default="")
    words: Mapped[str] = mapped_column(String(500), default="")


class Bar(Model):
    """Somebody who takes no step of a document: who drafted it, and whose own application is in it."""

    __tablename__ = "approval_bar"
    __table_args__ = (UniqueConstraint("document_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("approval_document.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
