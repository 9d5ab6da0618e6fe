"""What a person is told inside the portal."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Model


class Notice(Model):
    """One line behind the bell; it shows from ``due_at`` on, and ``batch`` lets an undone decision recall it."""

    __tablename__ = "notice"
    __table_args__ = (Index("ix_notice_person_id_due_at", "person_id", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    title: Mapped[str] = mapped_column(String(120))
    body: Mapped[str] = mapped_column(String(600), default="")
    link: Mapped[str] = mapped_column(String(200), default="")
    application_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"), index=True)
    batch: Mapped[str] = mapped_column(String(32), default="", index=True)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
