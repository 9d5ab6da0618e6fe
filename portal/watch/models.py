"""Kinds, rules, shifts and who is on them; swaps, the log of a night, and the rest that a shift earns."""

from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.db import Model, public_id_column
from portal.directory.models import Person, Unit


class Days(StrEnum):
    """On which days a kind is held."""

    WORKING = "working"
    FREE = "free"
    EVERY = "every"


class Group(StrEnum):
    """The sorts of days that are shared out evenly, each by itself."""

    WEEKDAY = "weekday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"
    FEAST = "feast"


class Excuse(StrEnum):
    """Why somebody is on no duty for a while; ``OWN`` is somebody's own wish, of which no reason is ever asked."""

    TRAINING = "training"
    SICK = "sick"
    OTHER = "other"
    OWN = "own"


class RosterState(StrEnum):
    """Where a month stands: asked of the solver, at work, a draft, impossible, ordered."""

    WAITING = "waiting"
    SOLVING = "solving"
    DRAFT = "draft"
    IMPOSSIBLE = "impossible"
    ORDERED = "ordered"


class SwapState(StrEnum):
    """Where a swap stands."""

    OPEN = "open"
    TAKEN = "taken"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    PAST_DUE = "past_due"


LIVE = (SwapState.OPEN, SwapState.TAKEN)
"""The states of a swap that still waits for somebody."""


class LogState(StrEnum):
    """Where the log of a shift stands: being written, handed over, confirmed by the duty officer, by the head."""

    WRITING = "writing"
    HANDED_OVER = "handed_over"
    CHECKED = "checked"
    CONFIRMED = "confirmed"


class WatchSetting(Model):
    """The rules of the office whose people are on duty; one row."""

    __tablename__ = "watch_setting"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    distance_days: Mapped[int] = mapped_column(default=14)
    order_days: Mapped[int] = mapped_column(default=7)
    least_people: Mapped[int] = mapped_column(default=2)
    rest_days: Mapped[int] = mapped_column(default=10)
    phone: Mapped[str] = mapped_column(String(20), default="")
    version: Mapped[int] = mapped_column(default=1)

    unit: Mapped[Unit] = relationship()

    __mapper_args__ = {"version_id_col": version}


class WatchKind(Model):
    """A kind of duty (일직, 숙직, 재택, 통합): its hours, its days, how many people, and what it brings.

    One that ends at or before the hour it begins ends on the next day.
    """

    __tablename__ = "watch_kind"
    __table_args__ = (CheckConstraint("people >= 1", name="people_needed"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id_column()
    name: Mapped[str] = mapped_column(String(20), unique=True)
    days: Mapped[Days] = mapped_column(String(8))
    begins: Mapped[time]
    ends: Mapped[time]
    people: Mapped[int]
    place: Mapped[str] = mapped_column(String(40), default="")
    earns_rest: Mapped[bool] = mapped_column(default=True)
    allowance: Mapped[int] = mapped_column(default=0)
    is_active: Mapped[bool] = mapped_column(default=True)
    sort_order: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class WatchBar(Model):
    """A local rule: whose title or series is this word is on no duty (과장, 운전, 방호)."""

    __tablename__ = "watch_bar"

    id: Mapped[int] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(String(30), unique=True)


class WatchExcuse(Model):
    """Somebody is on no duty from a day on, to the end of another or until it is ended."""

    __tablename__ = "watch_excuse"
    __table_args__ = (CheckConstraint("last_day IS NULL OR last_day >= first_day", name="days_in_order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id_column()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    excuse: Mapped[Excuse] = mapped_column(String(12))
    first_day: Mapped[date]
    last_day: Mapped[date | None]
    created_at: Mapped[datetime]

    person: Mapped[Person] = relationship()


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


class WatchLog(Model):
    """The log of a shift (별지 제2호): what was taken over, what came, who left last, and who confirmed it."""

    __tablename__ = "watch_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    shift_id: Mapped[int] = mapped_column(ForeignKey("watch_shift.id"), unique=True)
    state: Mapped[LogState] = mapped_column(String(12), default=LogState.WRITING, index=True)
    taken_over: Mapped[str] = mapped_column(Text, default="")
    documents: Mapped[str] = mapped_column(Text, default="")
    events: Mapped[str] = mapped_column(Text, default="")
    last_out: Mapped[str] = mapped_column(String(60), default="")
    handed_over: Mapped[str] = mapped_column(Text, default="")
    handed_over_at: Mapped[datetime | None]
    handed_over_by: Mapped[str] = mapped_column(String(40), default="")
    checked_at: Mapped[datetime | None]
    checked_by: Mapped[str] = mapped_column(String(40), default="")
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[str] = mapped_column(String(40), default="")
    version: Mapped[int] = mapped_column(default=1)

    shift: Mapped[WatchShift] = relationship()
    patrols: Mapped[list["WatchPatrol"]] = relationship(order_by="WatchPatrol.at")
    calls: Mapped[list["WatchCall"]] = relationship(order_by="WatchCall.at")

    __mapper_args__ = {"version_id_col": version}


class WatchPatrol(Model):
    """One round through the building: when, where, what was found."""

    __tablename__ = "watch_patrol"

    id: Mapped[int] = mapped_column(primary_key=True)
    log_id: Mapped[int] = mapped_column(ForeignKey("watch_log.id"), index=True)
    at: Mapped[datetime]
    place: Mapped[str] = mapped_column(String(60))
    found: Mapped[str] = mapped_column(String(200))


class WatchCall(Model):
    """One call that came: when, about what, what was done."""

    __tablename__ = "watch_call"

    id: Mapped[int] = mapped_column(primary_key=True)
    log_id: Mapped[int] = mapped_column(ForeignKey("watch_log.id"), index=True)
    at: Mapped[datetime]
    about: Mapped[str] = mapped_column(String(300))
    done: Mapped[str] = mapped_column(String(300))
