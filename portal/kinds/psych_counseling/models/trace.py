"""What is left of cases, and who touched them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, event, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.db import Model, public_id_column
from portal.kinds.psych_counseling.models.cases import Case
from portal.kinds.psych_counseling.models.words import Asked, Axis
from portal.programs.models import Round

_ASKED_SQL = text("state = 'asked'")


class Count(Model):
    """Sums of cases that are gone, along one axis: people first seen, sessions, and people behind those sessions."""

    __tablename__ = "psych_count"
    __table_args__ = (UniqueConstraint("round_id", "axis", "value"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    axis: Mapped[Axis] = mapped_column(String(8))
    value: Mapped[str] = mapped_column(String(8))
    people: Mapped[int] = mapped_column(default=0)
    sessions: Mapped[int] = mapped_column(default=0)
    active: Mapped[int] = mapped_column(default=0)


class Release(Model):
    """What was published of a round at the end of a month; never changed, for its difference to the next would tell."""

    __tablename__ = "psych_release"
    __table_args__ = (UniqueConstraint("round_id", "until"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    until: Mapped[date]
    people: Mapped[int]
    meetings: Mapped[int]
    remote: Mapped[int]

    round: Mapped[Round] = relationship()


class Opening(Model):
    """Break-glass: one named person asks, another approves, and the person concerned is told."""

    __tablename__ = "psych_opening"
    __table_args__ = (
        Index(
            "uq_psych_opening_one_asked",
            "case_id",
            unique=True,
            sqlite_where=_ASKED_SQL,
            postgresql_where=_ASKED_SQL,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id_column()
    case_id: Mapped[int] = mapped_column(ForeignKey("psych_case.id"), index=True)
    sealed_reason: Mapped[str] = mapped_column(Text)
    state: Mapped[Asked] = mapped_column(String(10), default=Asked.ASKED)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    asked_by_name: Mapped[str] = mapped_column(String(60))
    asked_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_by_name: Mapped[str] = mapped_column(String(60), default="")
    decided_at: Mapped[datetime | None]
    open_until: Mapped[datetime | None]
    read_count: Mapped[int] = mapped_column(default=0)
    told_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    case: Mapped[Case] = relationship()


class Trail(Model):
    """The room's own audit: who did what to which number, never what it says. Each line carries the one before it.

    Lines of the person concerned carry the day only and no account. ``reason`` is an officer's, about a month of an
    institution; ``fingerprint`` is the hash of a file that was taken.
    """

    __tablename__ = "psych_trail"

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(unique=True)
    at: Mapped[datetime]
    account_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(60))
    action: Mapped[str] = mapped_column(String(30))
    object_ref: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(Text, default="")
    fingerprint: Mapped[str] = mapped_column(String(64), default="")
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


def _refuse(*_args: Any) -> None:
    raise RuntimeError("What the trail says and what was published is never changed.")


for _what in ("before_update", "before_delete"):
    event.listen(Trail, _what, _refuse)
event.listen(Release, "before_update", _refuse)
