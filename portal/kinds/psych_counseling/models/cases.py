"""A case, its sessions, and what was asked and agreed about it."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.db import Model, public_id_column
from portal.kinds.psych_counseling.models.contract import Provider
from portal.kinds.psych_counseling.models.words import Asked, Ending, Kind, State, Way
from portal.programs.models import Round

_LIVE_SQL = text("state IN ('requested', 'open') AND person_mark IS NOT NULL")
_ASKED_SQL = text("state = 'asked'")


class Allowance(Model):
    """How many sessions a person, known by a mark, has used in a year, and how many were granted on top."""

    __tablename__ = "psych_allowance"
    __table_args__ = (CheckConstraint("used >= 0", name="used_not_negative"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    mark: Mapped[str] = mapped_column(String(64), unique=True)
    year: Mapped[int] = mapped_column(index=True)
    used: Mapped[int] = mapped_column(default=0)
    extra: Mapped[int] = mapped_column(default=0)


class Case(Model):
    """One person's use of the service, known to others by its number.

    ``sealed_…`` columns open with the data key ``key_ref`` alone. ``has_news`` is the line behind the person's bell,
    which asks by mark: a row of notices would name the person.
    """

    __tablename__ = "psych_case"
    __table_args__ = (
        Index(
            "uq_psych_case_one_live_per_person",
            "person_mark",
            unique=True,
            sqlite_where=_LIVE_SQL,
            postgresql_where=_LIVE_SQL,
        ),
        Index("ix_psych_case_provider_id_state", "provider_id", "state"),
        Index("ix_psych_case_round_id", "round_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id_column()
    number: Mapped[str] = mapped_column(String(12), unique=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    provider_id: Mapped[int] = mapped_column(ForeignKey("psych_provider.id"))
    allowance_id: Mapped[int] = mapped_column(ForeignKey("psych_allowance.id"), index=True)
    person_mark: Mapped[str | None] = mapped_column(String(64))
    key_ref: Mapped[str] = mapped_column(String(32))
    state: Mapped[State] = mapped_column(String(10), default=State.REQUESTED)
    ending: Mapped[Ending | None] = mapped_column(String(10))
    is_urgent: Mapped[bool] = mapped_column(default=False)
    way: Mapped[Way] = mapped_column(String(8))
    sealed_identity: Mapped[str] = mapped_column(Text)
    sealed_contact: Mapped[str] = mapped_column(Text)
    sealed_wishes: Mapped[str] = mapped_column(Text)
    requested_on: Mapped[date]
    urgent_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    has_news: Mapped[bool] = mapped_column(default=False)
    is_fictional: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    round: Mapped[Round] = relationship()
    provider: Mapped[Provider] = relationship()
    allowance: Mapped[Allowance] = relationship()


class Session(Model):
    """One session of a case; one a day at most, so that the same list sent twice counts once."""

    __tablename__ = "psych_session"
    __table_args__ = (UniqueConstraint("case_id", "held_on"), Index("ix_psych_session_held_on", "held_on"))

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("psych_case.id"))
    held_on: Mapped[date]
    way: Mapped[Way] = mapped_column(String(8))
    kind: Mapped[Kind] = mapped_column(String(20))
    uses_up: Mapped[bool]
    entered_on: Mapped[date]

    case: Mapped[Case] = relationship()


class Extension(Model):
    """An institution's request for more sessions: a check mark and no reason."""

    __tablename__ = "psych_extension"
    __table_args__ = (
        Index(
            "uq_psych_extension_one_asked",
            "case_id",
            unique=True,
            sqlite_where=_ASKED_SQL,
            postgresql_where=_ASKED_SQL,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("psych_case.id"), index=True)
    sessions: Mapped[int]
    state: Mapped[Asked] = mapped_column(String(10), default=Asked.ASKED)
    asked_on: Mapped[date]
    decided_on: Mapped[date | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    case: Mapped[Case] = relationship()


class Consent(Model):
    """What the person agreed to, word for word; the moment is sealed, because it could be laid beside a log."""

    __tablename__ = "psych_consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("psych_case.id"), index=True)
    version: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    text_hash: Mapped[str] = mapped_column(String(64))
    agreed_on: Mapped[date]
    sealed_moment: Mapped[str] = mapped_column(Text)
    withdrawn_on: Mapped[date | None]
