"""The trainees."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Model


class TraineeState(StrEnum):
    """Where a trainee stands."""

    DESIGNATED = "designated"
    ATTENDING = "attending"
    COMPLETED = "completed"
    LEFT = "left"


class Trainee(Model):
    """A candidate of the technical service designated for a round; no official yet, ``person_id`` comes with that."""

    __tablename__ = "trainee"
    __table_args__ = (
        UniqueConstraint("exam_year", "exam_no", name="uq_trainee_exam_no_per_year"),
        CheckConstraint("state IN ('designated', 'attending') OR ended_on IS NOT NULL", name="ended_on_a_day"),
        CheckConstraint("ended_on IS NULL OR ended_on >= designated_on", name="days_in_order"),
        Index("ix_trainee_round_id", "round_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    exam_year: Mapped[int]
    exam_no: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(40))
    series: Mapped[str] = mapped_column(String(20))
    state: Mapped[TraineeState] = mapped_column(String(12))
    designated_on: Mapped[date]
    ended_on: Mapped[date | None]
    left_reason: Mapped[str] = mapped_column(String(300), default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), unique=True)
    is_fictional: Mapped[bool] = mapped_column(default=False)
