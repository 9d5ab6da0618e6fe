"""Programs, their rounds, and the facts the division printed about them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.db import Model
from portal.directory.models import Post, Unit


class SelectionMethod(StrEnum):
    """How the people of a round are chosen."""

    FIRST_COME = "first_come"
    ELIGIBILITY_ONLY = "eligibility_only"
    REVIEW = "review"
    PRIORITY = "priority"
    DRAW = "draw"
    DESIGNATION = "designation"


class PeriodStyle(StrEnum):
    """How a round's period is written: by day or by month."""

    DAYS = "days"
    MONTHS = "months"


class Program(Model):
    """What the division offers year after year; ``kind`` is the key of the kind plugged into the socket."""

    __tablename__ = "program"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[str] = mapped_column(String(30), index=True)
    title: Mapped[str] = mapped_column(String(100))
    report_title: Mapped[str] = mapped_column(String(200), default="")
    summary: Mapped[str] = mapped_column(String(200), default="")
    description: Mapped[str] = mapped_column(Text, default="")
    legal_basis: Mapped[str] = mapped_column(String(200), default="")
    owner_unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    contact_post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"))
    sort_order: Mapped[int] = mapped_column(default=0)
    is_fictional: Mapped[bool] = mapped_column(default=False)
    source_line: Mapped[str] = mapped_column(String(20), default="")

    owner_unit: Mapped[Unit] = relationship()
    contact_post: Mapped[Post | None] = relationship()
    rounds: Mapped[list["Round"]] = relationship(back_populates="program", order_by="Round.starts_on")


class Round(Model):
    """One run of a program for one track ("" or a kind's track such as "mentor").

    ``joined`` counts all who ever got a place in line, ``seats_taken`` and ``waiting`` those who hold a seat or wait
    now; the three move only in ``programs/seats.py``. ``eligibility`` is a rule of ``programs/eligibility.py``. A
    round that ``publishes_itself`` tells its results as soon as the last step of their approval is taken.
    """

    __tablename__ = "round"
    __table_args__ = (
        CheckConstraint("seats_taken >= 0", name="seats_not_negative"),
        CheckConstraint("waiting >= 0", name="waiting_not_negative"),
        CheckConstraint(
            "capacity IS NULL OR seats_taken <= capacity OR is_over_capacity", name="seats_within_capacity"
        ),
        CheckConstraint("apply_from IS NULL OR apply_to > apply_from", name="window_in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    track: Mapped[str] = mapped_column(String(20), default="")
    year: Mapped[int]
    number: Mapped[int | None]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    period_style: Mapped[PeriodStyle] = mapped_column(String(8), default=PeriodStyle.DAYS)
    reference_date: Mapped[date]
    apply_from: Mapped[datetime | None]
    apply_to: Mapped[datetime | None]
    results_on: Mapped[date | None]
    free_withdrawal_until: Mapped[date | None]
    capacity: Mapped[int | None]
    selection: Mapped[SelectionMethod] = mapped_column(String(20))
    eligibility: Mapped[dict[str, Any]]
    place: Mapped[str] = mapped_column(String(100), default="")
    consent_purpose: Mapped[str] = mapped_column(String(200), default="")
    consent_items: Mapped[str] = mapped_column(String(300), default="")
    retention: Mapped[str] = mapped_column(String(60), default="5년")
    next_steps: Mapped[list[str]] = mapped_column(default=list)
    joined: Mapped[int] = mapped_column(default=0)
    seats_taken: Mapped[int] = mapped_column(default=0)
    waiting: Mapped[int] = mapped_column(default=0)
    last_join_seated: Mapped[bool] = mapped_column(default=False)
    is_over_capacity: Mapped[bool] = mapped_column(default=False)
    publishes_itself: Mapped[bool] = mapped_column(default=False)
    in_report: Mapped[bool] = mapped_column(default=True)
    is_fictional: Mapped[bool] = mapped_column(default=False)
    source_line: Mapped[str] = mapped_column(String(20), default="")
    version: Mapped[int] = mapped_column(default=1)

    program: Mapped[Program] = relationship(back_populates="rounds")


class Fact(Model):
    """Something printed about a program or round: its words, its value, and the line it stands on."""

    __tablename__ = "program_fact"
    __table_args__ = (
        UniqueConstraint("program_id", "round_id", "name"),
        Index("ix_program_fact_program_id", "program_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"))
    round_id: Mapped[int | None] = mapped_column(ForeignKey("round.id"))
    name: Mapped[str] = mapped_column(String(40))
    printed: Mapped[str] = mapped_column(String(300))
    value: Mapped[dict[str, Any]]
    source_line: Mapped[str] = mapped_column(String(20))
