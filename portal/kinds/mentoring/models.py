"""The list of mentees, their wishes, and the mentors' offers."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Model


class Mentee(Model):
    """A newly hired official listed for mentoring of a year: listed by hire date, not an applicant."""

    __tablename__ = "mentee"
    __table_args__ = (UniqueConstraint("program_id", "year", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"))
    year: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    listed_on: Mapped[date]
    is_fictional: Mapped[bool] = mapped_column(default=False)


class MenteeWishes(Model):
    """What a mentee wishes; one row per application of the track "mentee"."""

    __tablename__ = "mentee_wishes"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), primary_key=True)
    mentor_gender: Mapped[str] = mapped_column(String(10))
    topics: Mapped[list[str]]
    district: Mapped[str] = mapped_column(String(10), default="")
    days: Mapped[list[str]]
    note: Mapped[str] = mapped_column(String(300), default="")


class MentorOffer(Model):
    """What a mentor offers; one row per application of the track "mentor"."""

    __tablename__ = "mentor_offer"
    __table_args__ = (CheckConstraint("mentee_max BETWEEN 1 AND 3", name="one_to_three_mentees"),)

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), primary_key=True)
    topics: Mapped[list[str]]
    mentee_max: Mapped[int]
    reason: Mapped[str] = mapped_column(String(500))
    office_agreed: Mapped[bool]
