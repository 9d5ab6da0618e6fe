"""A file of officials, each of its rows with what it would change, and what stood there before."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Model, public_id_column


class Stage(StrEnum):
    """Where an import stands: rows being compared, ready to be looked at, waiting for its turn, done, taken back."""

    CHECKING = "checking"
    READY = "ready"
    APPLYING = "applying"
    DONE = "done"
    UNDONE = "undone"
    DISCARDED = "discarded"


class Outcome(StrEnum):
    """What a row would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WRONG = "wrong"


class Roster(Model):
    """One file: who brought it, its fingerprint, the day from which its posts hold, and how far it has come.

    ``missing`` are people who hold a post but are not in the file: told, never changed. ``only_good``: the rows with
    errors are left out by an explicit choice. ``forgotten_at``: the rows were deleted, and the way back with them.
    """

    __tablename__ = "roster"
    __table_args__ = (Index("ix_roster_stage", "stage"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id_column()
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    actor_name: Mapped[str] = mapped_column(String(80))
    file_name: Mapped[str] = mapped_column(String(160))
    sha256: Mapped[str] = mapped_column(String(64))
    valid_from: Mapped[date]
    columns: Mapped[list[str]]
    stage: Mapped[Stage] = mapped_column(String(10), default=Stage.CHECKING)
    rows: Mapped[int]
    checked: Mapped[int] = mapped_column(default=0)
    counts: Mapped[dict[str, Any]]
    missing: Mapped[int] = mapped_column(default=0)
    only_good: Mapped[bool] = mapped_column(default=False)
    remark: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[datetime]
    applied_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    forgotten_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class RosterLine(Model):
    """One row: what it says, what is wrong with it, what it changes, and how to take that back."""

    __tablename__ = "roster_line"
    __table_args__ = (Index("ix_roster_line_roster_id_outcome", "roster_id", "outcome", "row_number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    roster_id: Mapped[int] = mapped_column(ForeignKey("roster.id"))
    row_number: Mapped[int]
    personal_no: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(60))
    given: Mapped[dict[str, Any]]
    outcome: Mapped[Outcome | None] = mapped_column(String(8))
    errors: Mapped[list[str]]
    changes: Mapped[dict[str, Any]]
    before: Mapped[dict[str, Any]]
