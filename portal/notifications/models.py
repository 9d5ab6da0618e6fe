"""What a person is told inside the portal."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Model

_GATHERING_SQL = text("topic <> '' AND read_at IS NULL")


class Notice(Model):
    """One line behind the bell; it shows from ``due_at`` on, and ``batch`` lets an undone decision recall it.

    Lines with a ``topic`` gather: while one is unread, more of the same topic raise its ``count``.
    """

    __tablename__ = "notice"
    __table_args__ = (
        Index("ix_notice_person_id_due_at", "person_id", "due_at"),
        Index("ix_notice_person_id_read_at", "person_id", "read_at"),
        Index(
            "uq_notice_one_unread_per_topic",
            "person_id",
            "topic",
            unique=True,
            sqlite_where=_GATHERING_SQL,
            postgresql_where=_GATHERING_SQL,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    title: Mapped[str] = mapped_column(String(120))
    body: Mapped[str] = mapped_column(String(600), default="")
    link: Mapped[str] = mapped_column(String(200), default="")
    application_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"), index=True)
    batch: Mapped[str] = mapped_column(String(32), default="", index=True)
    topic: Mapped[str] = mapped_column(String(60), default="")
    count: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
