"""The rules: numbers, kinds, local rules, excuses."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.db import Model, public_id_column
from portal.directory.models import Person, Unit
from portal.watch.models.states import Days, Excuse


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
