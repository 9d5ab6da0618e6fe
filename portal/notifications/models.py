"""What a person is told inside the portal, and the letters that say there is something to read."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.db import Model, new_public_id
from portal.directory.models import Person

_UNMAILED_SQL = text("mailed_at IS NULL")
_GATHERING_SQL = text("topic <> '' AND read_at IS NULL")


class Notice(Model):
    """One line behind the bell; it shows from ``due_at`` on, and ``batch`` lets an undone decision recall it.

    Lines with a ``topic`` gather: while one is unread, more of the same topic raise its ``count``. ``mailed_at`` is
    when it was decided whether a letter follows, be the answer yes or no.
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
        Index("ix_notice_unmailed", "due_at", sqlite_where=_UNMAILED_SQL, postgresql_where=_UNMAILED_SQL),
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
    mailed_at: Mapped[datetime | None]


class LetterState(StrEnum):
    """Where a letter is on its way."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"
    DROPPED = "dropped"


class Letter(Model):
    """One e-mail of the outbox: written in the transaction that found its notice due, sent afterwards by the worker.

    ``next_try_at`` is also the end of a worker's lease while it is being sent: a letter whose worker died waits again.
    """

    __tablename__ = "letter"
    __table_args__ = (Index("ix_letter_state_next_try_at", "state", "next_try_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("notice.id", ondelete="SET NULL"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    address: Mapped[str] = mapped_column(String(120))
    subject: Mapped[str] = mapped_column(String(160))
    link: Mapped[str] = mapped_column(String(200))
    message_ref: Mapped[str] = mapped_column(String(32), unique=True, default=new_public_id)
    state: Mapped[LetterState] = mapped_column(String(10), default=LetterState.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime]
    next_try_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    person: Mapped[Person] = relationship()

    __mapper_args__ = {"version_id_col": version}


class MailChoice(Model):
    """Somebody's wish to get no letters; without a row they get them."""

    __tablename__ = "mail_choice"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    wanted: Mapped[bool]
