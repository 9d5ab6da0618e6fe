"""The work report's words and the plans it announces, each with the line it was printed on."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.db import Model


class ReportText(Model):
    """A piece of the report that is words and not figures: titles, purposes, legal basis, authors' lines."""

    __tablename__ = "report_text"

    id: Mapped[int] = mapped_column(primary_key=True)
    section: Mapped[str] = mapped_column(String(30))
    sort_order: Mapped[int]
    level: Mapped[int | None]
    text: Mapped[str] = mapped_column(String(300))
    source_line: Mapped[str] = mapped_column(String(20))


class PlanGroup(Model):
    """A heading of the plans (향후 계획)."""

    __tablename__ = "plan_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    sort_order: Mapped[int]
    source_line: Mapped[str] = mapped_column(String(20))

    items: Mapped[list["PlanItem"]] = relationship(back_populates="group", order_by="PlanItem.sort_order")


class PlanItem(Model):
    """One plan; months as "2025-07" or empty, ``round_number`` where the report prints one."""

    __tablename__ = "plan_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("plan_group.id"))
    program_id: Mapped[int | None] = mapped_column(ForeignKey("program.id"))
    sort_order: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    printed: Mapped[str] = mapped_column(String(250))
    start_month: Mapped[str] = mapped_column(String(7), default="")
    end_month: Mapped[str] = mapped_column(String(7), default="")
    round_number: Mapped[int | None]
    source_line: Mapped[str] = mapped_column(String(20))

    group: Mapped[PlanGroup] = relationship(back_populates="items")
