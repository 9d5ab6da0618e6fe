"""What is asked for in HR counseling; read by the handler, the team leader and the head only."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Model


class CounselingRequest(Model):
    """A person's request; one row per application of the track "person"."""

    __tablename__ = "hr_counseling_request"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), primary_key=True)
    topics: Mapped[list[str]]
    mode: Mapped[str] = mapped_column(String(20))
    slots: Mapped[list[str]]
    place: Mapped[str] = mapped_column(String(100), default="")
    body: Mapped[str] = mapped_column(Text)
    hide_from_office: Mapped[bool] = mapped_column(default=True)
    closed_at: Mapped[datetime | None]
    outcome: Mapped[dict[str, Any]] = mapped_column(default=dict)


class VisitRequest(Model):
    """An institution's request for a meeting; one row per application of the track "office"."""

    __tablename__ = "hr_visit_request"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), primary_key=True)
    headcount: Mapped[int]
    grades: Mapped[str] = mapped_column(String(100), default="")
    dates: Mapped[list[str]]
    place: Mapped[str] = mapped_column(String(100))
    agenda: Mapped[str] = mapped_column(Text)
    closed_at: Mapped[datetime | None]
