"""The institutions under contract, what the office grants and pays, and what an institution sends."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.db import Model, public_id_column
from portal.kinds.psych_counseling.models.words import Asked

_ASKED_SQL = text("state = 'asked'")


class Provider(Model):
    """A counseling institution, under contract as long as ``is_active``; ``regions`` are the ones it serves."""

    __tablename__ = "psych_provider"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    phone: Mapped[str] = mapped_column(String(20), default="")
    regions: Mapped[list[str]] = mapped_column(default=list)
    takes_new: Mapped[bool] = mapped_column(default=True)
    is_active: Mapped[bool] = mapped_column(default=True)
    ended_on: Mapped[date | None]
    is_fictional: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Member(Model):
    """An account that works for an institution."""

    __tablename__ = "psych_member"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("psych_provider.id"), index=True)
    ended_on: Mapped[date | None]


class Price(Model):
    """What one session of an institution costs from a day on, in won."""

    __tablename__ = "psych_price"
    __table_args__ = (
        UniqueConstraint("provider_id", "valid_from"),
        CheckConstraint("amount >= 0", name="not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("psych_provider.id"))
    valid_from: Mapped[date]
    amount: Mapped[int]


class Rule(Model):
    """From a day on: sessions a year, sessions an extension adds, and whether a missed one counts."""

    __tablename__ = "psych_rule"

    id: Mapped[int] = mapped_column(primary_key=True)
    valid_from: Mapped[date] = mapped_column(unique=True)
    cap: Mapped[int]
    extension: Mapped[int]
    missed_counts: Mapped[bool] = mapped_column(default=True)


class Settlement(Model):
    """A month of an institution that an officer has settled: its sessions do not change any more."""

    __tablename__ = "psych_settlement"
    __table_args__ = (UniqueConstraint("provider_id", "month"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("psych_provider.id"))
    month: Mapped[str] = mapped_column(String(7))
    sessions: Mapped[int]
    amount: Mapped[int]
    settled_on: Mapped[date]
    settled_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))

    provider: Mapped[Provider] = relationship()


class Reopening(Model):
    """An officer's request to open a settled month again; another person approves. What had been settled stays here."""

    __tablename__ = "psych_reopening"
    __table_args__ = (
        Index(
            "uq_psych_reopening_one_asked",
            "provider_id",
            "month",
            unique=True,
            sqlite_where=_ASKED_SQL,
            postgresql_where=_ASKED_SQL,
        ),
        CheckConstraint("decided_by_id <> asked_by_id", name="two_people"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("psych_provider.id"))
    month: Mapped[str] = mapped_column(String(7))
    sessions: Mapped[int]
    amount: Mapped[int]
    settled_on: Mapped[date]
    settled_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str] = mapped_column(Text)
    state: Mapped[Asked] = mapped_column(String(10), default=Asked.ASKED)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    asked_by_name: Mapped[str] = mapped_column(String(60))
    asked_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_by_name: Mapped[str] = mapped_column(String(60), default="")
    decided_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    provider: Mapped[Provider] = relationship()


class Upload(Model):
    """A list an institution sent, shown before it counts; ``rows`` are numbers, days, ways and kinds."""

    __tablename__ = "psych_upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id_column()
    provider_id: Mapped[int] = mapped_column(ForeignKey("psych_provider.id"), index=True)
    rows: Mapped[list[list[str]]] = mapped_column(JSON)
    sent_on: Mapped[date]
    entered_on: Mapped[date | None]
