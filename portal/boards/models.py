"""What a team tells everybody, what it gives along, and how its words were before."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.db import Model, public_id_column
from portal.directory.models import Unit


class Board(StrEnum):
    """The two boards; the value is the first word of their addresses."""

    NOTICES = "board"
    FORMS = "library"


class PostState(StrEnum):
    """Where a post stands: seen by its team alone, put up, taken down."""

    DRAFT = "draft"
    UP = "up"
    DOWN = "down"


class BoardPost(Model):
    """A notice or a form, read by everybody from ``shown_from`` to the end of ``shown_until``.

    ``words`` and ``initials`` are what a search looks through; ``key`` lets a form that was sent twice find what the
    first one made.
    """

    __tablename__ = "board_post"
    __table_args__ = (
        CheckConstraint("shown_until IS NULL OR shown_until >= shown_from", name="days_in_order"),
        Index("ix_board_post_board_state", "board", "state", "is_pinned", "shown_from"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id_column()
    key: Mapped[str] = mapped_column(String(32), unique=True)
    board: Mapped[Board] = mapped_column(String(8))
    state: Mapped[PostState] = mapped_column(String(8), default=PostState.DRAFT)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    author_name: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(120))
    body: Mapped[str] = mapped_column(Text)
    form_no: Mapped[str] = mapped_column(String(40), default="")
    revised_on: Mapped[date | None]
    is_pinned: Mapped[bool] = mapped_column(default=False)
    shown_from: Mapped[date]
    shown_until: Mapped[date | None]
    words: Mapped[str] = mapped_column(Text)
    initials: Mapped[str] = mapped_column(String(240))
    written_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    is_fictional: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    unit: Mapped[Unit] = relationship()

    __mapper_args__ = {"version_id_col": version}


class BoardFile(Model):
    """A file that goes with a post; one that was taken away stays for the history, where only the team reaches it."""

    __tablename__ = "board_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id_column()
    post_id: Mapped[int] = mapped_column(ForeignKey("board_post.id"), index=True)
    file_name: Mapped[str] = mapped_column(String(200))
    content_type: Mapped[str] = mapped_column(String(80))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    stored_as: Mapped[str] = mapped_column(String(64))
    uploaded_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class BoardStep(Model):
    """One line of a post's history; ``before`` keeps the words that a change replaced."""

    __tablename__ = "board_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("board_post.id"), index=True)
    at: Mapped[datetime]
    actor_name: Mapped[str] = mapped_column(String(40))
    action: Mapped[str] = mapped_column(String(12))
    before: Mapped[dict[str, Any]]
