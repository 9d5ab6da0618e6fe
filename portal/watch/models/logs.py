"""The log of a shift."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.db import Model
from portal.watch.models.months import WatchShift
from portal.watch.models.states import LogState


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
