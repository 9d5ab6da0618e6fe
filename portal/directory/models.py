"""Units, people, posts and who holds them, each with its days."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.db import Model, public_id_column


class UnitKind(StrEnum):
    """What a unit of the office is."""

    OFFICE = "office"
    BUREAU = "bureau"
    DIVISION = "division"
    TEAM = "team"
    DISTRICT_OFFICE = "district_office"
    AFFILIATED = "affiliated"
    SCHOOL = "school"


class Category(StrEnum):
    """The legal category of an official (지방공무원법 §2)."""

    GENERAL = "general"
    EDUCATION = "education"
    SPECIAL = "special"


class ServiceState(StrEnum):
    """Where an official stands in service."""

    IN_SERVICE = "in_service"
    ON_LEAVE = "on_leave"
    DISPATCHED = "dispatched"
    RETIRED = "retired"


class Unit(Model):
    """A node of the organization tree, in force from ``valid_from`` to before ``valid_to``.

    ``path`` holds the ids from the root down, as "/1/5/12/"; ``is_assumed`` marks a name that is not printed anywhere.
    """

    __tablename__ = "unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    full_name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[UnitKind] = mapped_column(String(20))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    path: Mapped[str] = mapped_column(String(120), index=True)
    sort_order: Mapped[int] = mapped_column(index=True)
    district: Mapped[str] = mapped_column(String(20), default="")
    valid_from: Mapped[date] = mapped_column(default=date(2000, 1, 1))
    valid_to: Mapped[date | None]
    is_assumed: Mapped[bool] = mapped_column(default=False)
    is_fictional: Mapped[bool] = mapped_column(default=False)
    source_line: Mapped[str] = mapped_column(String(20), default="")

    parent: Mapped["Unit | None"] = relationship(remote_side=[id])


class Person(Model):
    """An official; candidates for appointment are not among them."""

    __tablename__ = "person"
    __table_args__ = (Index("ix_person_name", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id_column()
    personal_no: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(40))
    category: Mapped[Category] = mapped_column(String(12))
    series: Mapped[str] = mapped_column(String(20))
    grade: Mapped[str] = mapped_column(String(20))
    gender: Mapped[str] = mapped_column(String(1), default="")
    hired_on: Mapped[date | None] = mapped_column(index=True)
    grade_since: Mapped[date | None]
    state: Mapped[ServiceState] = mapped_column(String(12), default=ServiceState.IN_SERVICE)
    mobile: Mapped[str] = mapped_column(String(20), default="")
    email: Mapped[str] = mapped_column(String(120), default="")
    is_fictional: Mapped[bool] = mapped_column(default=False)
    source_line: Mapped[str] = mapped_column(String(20), default="")
    updated_on: Mapped[date]


class Post(Model):
    """A seat in a unit; ``title`` is the name of a position (과장, 팀장, 장학사), empty for those without one.

    ``headcount_column`` is the column of the 정·현원 table the post counts in.
    """

    __tablename__ = "post"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    title: Mapped[str] = mapped_column(String(30), default="")
    is_head: Mapped[bool] = mapped_column(default=False)
    headcount_column: Mapped[str] = mapped_column(String(20), default="")
    sort_order: Mapped[int] = mapped_column(default=0)
    valid_from: Mapped[date] = mapped_column(default=date(2000, 1, 1))
    valid_to: Mapped[date | None]

    unit: Mapped[Unit] = relationship()


class Assignment(Model):
    """A person holds a post from ``valid_from`` to before ``valid_to``.

    ``extension`` is text of four digits or empty.
    """

    __tablename__ = "assignment"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="days_in_order"),
        Index("ix_assignment_person_id_valid_from", "person_id", "valid_from"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), index=True)
    is_main: Mapped[bool] = mapped_column(default=True)
    extension: Mapped[str] = mapped_column(String(8), default="")
    location: Mapped[str] = mapped_column(String(40), default="")
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    source_line: Mapped[str] = mapped_column(String(20), default="")

    person: Mapped[Person] = relationship()
    post: Mapped[Post] = relationship()


class Duty(Model):
    """One line of what a post does; ``deputy_post_id`` stands in for it."""

    __tablename__ = "duty"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), index=True)
    text: Mapped[str] = mapped_column(String(100))
    keywords: Mapped[str] = mapped_column(String(200), default="")
    is_main: Mapped[bool] = mapped_column(default=True)
    sort_order: Mapped[int] = mapped_column(default=0)
    deputy_post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"))
    confirmed_on: Mapped[date]


class Absence(Model):
    """A person is away for whole days; the reason is kept but shown to nobody in the directory.

    One that was ``canceled_at`` some time never counted, or counts no more.
    """

    __tablename__ = "absence"
    __table_args__ = (CheckConstraint("last_day >= first_day", name="days_in_order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    reason: Mapped[str] = mapped_column(String(20))
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    registered_at: Mapped[datetime | None]
    registered_by: Mapped[str] = mapped_column(String(40), default="")
    canceled_at: Mapped[datetime | None]
    canceled_by: Mapped[str] = mapped_column(String(40), default="")


class ServiceBreak(Model):
    """Days on which an official did not serve (휴직, 정직, 직위해제); without ``last_day`` they go on.

    ``counts`` says that they count as service all the same (지방공무원 복무규정 §7②).
    """

    __tablename__ = "service_break"
    __table_args__ = (CheckConstraint("last_day IS NULL OR last_day >= first_day", name="days_in_order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date | None]
    kind: Mapped[str] = mapped_column(String(20))
    counts: Mapped[bool] = mapped_column(default=False)


class Quota(Model):
    """The number of posts (정원) of a unit in one column of the 정·현원 table."""

    __tablename__ = "quota"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    headcount_column: Mapped[str] = mapped_column(String(20))
    count: Mapped[int | None]
    sort_order: Mapped[int]
    valid_from: Mapped[date]
    source_line: Mapped[str] = mapped_column(String(20), default="")


class HardSchool(Model):
    """A school with a heavy load of administration (격무학교), as the office names them for a year."""

    __tablename__ = "hard_school"
    __table_args__ = (UniqueConstraint("unit_id", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    year: Mapped[int]


class Elsewhere(Model):
    """Business people look for here that another division answers for; ``keywords`` are separated by commas."""

    __tablename__ = "elsewhere"

    id: Mapped[int] = mapped_column(primary_key=True)
    topic: Mapped[str] = mapped_column(String(60))
    keywords: Mapped[str] = mapped_column(String(200))
    unit_name: Mapped[str] = mapped_column(String(60))
    phone: Mapped[str] = mapped_column(String(20), default="")


class Synonym(Model):
    """A word as staff say it, and the word the directory uses."""

    __tablename__ = "synonym"

    id: Mapped[int] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(String(30), unique=True)
    means: Mapped[str] = mapped_column(String(60))


class DirectoryVersion(Model):
    """One row that moves with every change of the directory, so that each process knows when its index is old."""

    __tablename__ = "directory_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    changed_at: Mapped[datetime]
