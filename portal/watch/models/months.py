"""Months, their shifts, who is on them, and swaps."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.db import Model, public_id_column
from portal.directory.models import Person
from portal.watch.models.rules import WatchKind
from portal.watch.models.states import Group, RosterState, SwapState


class WatchRoster(Model):
    """The roster of a month; ``faults`` says in words why it could not be filled, ``month`` is its first day."""

    __tablename__ = "watch_roster"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id_column()
    month: Mapped[date] = mapped_column(unique=True)
    state: Mapped[RosterState] = mapped_column(String(12), default=RosterState.WAITING, index=True)
    asked_by: Mapped[str] = mapped_column(String(40), default="")
    asked_at: Mapped[datetime]
    begun_at: Mapped[datetime | None]
    proposed_at: Mapped[datetime | None]
    ordered_at: Mapped[datetime | None]
    ordered_by: Mapped[str] = mapped_column(String(40), default="")
    late_reason: Mapped[str] = mapped_column(String(200), default="")
    faults: Mapped[list[str]] = mapped_column(JSON, default=list)
    is_fictional: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class WatchShift(Model):
    """One duty on one day, with the hours of its kind as they were when the month was made."""

    __tablename__ = "watch_shift"
    __table_args__ = (
        UniqueConstraint("day", "kind_id"),
        CheckConstraint("ends_at > starts_at", name="hours_in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id_column()
    roster_id: Mapped[int] = mapped_column(ForeignKey("watch_roster.id"), index=True)
    kind_id: Mapped[int] = mapped_column(ForeignKey("watch_kind.id"), index=True)
    day: Mapped[date]
    group: Mapped[Group] = mapped_column("day_group", String(10))
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    people: Mapped[int]

    roster: Mapped[WatchRoster] = relationship()
    kind: Mapped[WatchKind] = relationship()
    turns: Mapped[list["WatchTurn"]] = relationship(
        back_populates="shift", order_by="(WatchTurn.is_chief.desc(), WatchTurn.id)"
    )


class WatchTurn(Model):
    """Somebody on a shift: ``why`` holds the facts of the choice, ``reason`` the words of whoever changed it."""

    __tablename__ = "watch_turn"
    __table_args__ = (
        UniqueConstraint("shift_id", "person_id"),
        Index("ix_watch_turn_person_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id_column()
    shift_id: Mapped[int] = mapped_column(ForeignKey("watch_shift.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    is_chief: Mapped[bool] = mapped_column(default=False)
    why: Mapped[dict[str, Any]]
    reason: Mapped[str] = mapped_column(String(200), default="")
    reminded_at: Mapped[datetime | None]
    changed_at: Mapped[datetime | None]
    rest_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    shift: Mapped[WatchShift] = relationship(back_populates="turns")
    person: Mapped[Person] = relationship()

    __mapper_args__ = {"version_id_col": version}


class WatchSwap(Model):
    """Somebody's wish to give a turn away: to one colleague or to whoever takes it, alone or for a turn of theirs."""

    __tablename__ = "watch_swap"
    __table_args__ = (
        Index(
            "uq_watch_swap_one_live_per_turn",
            "turn_id",
            unique=True,
            sqlite_where=text("state IN ('open', 'taken')"),
            postgresql_where=text("state IN ('open', 'taken')"),
        ),
        CheckConstraint("asker_id <> taker_id", name="two_people"),
        CheckConstraint("turn_id <> return_turn_id", name="two_turns"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id_column()
    turn_id: Mapped[int] = mapped_column(ForeignKey("watch_turn.id"))
    return_turn_id: Mapped[int | None] = mapped_column(ForeignKey("watch_turn.id"), index=True)
    asker_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    taker_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    state: Mapped[SwapState] = mapped_column(String(10), default=SwapState.OPEN, index=True)
    reason: Mapped[str] = mapped_column(String(200))
    asked_at: Mapped[datetime]
    taken_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(String(40), default="")
    note: Mapped[str] = mapped_column(String(200), default="")
    version: Mapped[int] = mapped_column(default=1)

    turn: Mapped[WatchTurn] = relationship(foreign_keys=[turn_id])
    return_turn: Mapped[WatchTurn | None] = relationship(foreign_keys=[return_turn_id])
    asker: Mapped[Person] = relationship(foreign_keys=[asker_id])
    taker: Mapped[Person | None] = relationship(foreign_keys=[taker_id])

    __mapper_args__ = {"version_id_col": version}
