"""The members of the task force."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.db import Model
from portal.directory.models import Person


class Proposer(StrEnum):
    """Who put a member forward."""

    SELF = "self"
    OFFICE = "office"


class Member(Model):
    """Somebody appointed to the task force of a round, as they stood then; who resigns leaves with a reason."""

    __tablename__ = "monitoring_member"
    __table_args__ = (
        UniqueConstraint("round_id", "person_id", name="uq_monitoring_member_once_per_round"),
        CheckConstraint("left_on IS NULL OR left_on >= appointed_on", name="days_in_order"),
        CheckConstraint("(left_on IS NULL) = (left_reason = '')", name="left_with_a_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    proposed_by: Mapped[Proposer] = mapped_column(String(8))
    interests: Mapped[list[str]]
    snapshot_unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    snapshot_unit_name: Mapped[str] = mapped_column(String(120))
    snapshot_grade: Mapped[str] = mapped_column(String(40))
    snapshot_hired_on: Mapped[date | None]
    appointed_on: Mapped[date]
    left_on: Mapped[date | None]
    left_reason: Mapped[str] = mapped_column(String(300), default="")
    is_fictional: Mapped[bool] = mapped_column(default=False)

    person: Mapped[Person] = relationship()
