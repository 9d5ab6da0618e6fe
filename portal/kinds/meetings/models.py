"""The meetings."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Model
from portal.programs.models import PeriodStyle


class MeetingState(StrEnum):
    """Whether a meeting has taken place."""

    PLANNED = "planned"
    HELD = "held"
    CANCELED = "canceled"


class Attendance(StrEnum):
    """How people come to a meeting."""

    INVITED = "invited"
    DESIGNATED = "designated"
    ASKED_FOR = "asked_for"


class Meeting(Model):
    """One meeting; while only its months are planned it spans them whole. Not every meeting belongs to a program."""

    __tablename__ = "meeting"
    __table_args__ = (
        CheckConstraint("last_day >= first_day", name="days_in_order"),
        Index("ix_meeting_first_day", "first_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    program_id: Mapped[int | None] = mapped_column(ForeignKey("program.id"), index=True)
    title: Mapped[str] = mapped_column(String(100))
    number: Mapped[int | None]
    first_day: Mapped[date]
    last_day: Mapped[date]
    period_style: Mapped[PeriodStyle] = mapped_column(String(8), default=PeriodStyle.DAYS)
    state: Mapped[MeetingState] = mapped_column(String(8))
    attendance: Mapped[Attendance] = mapped_column(String(12))
    place: Mapped[str] = mapped_column(String(100), default="")
    chair: Mapped[str] = mapped_column(String(60), default="")
    target: Mapped[str] = mapped_column(String(200), default="")
    content: Mapped[str] = mapped_column(String(600), default="")
    is_fictional: Mapped[bool] = mapped_column(default=False)
    source_line: Mapped[str] = mapped_column(String(20), default="")
