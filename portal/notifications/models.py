"""What a person is told inside the portal, and the letters that say there is something to read."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.db import Model, new_public_id, public_id_column
from portal.directory.models import Person

_UNMAILED_SQL = text("mailed_at IS NULL")
_GATHERING_SQL = text("topic <> '' AND read_at IS NULL")


class Notice(Model):
    """One line behind the bell; it shows from ``due_at`` on, and ``batch`` lets an undone decision recall it.

    Lines with a ``topic`` gather: while one is unread, more of the same topic raise its ``count``. ``mailed_at`` is
    when it was decided whether a letter follows, be the answer yes or no. ``subject`` and ``letter`` are what a team
    wants that letter to say; empty ones say what every letter says.
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
    subject: Mapped[str] = mapped_column(String(120), default="", server_default="")
    letter: Mapped[str] = mapped_column(String(600), default="", server_default="")
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
    text: Mapped[str] = mapped_column(String(600), default="", server_default="")
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


class MessageTemplate(Model):
    """A team's own words for one step of a program; without a row the portal's words are used."""

    __tablename__ = "message_template"

    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"), primary_key=True)
    step: Mapped[str] = mapped_column(String(20), primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    body: Mapped[str] = mapped_column(String(600), default="")
    subject: Mapped[str] = mapped_column(String(120), default="")
    letter: Mapped[str] = mapped_column(String(600), default="")
    changed_at: Mapped[datetime]
    changed_by_name: Mapped[str] = mapped_column(String(40))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Mailing(Model):
    """A message of an officer to a selection of applicants; its notices carry ``public_id`` as their batch.

    ``key`` is the form's, so that a form sent twice sends once. Until ``due_at`` nobody has read it and it can be
    taken back.
    """

    __tablename__ = "mailing"
    __table_args__ = (Index("ix_mailing_account_id_made_at", "account_id", "made_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id_column()
    key: Mapped[str] = mapped_column(String(32), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    actor_name: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(120))
    body: Mapped[str] = mapped_column(String(600))
    reason: Mapped[str] = mapped_column(String(300))
    chosen: Mapped[str] = mapped_column(String(400))
    people: Mapped[int]
    link_only: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime]
    due_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]


class Reminded(Model):
    """Something that was reminded of once and is not again; ``topic`` says of what, and whom if it is about one."""

    __tablename__ = "reminded"

    topic: Mapped[str] = mapped_column(String(100), primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)


class MailChoice(Model):
    """Somebody's wish to get no letters; without a row they get them."""

    __tablename__ = "mail_choice"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    wanted: Mapped[bool]
