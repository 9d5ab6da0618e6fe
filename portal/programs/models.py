"""Programs, their rounds, and the facts the division printed about them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
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


class Dimension(StrEnum):
    """By what a round divides its seats."""

    INSTITUTION = "institution"
    DISTRICT = "district"
    GRADE = "grade"
    SERIES = "series"


class WaitingPolicy(StrEnum):
    """What becomes of a seat that came free: the first in line sits down, is asked first, or an officer picks."""

    AUTO_SEAT = "auto_seat"
    OFFER = "offer"
    MANUAL = "manual"


class SubstitutionRule(StrEnum):
    """Whether somebody may send a colleague instead, and who says yes."""

    NONE = "none"
    APPROVED = "approved"
    AUTOMATIC = "automatic"


class RoundState(StrEnum):
    """Whether people see a round: not yet, yes, or only that it was called off."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CALLED_OFF = "called_off"


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
    version: Mapped[int] = mapped_column(default=1)

    owner_unit: Mapped[Unit] = relationship()
    contact_post: Mapped[Post | None] = relationship()
    rounds: Mapped[list["Round"]] = relationship(back_populates="program", order_by="Round.starts_on")


class Round(Model):
    """One run of a program for one track ("" or a kind's track such as "mentor").

    ``joined`` counts all who ever got a place in line, ``seats_taken`` and ``waiting`` those who hold a seat or wait
    now; the three move only in ``programs/seats.py``. ``eligibility`` is a rule of ``programs/eligibility``,
    ``questions`` are those of ``programs/questions.py``. ``version`` counts what an officer changed, not the seats.
    A round that ``publishes_itself`` tells its results as soon as the last step of their approval is taken.
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
    audience: Mapped[str] = mapped_column(String(200), default="")
    questions: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    place: Mapped[str] = mapped_column(String(100), default="")
    consent_purpose: Mapped[str] = mapped_column(String(200), default="")
    consent_items: Mapped[str] = mapped_column(String(300), default="")
    retention: Mapped[str] = mapped_column(String(60), default="5년")
    next_steps: Mapped[list[str]] = mapped_column(default=list)
    contact_post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"))
    state: Mapped[RoundState] = mapped_column(String(12), default=RoundState.PUBLISHED)
    state_reason: Mapped[str] = mapped_column(String(300), default="")
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


class Quota(Model):
    """At most so many seats of a round for one institution, district office, grade or series.

    ``value`` is the code of the unit or the name of the grade or series; empty, the limit holds for each one that has
    no limit of its own.
    """

    __tablename__ = "round_quota"
    __table_args__ = (
        UniqueConstraint("round_id", "dimension", "value"),
        CheckConstraint("seats > 0", name="seats_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    dimension: Mapped[Dimension] = mapped_column(String(12))
    value: Mapped[str] = mapped_column(String(40), default="")
    seats: Mapped[int]


class Plan(Model):
    """How a round chooses and who moves up, where it differs from what is usual; a round without a row is usual.

    ``criteria`` gives the weight of each criterion of a priority. ``reserve`` is how many wait at most after a
    selection (None: all who are left). ``moves_up_until`` is the last day on which somebody moves up, ``confirm_by``
    the day by which a seat must be confirmed.
    """

    __tablename__ = "round_plan"
    __table_args__ = (
        CheckConstraint("offer_days > 0", name="offer_days_positive"),
        CheckConstraint("reserve IS NULL OR reserve >= 0", name="reserve_not_negative"),
    )

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True, autoincrement=False)
    waiting: Mapped[WaitingPolicy] = mapped_column(String(12), default=WaitingPolicy.AUTO_SEAT)
    offer_days: Mapped[int] = mapped_column(default=1)
    reserve: Mapped[int | None]
    moves_up_until: Mapped[date | None]
    confirm_by: Mapped[date | None]
    substitution: Mapped[SubstitutionRule] = mapped_column(String(12), default=SubstitutionRule.NONE)
    criteria: Mapped[dict[str, Any]] = mapped_column(default=dict)
    version: Mapped[int] = mapped_column(nullable=False)

    __mapper_args__ = {"version_id_col": version}


class Draw(Model):
    """The seed of a round's draw; its hash is public from the beginning, the seed once the window has closed."""

    __tablename__ = "round_draw"

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True, autoincrement=False)
    seed: Mapped[str] = mapped_column(String(64))
    commitment: Mapped[str] = mapped_column(String(64))
    committed_at: Mapped[datetime]


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
